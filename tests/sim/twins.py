"""Faulty twins of the ledger's functions; `tests.sim.planted` says what each is for."""

from __future__ import annotations

import datetime
from contextlib import suppress
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from donations import gateway
from donations.gateway import checkout, client, snapshots
from donations.ledger import homes, inbox, movements, notices, synchronization, writing
from donations.letters import sending
from donations.models import Contribution, Letter, Payment, StripeEvent

Outcome = StripeEvent.Outcome
real_apply, real_write_letter = writing.apply, notices.write
real_write, real_kind_of = movements.write, gateway.kind_of
real_work, real_subscription_status = inbox._work, snapshots._subscription_status
numbers = count()


def unlocked(snapshot: gateway.Snapshot) -> Contribution | None:
    """Return the contribution of a page without a lock; second pages have none of their own."""
    for name in ("session_id", "subscription_id"):
        known = getattr(snapshot, name)
        if known and (found := Contribution.objects.filter(**{name: known}).first()):
            return found
    return Contribution.objects.referred_to(snapshot.reference).first()


def sync_once(kind: gateway.Kind, provider_id: str, *, patient: bool = True) -> StripeEvent.Outcome:
    snapshot = gateway.fetch(kind, provider_id)
    with transaction.atomic():
        contribution = homes.lock_home(snapshot)
        if contribution is None:
            return synchronization._unknown(snapshot, provider_id)
        writing.apply(contribution, snapshot, number=synchronization.tick())
    return Outcome.APPLIED


def apply_unguarded(contribution: Contribution, snapshot: gateway.Snapshot, *, number: int) -> None:
    """Write without asking whether the row is still as it was read, payments without a key."""
    if not writing._bind(contribution, snapshot):
        return
    writing._know_supporter(contribution, snapshot)
    writing._agree(contribution, snapshot)
    for fact in snapshot.payments:
        found = Payment.objects.filter(provider_payment_id=fact.provider_payment_id).exists()
        if not found:
            facts = {name: getattr(fact, name) for name in ("amount", "currency", "paid_at")}
            payment = Payment.objects.create(
                contribution=contribution,
                provider_payment_id=fact.provider_payment_id,
                receipt_number=f"{fact.provider_payment_id}-{next(numbers)}",
                **facts,
            )
            notices.write(contribution, Letter.Kind.RECEIPT, fact.provider_payment_id, payment=payment)
    writing._follow(contribution, snapshot)
    contribution.sync_seq = number
    contribution.save()


def apply_raising_only_on_change(
    contribution: Contribution, snapshot: gateway.Snapshot, *, number: int
) -> None:
    old_seq = contribution.sync_seq
    before = (contribution.status, contribution.session_id, contribution.subscription_id)
    real_apply(contribution, snapshot, number=number)
    if before == (contribution.status, contribution.session_id, contribution.subscription_id):
        Contribution.objects.filter(pk=contribution.pk).update(sync_seq=old_seq)


def apply_status_first(contribution: Contribution, snapshot: gateway.Snapshot, *, number: int) -> None:
    """Commit the status, and write the payments in a second transaction."""
    nothing_yet = {"payments": (), "reversals": (), "movements": ()}
    real_apply(contribution, gateway.Snapshot(**(vars(snapshot) | nothing_yet)), number=number)
    if snapshot.payments:
        Contribution.objects.filter(pk=contribution.pk).update(status=snapshot.status)
        transaction.on_commit(lambda: pay_later(contribution, snapshot))


def pay_later(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    with transaction.atomic():
        for fact in snapshot.payments:
            writing._record(contribution, fact)


def kind_but_of_charges(event_type: str) -> gateway.Kind | None:
    kind = real_kind_of(event_type)
    return None if kind is gateway.Kind.CHARGE else kind


def write_at_first(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    if contribution.sync_seq == 0:
        real_write(contribution, snapshot)


def write_and_send(contribution: Contribution, kind: Any, about: str, **facts: Any) -> None:
    real_write_letter(contribution, kind, about, **facts)
    Contribution.objects.filter(pk=contribution.pk).update(supporter=contribution.supporter)
    sending._send(Letter.objects.get(dedupe_key=f"{kind}:{about}"))


def work_done_before(event: StripeEvent) -> None:
    StripeEvent.objects.filter(pk=event.pk).update(outcome=Outcome.APPLIED)
    inbox._apply(event)


def work_forgetting_failures(event: StripeEvent) -> None:
    with suppress(gateway.GatewayError):
        inbox._apply(event)
    StripeEvent.objects.filter(pk=event.pk).update(outcome=Outcome.APPLIED)


def work_by_name(event: StripeEvent) -> None:
    """Believe the name of the event instead of the object."""
    real_work(event)
    said = {
        "invoice.payment_failed": ("active", "past_due"),
        "checkout.session.completed": ("paid", "processing"),
        "invoice.paid": ("past_due", "active"),
    }.get(event.type.removeprefix("v1."))
    if said:
        mine = Contribution.objects.filter(subscription_id__isnull=False, status=said[0])
        mine.update(status=said[1])


def claim_without_lease(waiting: Any, lease: datetime.timedelta) -> Any:
    with transaction.atomic():
        due = waiting.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=timezone.now())
        row = due.order_by("next_at", "id").first()
        if row:
            row.attempts += 1
            row.save(update_fields=["attempts"])
    return row


def send_noted_before(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(status=Letter.Status.SENT, sent_at=timezone.now())
    with suppress(OSError):
        sending.build(letter).send()


def bind_blindly(contribution: Contribution, session_id: str) -> bool:
    Contribution.objects.filter(pk=contribution.pk).update(status="open", session_id=session_id)
    return True


def start_with_a_new_key(order: gateway.Order, *, patient: bool = True) -> gateway.Checkout:
    options: Any = {"idempotency_key": f"{order.reference}:{next(numbers)}"}
    params: Any = checkout.checkout_params(order)

    def create(client: Any) -> gateway.Checkout:
        session = client.v1.checkout.sessions.create(params=params, options=options)
        return gateway.Checkout(session_id=session.id, url=session.url or "")

    return client.ask(create, client.WORKER if patient else client.PERSON)


def active_before_the_money(subscription: Any, *, is_paid: bool) -> str:
    return real_subscription_status(subscription, is_paid=True)


def nothing(*args: Any, **kwargs: Any) -> None:
    """Twin of a function that should have done something."""
