"""Faulty twins of the ledger's functions; `tests.sim.planted` says what each is for."""

from __future__ import annotations

import datetime
from contextlib import suppress
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from donations import gateway, letters
from donations.gateway import checkout, client, snapshots
from donations.ledger import inbox, synchronization, writing
from donations.models import Contribution, Letter, Payment, StripeEvent

Outcome = StripeEvent.Outcome
real_apply, real_record, real_write_letter = writing.apply, writing._record, writing._write_letter
real_work, real_subscription_status = inbox._work, snapshots._subscription_status
numbers = count()


def unlocked(reference: str) -> Contribution | None:
    return Contribution.objects.referred_to(reference).first()


def sync_once(kind: gateway.Kind, provider_id: str) -> StripeEvent.Outcome:
    snapshot = gateway.fetch(kind, provider_id)
    with transaction.atomic():
        contribution = synchronization._lock(snapshot.reference)
        if contribution is None:
            return synchronization._unknown(snapshot, provider_id)
        writing.apply(contribution, snapshot)
    return Outcome.APPLIED


def apply_unguarded(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Write without asking whether the row is still as it was read, payments without a key."""
    writing._know_supporter(contribution, snapshot)
    is_bound = writing._bind(contribution, snapshot)
    for fact in snapshot.payments:
        found = Payment.objects.filter(provider_payment_id=fact.provider_payment_id).exists()
        if not found:
            facts = {name: getattr(fact, name) for name in ("amount", "currency", "fee", "paid_at")}
            payment = Payment.objects.create(
                contribution=contribution, provider_payment_id=fact.provider_payment_id, **facts
            )
            writing._write_letter(
                contribution, Letter.Kind.RECEIPT, fact.provider_payment_id, payment=payment
            )
    if is_bound:
        writing._follow(contribution, snapshot)
    contribution.sync_seq += 1
    contribution.save()


def apply_raising_only_on_change(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    before = (contribution.status, contribution.session_id, contribution.subscription_id)
    real_apply(contribution, snapshot)
    if before == (contribution.status, contribution.session_id, contribution.subscription_id):
        Contribution.objects.filter(pk=contribution.pk).update(sync_seq=contribution.sync_seq - 1)


def apply_to_the_present_page_alone(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    if writing._is_present_page(contribution, snapshot):
        real_apply(contribution, snapshot)


def apply_status_first(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Commit the status, and write the payments in a second transaction."""
    real_apply(contribution, gateway.Snapshot(**(vars(snapshot) | {"payments": ()})))
    transaction.on_commit(lambda: pay_later(contribution, snapshot))


def pay_later(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    with transaction.atomic():
        for fact in snapshot.payments:
            writing._record(contribution, fact, is_bound=True)


def record_what_was_promised(
    contribution: Contribution, fact: gateway.PaymentFact, *, is_bound: bool
) -> None:
    promised = {"amount": contribution.amount, "currency": contribution.currency}
    real_record(contribution, gateway.PaymentFact(**(vars(fact) | promised)), is_bound=is_bound)


def write_and_send(contribution: Contribution, kind: Any, about: str, *, payment: Any = None) -> None:
    real_write_letter(contribution, kind, about, payment=payment)
    Contribution.objects.filter(pk=contribution.pk).update(supporter=contribution.supporter)
    letters._send(Letter.objects.get(dedupe_key=f"{kind}:{about}"))


def work_done_before(event: StripeEvent) -> None:
    StripeEvent.objects.filter(pk=event.pk).update(outcome=Outcome.APPLIED)
    kind = gateway.kind_of(event.type)
    if kind:
        synchronization.sync(kind, event.object_id)


def work_forgetting_failures(event: StripeEvent) -> None:
    kind = gateway.kind_of(event.type)
    with suppress(gateway.GatewayError):
        if kind:
            synchronization.sync(kind, event.object_id)
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
        letters.build(letter).send()


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


def nothing(*args: Any) -> None:
    """Twin of a function that should have done something."""
