"""Model of a payment, which is written once and never refused."""

import base64
import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from donations.money import CURRENCIES, for_people, with_code
from newsroom.core import crypto
from newsroom.core.language_settings import active

# Letters of base32 after the month: 50 bits, so that a million payments a month meet no number twice.
TAIL = 10
# Kinds of movements of a payment, but the one that brought it.
BACK = ("charge_failure", "refund", "refund_failure", "dispute", "dispute_reversal")


class Payment(models.Model):
    """Money that moved, known by the processor's id of it, so that it can never count twice."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=20, default="stripe")
    provider_payment_id = models.CharField(_("the processor's number"), max_length=255)
    amount = models.PositiveBigIntegerField(_("amount, in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    paid_at = models.DateTimeField(_("paid"))
    # As it is printed: it never changes, whatever becomes of prefix, zone or database.
    receipt_number = models.CharField(_("receipt"), max_length=40, unique=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        permissions = [("refund_payment", "Can give payments back")]
        ordering = ["-paid_at", "-id"]
        indexes = [models.Index(fields=["-paid_at", "-id"], name="payment_newest")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_payment_id"], name="payment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount"),
            models.CheckConstraint(condition=~Q(receipt_number=""), name="payment_receipt_number"),
            models.CheckConstraint(condition=Q(currency__in=list(CURRENCIES)), name="payment_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_number}: {with_code(self.amount, self.currency)}"

    def save(self, *args: Any, **options: Any) -> None:
        self.receipt_number = self.receipt_number or _number(self.provider_payment_id, self.paid_at)
        super().save(*args, **options)

    @property
    def given_back(self) -> str:
        """What went back of it since, in the active language; empty when nothing did."""
        # Summed here, so that a list that has fetched the lines asks for no more.
        back = sum(movement.amount for movement in self.movements.all() if movement.kind in BACK)
        return for_people(-back, self.currency, language=active()) if back < 0 else ""

    @property
    def in_words(self) -> str:
        """The amount in the active language: `€12.50`."""
        return for_people(self.amount, self.currency, language=active())


def _number(provider_payment_id: str, paid_at: datetime.datetime) -> str:
    """Return prefix, year and month in the newsroom's zone, and a keyed hash of the processor's id.

    It says nothing of how many payments there are, and is the same again after any restore.
    """
    hashed = bytes.fromhex(crypto.lookup_hash(f"receipt:{provider_payment_id}"))
    tail = base64.b32encode(hashed).decode()[:TAIL]
    return f"{settings.RECEIPT_PREFIX}-{timezone.localtime(paid_at):%y%m}-{tail}"
