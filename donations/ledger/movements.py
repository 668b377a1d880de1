"""Writing of refunds, disputes and lines of the balance; the caller holds the contribution's lock."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils import timezone

from donations import gateway
from donations.ledger import findings, notices
from donations.models import Contribution, Finding, Letter, Movement, Payment, Reversal
from donations.money import with_code

# Words of the processor: a refund that did not arrive, and a dispute that waits for an answer.
NOT_ARRIVED = frozenset({"failed", "canceled"})
# A refund that we hear of later than that is known to whoever got it.
NEWS = datetime.timedelta(days=30)
WAITS = frozenset({"needs_response", "warning_needs_response", "appeal_needs_response"})


def write(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Write how refunds and disputes stand, and append the lines that are new."""
    if not (snapshot.reversals or snapshot.movements):
        return
    payments = {one.provider_payment_id: one for one in contribution.payments.all()}
    reversals = dict(_reversals(contribution, payments, snapshot.reversals))
    ids = [fact.transaction_id for fact in snapshot.movements]
    known = set(Movement.objects.filter(transaction_id__in=ids).values_list("transaction_id", flat=True))
    for fact in snapshot.movements:
        payment = payments.get(fact.provider_payment_id)
        if payment is not None and fact.transaction_id not in known:
            _append(fact, payment, reversals.get(fact.reversal_id))


def _append(fact: gateway.MovementFact, payment: Payment, reversal: Reversal | None) -> None:
    Movement.objects.create(
        provider=payment.provider,
        transaction_id=fact.transaction_id,
        kind=fact.kind,
        payment=payment,
        reversal=reversal,
        amount=fact.amount,
        currency=fact.currency,
        booked=fact.booked,
        fee=fact.fee,
        account_currency=fact.account_currency,
        at=fact.at,
    )


def _reversals(
    contribution: Contribution, payments: dict[str, Payment], facts: Sequence[gateway.ReversalFact]
) -> Iterable[tuple[str, Reversal]]:
    """Write those that stand otherwise there now, tell of these, and yield each with its id."""
    ours = Reversal.objects.filter(payment__in=payments.values()) if facts else ()
    known = {one.provider_id: one for one in ours}
    for fact in facts:
        payment = payments.get(fact.provider_payment_id)
        if payment is None:
            continue
        stands = {
            "payment_id": payment.pk,
            "kind": fact.kind,
            "amount": fact.amount,
            "currency": fact.currency,
            "standing": fact.standing,
            "reason": fact.reason[:80],
            "respond_by": fact.respond_by,
            "opened_at": fact.opened_at,
        }
        reversal = known.get(fact.provider_id)
        if reversal is None or any(getattr(reversal, name) != value for name, value in stands.items()):
            reversal, _made = Reversal.objects.update_or_create(
                provider=contribution.provider, provider_id=fact.provider_id, defaults=stands
            )
            _tell_people(contribution, reversal)
            _tell_supporter(contribution, reversal)
        yield fact.provider_id, reversal


def _tell_people(contribution: Contribution, reversal: Reversal) -> None:
    """List what somebody must act on: a bank asks, or money that was promised back did not arrive."""
    amount = with_code(reversal.amount, reversal.currency)
    if reversal.kind == Reversal.Kind.DISPUTE and reversal.standing in WAITS:
        until = f", answer until {reversal.respond_by:%Y-%m-%d}" if reversal.respond_by else ""
        note = f"{amount}{until}"
        findings.list_once(Finding.Kind.DISPUTE, reversal.provider_id, note, contribution=contribution)
    if reversal.kind == Reversal.Kind.REFUND and reversal.standing in NOT_ARRIVED:
        note = f"{amount}, {reversal.standing} {reversal.reason}".rstrip()
        findings.list_once(Finding.Kind.NOT_BACK, reversal.provider_id, note, contribution=contribution)


def _tell_supporter(contribution: Contribution, reversal: Reversal) -> None:
    """Write the letter about money that went back, once for each refund."""
    is_news = reversal.opened_at > timezone.now() - NEWS
    if reversal.kind == Reversal.Kind.REFUND and reversal.standing == "succeeded" and is_news:
        notices.write(
            contribution,
            Letter.Kind.REFUNDED,
            reversal.provider_id,
            payment=reversal.payment,
            amount=reversal.amount,
            currency=reversal.currency,
        )
