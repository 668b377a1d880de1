"""Faulty twins of what follows a wish of a supporter, a refund, a dispute or a payout."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from donations import gateway
from donations.gateway import client as gateway_client
from donations.ledger import courses, movements
from donations.models import Contribution, Course, Movement, Reversal

real_kind_of, real_write, real_set_course = gateway.kind_of, movements.write, gateway.set_course


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


def set_course_in_part(subscription_id: str, *, wanted: str, until: datetime.datetime | None) -> None:
    """End at a moment, and let what comes before that be collected."""
    if wanted != "end" or until is None:
        real_set_course(subscription_id, wanted=wanted, until=until)
        return
    params: Any = {"cancel_at": int(until.timestamp()), "proration_behavior": "none"}
    gateway_client.ask(lambda client: client.v1.subscriptions.update(subscription_id, params))


def grant_without_looking(wish: Course) -> None:
    """Take a wish for granted, whatever the processor answered."""
    with suppress(gateway.GatewayError):
        courses._ask(wish, wish.contribution.subscription_id or "")
    Course.objects.filter(pk=wish.pk, number=wish.number).update(done_number=wish.number)
