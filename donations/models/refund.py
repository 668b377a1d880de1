"""Model of a refund that somebody at the desk ordered: written first, made by the worker."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.payment import Payment
from donations.money import with_code
from newsroom.core.queue import Queued


class RefundOrder(Queued):
    """One refund to be made, of a payment or of a part of it. The rows that are wanted are the queue.

    What became of it stands in the books, as a reversal with its lines, once the processor was asked.
    """

    class Reason(models.TextChoices):
        ASKED = "asked", _("the supporter asked for it")
        DUPLICATE = "duplicate", _("it was given twice")
        MISTAKE = "mistake", _("the amount was a mistake")
        FRAUD = "fraud", _("the owner of the card did not give it")

    class Status(models.TextChoices):
        WANTED = "wanted", _("waits for the processor")
        DONE = "done", _("asked for at the processor")
        REFUSED = "refused", _("refused by the processor")

    # Of the form that asked: sent twice, it is the same refund, here and at the processor.
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refund_orders")
    amount = models.PositiveBigIntegerField(_("amount, in minor units"))
    reason = models.CharField(_("reason"), max_length=9, choices=Reason.choices)
    status = models.CharField(_("status"), max_length=7, choices=Status.choices, default=Status.WANTED)
    # The processor's number of the refund.
    provider_id = models.CharField(max_length=255, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    class Meta:
        verbose_name = _("ordered refund")
        verbose_name_plural = _("ordered refunds")
        ordering = ["-id"]
        indexes = [models.Index(fields=["next_at"], condition=Q(status="wanted"), name="refund_order_queue")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_order_amount"),
            models.CheckConstraint(
                condition=Q(reason__in=["asked", "duplicate", "mistake", "fraud"]), name="refund_order_reason"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["wanted", "done", "refused"]), name="refund_order_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | ~Q(provider_id=""), name="refund_order_done_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{with_code(self.amount, self.payment.currency)} {self.get_status_display()}"
