"""Payouts and lines of the balance: every line is in the books, also those that are not about a payment."""

from django.db import transaction

from donations import gateway
from donations.ledger.synchronization import sync
from donations.models import Movement, Payout, StripeEvent


def sync_payout(payout_id: str) -> StripeEvent.Outcome:
    """Write how a payout stands; once the processor knows its lines, they are in the books with it.

    Raises `GatewayError`.
    """
    fact = gateway.payout(payout_id)
    for line in fact.lines:
        take_in(line)
    with transaction.atomic():
        payout, _made = Payout.objects.update_or_create(
            provider_id=fact.provider_id,
            defaults={
                "amount": fact.amount,
                "currency": fact.currency,
                "standing": fact.standing,
                "arrives_at": fact.arrives_at,
                "is_complete": fact.is_complete,
            },
        )
        ids = [line.transaction_id for line in fact.lines]
        Movement.objects.filter(transaction_id__in=ids, payout__isnull=True).update(payout=payout)
    return StripeEvent.Outcome.APPLIED


def take_in(line: gateway.Line) -> None:
    """Have this line in the books: by a sync of what it is about, or as one that is not about a payment.

    Money of ours that is not in the books stays out, and is listed by that sync. Raises `GatewayError`.
    """
    if _is_known(line):
        return
    outcome = StripeEvent.Outcome.IGNORED
    if line.kind is not None:
        outcome = sync(line.kind, line.source_id)
    if outcome == StripeEvent.Outcome.IGNORED and not _is_known(line):
        Movement.objects.bulk_create([_of_nobody(line)], ignore_conflicts=True)


def _is_known(line: gateway.Line) -> bool:
    return Movement.objects.filter(transaction_id=line.transaction_id).exists()


def _of_nobody(line: gateway.Line) -> Movement:
    """Return the line of a fee, of a payout, or of a stranger on the same account."""
    kinds = (Movement.Kind.FEE, Movement.Kind.PAYOUT)
    return Movement(
        transaction_id=line.transaction_id,
        kind=line.category if line.category in kinds else Movement.Kind.OTHER,
        amount=line.booked,
        currency=line.account_currency,
        booked=line.booked,
        fee=line.fee,
        account_currency=line.account_currency,
        at=line.at,
    )
