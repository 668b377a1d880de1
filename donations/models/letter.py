"""Model of a letter: an email to a supporter, which is due as soon as its row is committed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from donations.models.payment import Payment
from donations.models.supporter import Supporter
from newsroom.core.model_fields import LanguageField
from newsroom.core.queue import Queued


class Letter(Queued):
    """One email to a supporter, sent at least once; copies carry the same Message-ID."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        PAYMENT_FAILED = "payment_failed", _("a payment did not arrive")
        FIRST_DEBIT_FAILED = "first_debit_failed", _("a first payment did not arrive")
        FAILED_RENEWAL = "failed_renewal", _("a renewal failed")
        CONFIRMATION_NEEDED = "confirmation_needed", _("the bank wants a confirmation")
        REFUNDED = "refunded", _("money went back")
        CARD_ENDS = "card_ends", _("a card is about to end")
        RENEWS_SOON = "renews_soon", _("an annual payment is due soon")
        LAPSED = "lapsed", _("it has stopped")
        ENDED = "ended", _("it has ended")
        ENDS_LATER = "ends_later", _("it will end")
        PAUSED = "paused", _("it is paused")
        RESUMED = "resumed", _("it goes on")
        CHANGED = "changed", _("it was changed")
        LINK = "link", _("link")
        CONFIRM_ADDRESS = "confirm_address", _("a new email address")
        ADDRESS_CHANGED = "address_changed", _("the email address was changed")
        FORGET = "forget", _("shall everything be forgotten?")
        FORGOTTEN = "forgotten", _("everything was forgotten")

    class Status(models.TextChoices):
        DUE = "due", _("due")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    dedupe_key = models.CharField(max_length=300, unique=True)
    kind = models.CharField(_("letter"), max_length=20, choices=Kind.choices)
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="letters")
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    # Where it does not go to the contribution's own supporter, but to the owner of another email address.
    supporter = models.ForeignKey(
        Supporter, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    # Amounts and times at the occasion: each copy says the same, whatever happened since. Nothing personal.
    facts = models.JSONField(default=dict, blank=True)
    language = LanguageField()
    status = models.CharField(_("status"), max_length=6, choices=Status.choices, default=Status.DUE)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-id"]
        indexes = [models.Index(fields=["next_at"], condition=Q(status="due"), name="letter_queue")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["due", "sent", "failed"]), name="letter_status"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("receipt", "payment_failed", "first_debit_failed", "failed_renewal"),
                        *("confirmation_needed", "refunded", "card_ends", "renews_soon", "lapsed", "ended"),
                        *("ends_later", "paused", "resumed", "changed"),
                        *("link", "confirm_address", "address_changed", "forget", "forgotten"),
                    ]
                ),
                name="letter_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="receipt") | Q(payment__isnull=False), name="letter_receipt_has_payment"
            ),
        ]

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return f"{kind} {self.payment.receipt_number}" if self.payment else kind
