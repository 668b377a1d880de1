"""Faulty twins of what follows a refund, a dispute or a payout."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from donations import gateway
from donations.gateway import money_back
from donations.ledger import homes, movements, synchronization, writing
from donations.models import Contribution, Movement, Reversal, StripeEvent

real_kind_of, real_write = gateway.kind_of, movements.write
real_of_refund, real_of_dispute = money_back._lines_of_refund, money_back._lines_of_dispute


def deaf_to(*kinds: gateway.Kind) -> Callable[[str], gateway.Kind | None]:
    """Return a `kind_of` that ignores the events of these kinds."""

    def kind_of(event_type: str) -> gateway.Kind | None:
        kind = real_kind_of(event_type)
        return None if kind in kinds else kind

    return kind_of


def write_one_line_each(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    known = set(Movement.objects.values_list("payment__provider_payment_id", flat=True))
    kept = tuple(fact for fact in snapshot.movements if fact.provider_payment_id not in known)
    real_write(contribution, gateway.Snapshot(**(vars(snapshot) | {"movements": kept})))


def write_standing_once(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Write how a refund or dispute stands when it is new, and never again."""
    before = dict(Reversal.objects.values_list("provider_id", "standing"))
    real_write(contribution, snapshot)
    for provider_id, standing in before.items():
        Reversal.objects.filter(provider_id=provider_id).update(standing=standing)


def first_line_of_refund(refund: Any, payment_id: str) -> Iterator[gateway.MovementFact]:
    yield from islice(real_of_refund(refund, payment_id), 1)


def first_line_of_dispute(dispute: Any, payment_id: str) -> Iterator[gateway.MovementFact]:
    yield from islice(real_of_dispute(dispute, payment_id), 1)


def no_lines(since: datetime.datetime) -> list[gateway.Line]:
    return []


def sync_numbered_late(kind: gateway.Kind, provider_id: str, *, patient: bool = True) -> StripeEvent.Outcome:
    """Draw the number when the answer is there: what others have written meanwhile looks older."""
    snapshot = gateway.fetch(kind, provider_id, patient=patient)
    began = synchronization.tick()
    with transaction.atomic():
        contribution = homes.lock_home(snapshot)
        if contribution is None:
            return synchronization._unknown(snapshot, provider_id)
        if contribution.sync_seq > began:
            snapshot = gateway.fetch(kind, provider_id, patient=False)
        writing.apply(contribution, snapshot, number=synchronization.tick())
    return StripeEvent.Outcome.APPLIED
