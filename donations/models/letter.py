"""Model of a letter: an email to a supporter, which is due as soon as its row is committed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from donations.models.payment import Payment
from newsroom.core.model_fields import LanguageField
from newsroom.core.queue import Queued


class Letter(Queued):
    """One email to a supporter, sent at least once; copies carry the same Message-ID."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        FAILED_RENEWAL = "failed_renewal", _("a renewal failed")

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
            models.CheckConstraint(condition=Q(kind__in=["receipt", "failed_renewal"]), name="letter_kind"),
            models.CheckConstraint(
                condition=~Q(kind="receipt") | Q(payment__isnull=False), name="letter_receipt_has_payment"
            ),
        ]

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return f"{kind} {self.payment.receipt_number}" if self.payment else kind
