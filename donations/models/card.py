"""Model of giving another card: the processor's page for it, and what became of that."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from newsroom.core.queue import Queued


class CardChange(Queued):
    """One page of the processor on which a supporter gives another card; the rows that are open are work."""

    class Status(models.TextChoices):
        OPEN = "open", _("on the processor's page")
        USED = "used", _("in use")
        EXPIRED = "expired", _("not completed")
        UNUSED = "unused", _("given when it had ended")
        OLDER = "older", _("not used: a newer card was there")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="card_changes")
    session_id = models.CharField(max_length=255, blank=True)
    status = models.CharField(_("status"), max_length=7, choices=Status.choices, default=Status.OPEN)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    class Meta:
        verbose_name = _("change of a card")
        verbose_name_plural = _("changes of cards")
        ordering = ["-id"]
        indexes = [models.Index(fields=["next_at"], condition=Q(status="open"), name="card_change_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "used", "expired", "unused", "older"]),
                name="card_change_status",
            )
        ]

    def __str__(self) -> str:
        return self.get_status_display()
