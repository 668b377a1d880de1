"""Refunds that people at the desk order: written first, made by the worker, in the books by `sync`."""

import datetime
import logging
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import gateway
from donations.ledger import findings
from donations.ledger.bell import ring
from donations.ledger.synchronization import sync
from donations.models import Contribution, Finding, Payment, RefundOrder, Reversal
from donations.money import with_code
from newsroom.core import acts, audit, locks
from newsroom.core.models import User
from newsroom.core.queue import claim, next_try

logger = logging.getLogger(__name__)
Status = RefundOrder.Status
RIGHT = "donations.refund_payment"
LEASE = datetime.timedelta(minutes=4)
FIRST_WAIT = datetime.timedelta(seconds=10)
LONGEST_WAIT = datetime.timedelta(hours=1)
# So often is asked for what the processor refuses: what it was made of can have changed meanwhile.
FINAL_ATTEMPTS = 2
# Words of the processor: refunds that do not arrive, and disputes after which one can be made.
NOT_GOING = ("failed", "canceled")
OVER = ("won", "warning_closed", "prevented")


def left_of(payment: Payment) -> int:
    """Return how much of a payment can still go back: what neither went, nor is going, nor is ordered."""
    refunds = payment.reversals.filter(kind=Reversal.Kind.REFUND).exclude(standing__in=NOT_GOING)
    known = payment.reversals.values("provider_id")
    ordered = payment.refund_orders.filter(status__in=[Status.WANTED, Status.DONE]).exclude(
        provider_id__in=known
    )
    gone = [int(rows.aggregate(sum=Sum("amount", default=0))["sum"]) for rows in (refunds, ordered)]
    return max(0, payment.amount - sum(gone))


def is_disputed(payment: Payment) -> bool:
    """Return whether a bank is taking the payment back, or has: then the processor refuses a refund."""
    disputes = payment.reversals.filter(kind=Reversal.Kind.DISPUTE)
    return disputes.exclude(standing__in=OVER).exists()


@transaction.atomic
def order_refund(*, payment: Payment, amount: int, reason: str, token: UUID, by: User) -> RefundOrder:
    """Write down that so much of a payment goes back, and wake the worker; raises `Refused`.

    The same token is the same refund, whatever was sent with it the second time, of this payment alone.
    """
    if not by.has_perm(RIGHT):
        raise acts.NotAllowed
    # The lock of every sync, too: what is left cannot change meanwhile.
    Contribution.objects.select_for_update(no_key=True).get(pk=payment.contribution_id)
    if known := RefundOrder.objects.filter(public_id=token).first():
        if known.payment_id != payment.pk:
            raise acts.Refused(
                _("This form was sent for another payment before. Nothing was asked for; open it anew.")
            )
        return known
    _require_possible(payment, amount)
    order = RefundOrder.objects.create(
        public_id=token, payment=payment, amount=amount, reason=reason, next_at=timezone.now()
    )
    audit.record(
        act="payment.refund",
        by=by,
        on=payment,
        amount=with_code(amount, payment.currency),
        reason=reason,
        order=str(token),
    )
    ring()
    return order


def _require_possible(payment: Payment, amount: int) -> None:
    if is_disputed(payment):
        raise acts.Refused(
            _("A bank takes this payment back already. Answer the dispute at the processor instead.")
        )
    left = left_of(payment)
    if not left:
        raise acts.Refused(_("Nothing is left to give back: it went back already, or is on its way."))
    if amount > left:
        sentence = _("No more than %(left)s can go back. Nothing was asked for; write that, or less.")
        raise acts.Refused({"amount": sentence % {"left": with_code(left, payment.currency)}})


def make_refunds(limit: int = 50) -> int:
    """Make the refunds that are due at the processor, and return how many were tried."""
    tried = 0
    waiting = RefundOrder.objects.select_related("payment").filter(status=Status.WANTED)
    while tried < limit and (order := claim(waiting, LEASE)):
        _make_alone(order)
        tried += 1
    return tried


def _make_alone(order: RefundOrder) -> None:
    """Make one refund, unless somebody is at it, who may have slept longer than the lease."""
    with locks.alone(f"donations.refund.{order.pk}") as is_alone:
        if not is_alone:
            RefundOrder.objects.filter(pk=order.pk).update(next_at=timezone.now() + FIRST_WAIT)
            return
        order.refresh_from_db(fields=["status", "provider_id"])
        if order.status == Status.WANTED:
            _make(order)


def _make(order: RefundOrder) -> None:
    """Make one refund, and have it in the books; a failure is tried again later, with the same reference."""
    mine = RefundOrder.objects.filter(pk=order.pk, status=Status.WANTED)
    try:
        if not order.provider_id:
            order.provider_id = _ask(order)
            mine.update(provider_id=order.provider_id)
        sync(gateway.Kind.REFUND, order.provider_id)
    except gateway.GatewayError as error:
        if error.is_final and not order.provider_id and order.attempts >= FINAL_ATTEMPTS:
            _refused(order, str(error))
            return
        logger.warning("refund %s was not made yet: %s", order.pk, error)
        mine.update(next_at=next_try(order.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
    else:
        mine.update(status=Status.DONE)


def _ask(order: RefundOrder) -> str:
    return gateway.refund(
        order.payment.provider_payment_id,
        amount=order.amount,
        reason=order.reason,
        reference=str(order.public_id),
    )


@transaction.atomic
def _refused(order: RefundOrder, reason: str) -> None:
    """List a refund that the processor will not make; what it was made of can go back another way."""
    RefundOrder.objects.filter(pk=order.pk).update(status=Status.REFUSED)
    amount = with_code(order.amount, order.payment.currency)
    findings.list_once(
        Finding.Kind.NOT_MADE,
        order.payment.provider_payment_id,
        f"{amount}; the processor says {reason}",
        contribution=order.payment.contribution,
        mark=str(order.public_id),
    )
