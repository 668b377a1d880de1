"""Models of money that moved at the processor: movements, what they belong to, and payouts to the bank."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.payment import Payment
from donations.money import with_code


class Payout(models.Model):
    """Transfer of the account's balance to the newsroom's bank."""

    provider = models.CharField(max_length=20, default="stripe")
    provider_id = models.CharField(_("the processor's number"), max_length=255)
    amount = models.BigIntegerField(_("amount, in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    # The processor's own word, such as paid or failed.
    standing = models.CharField(_("status"), max_length=40)
    arrives_at = models.DateTimeField(_("arrives"))
    # All its lines are in the books: the processor says when it knows them.
    is_complete = models.BooleanField(_("complete"), default=False)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-arrives_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="payout_once"),
        ]

    def __str__(self) -> str:
        return f"{with_code(self.amount, self.currency)} {self.provider_id}"


class Reversal(models.Model):
    """Refund or dispute of a payment: how it stands there now. Its money is in movements."""

    class Kind(models.TextChoices):
        REFUND = "refund", _("refund")
        DISPUTE = "dispute", _("dispute")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="reversals")
    kind = models.CharField(_("what"), max_length=8, choices=Kind.choices)
    provider = models.CharField(max_length=20, default="stripe")
    provider_id = models.CharField(_("the processor's number"), max_length=255)
    amount = models.PositiveBigIntegerField(_("amount, in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    # The processor's own words, of which there are more with each of its versions.
    standing = models.CharField(_("status"), max_length=40)
    reason = models.CharField(_("reason"), max_length=80, blank=True)
    respond_by = models.DateTimeField(_("answer until"), null=True, blank=True)
    opened_at = models.DateTimeField(_("begun"))
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("refund or dispute")
        verbose_name_plural = _("refunds and disputes")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="reversal_once"),
            models.CheckConstraint(condition=Q(kind__in=["refund", "dispute"]), name="reversal_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {with_code(self.amount, self.currency)}"


class Movement(models.Model):
    """Line of the processor's balance. Appended, never edited: a trigger lets a payout be added, once.

    `amount` is signed and in the currency of the payment; `booked` and `fee` are in that of the account, as
    the processor booked them, and what remains of a line is `booked - fee`.
    """

    class Kind(models.TextChoices):
        CHARGE = "charge", _("payment")
        CHARGE_FAILURE = "charge_failure", _("payment failed after all")
        REFUND = "refund", _("refund")
        REFUND_FAILURE = "refund_failure", _("refund failed")
        DISPUTE = "dispute", _("dispute")
        DISPUTE_REVERSAL = "dispute_reversal", _("dispute won")
        FEE = "fee", _("fee")
        PAYOUT = "payout", _("payout")
        OTHER = "other", _("not ours")

    provider = models.CharField(max_length=20, default="stripe")
    transaction_id = models.CharField(_("the processor's number"), max_length=255)
    kind = models.CharField(_("what"), max_length=16, choices=Kind.choices)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="movements"
    )
    reversal = models.ForeignKey(
        Reversal, on_delete=models.PROTECT, null=True, blank=True, related_name="movements"
    )
    amount = models.BigIntegerField(_("amount, in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    booked = models.BigIntegerField(_("booked, in minor units"))
    fee = models.BigIntegerField(_("fee, in minor units"))
    account_currency = models.CharField(_("currency of the account"), max_length=3)
    at = models.DateTimeField(_("booked at"))
    payout = models.ForeignKey(
        Payout, on_delete=models.PROTECT, null=True, blank=True, related_name="movements"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="movement_newest")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "transaction_id"], name="movement_once"),
            models.CheckConstraint(
                condition=Q(kind="charge", amount__gt=0)
                | Q(kind__in=["charge_failure", "refund", "dispute"], amount__lt=0)
                | Q(kind__in=["refund_failure", "dispute_reversal"], amount__gt=0)
                | Q(kind__in=["fee", "payout", "other"]),
                name="movement_sign",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["fee", "payout", "other"], payment__isnull=True)
                | (~Q(kind__in=["fee", "payout", "other"]) & Q(payment__isnull=False)),
                name="movement_payment",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["refund", "refund_failure", "dispute", "dispute_reversal"],
                    reversal__isnull=False,
                )
                | (
                    ~Q(kind__in=["refund", "refund_failure", "dispute", "dispute_reversal"])
                    & Q(reversal__isnull=True)
                ),
                name="movement_reversal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {with_code(self.amount, self.currency)}"

    @property
    def amount_shown(self) -> str:
        """The amount as the books show it, in the payment's currency."""
        return with_code(self.amount, self.currency)

    @property
    def booked_shown(self) -> str:
        """What was booked to the account, in its currency."""
        return with_code(self.booked, self.account_currency)

    @property
    def fee_shown(self) -> str:
        """What the line cost, in the account's currency."""
        return with_code(self.fee, self.account_currency)
