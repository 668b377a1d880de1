"""Model of a payment, which is written once and never refused."""

import calendar
import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from donations.money import CURRENCIES, for_people, with_code
from newsroom.core.language_settings import active


class PaymentQuerySet(models.QuerySet["Payment"]):
    def settled(self) -> "PaymentQuerySet":
        """Return what the books count: the one gate of every total."""
        return self.filter(paid_at__isnull=False)


class Payment(models.Model):
    """Money that moved, known by the processor's id of it, so that it can never count twice."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=20, default="stripe")
    provider_payment_id = models.CharField(_("the processor's number"), max_length=255)
    amount = models.PositiveBigIntegerField(_("amount, in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    fee = models.PositiveBigIntegerField(_("fee, in minor units"), null=True, blank=True)
    paid_at = models.DateTimeField(_("paid"))
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-paid_at", "-id"]
        indexes = [models.Index(fields=["-paid_at", "-id"], name="payment_newest")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_payment_id"], name="payment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount"),
            models.CheckConstraint(condition=Q(currency__in=list(CURRENCIES)), name="payment_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_number}: {with_code(self.amount, self.currency)}"

    @property
    def receipt_number(self) -> str:
        """The number on the receipt: year and month of the payment, and its number here."""
        return f"MT-{self.paid_at:%y%m}-{self.pk:04d}"

    @property
    def in_words(self) -> str:
        """The amount in the active language: `€12.50`."""
        return for_people(self.amount, self.currency, language=active())

    @property
    def next_at(self) -> datetime.datetime | None:
        """When the next payment of an active contribution is due after this one.

        The processor keeps to the moment of the first payment, and to the last day of a month that is too
        short for it (docs.stripe.com/billing/subscriptions/billing-cycle); a late payment moves nothing.
        """
        if self.contribution.status != Contribution.Status.ACTIVE:
            return None
        begun = self.contribution.payments.order_by("paid_at").values_list("paid_at", flat=True)[0]
        begun = begun.astimezone(datetime.UTC)
        step = 12 if self.contribution.interval == Contribution.Interval.YEAR else 1
        months = step
        while (due := _months_later(begun, months)) <= self.paid_at:
            months += step
        return due


def _months_later(at: datetime.datetime, months: int) -> datetime.datetime:
    """Return the same day and time that many months later, or the last day where there is no such day."""
    years, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + years, month + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))
