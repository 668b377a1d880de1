"""Model of forgetting: what is still to be done about one contribution whose supporter is to be forgotten."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from newsroom.core.queue import Queued


class Erasure(Queued):
    """Forgetting of one contribution's supporter. The rows that are not done are the queue.

    Each moment says that a step was done: nothing runs at the processor any more, nothing personal is here
    any more, and what the processor keeps for a time was redacted, or a person was told to do it.
    """

    class Cause(models.TextChoices):
        SUPPORTER = "supporter", _("the supporter")
        DESK = "desk", _("the desk")
        JOURNAL = "journal", _("the journal, after a restore")
        PROCESSOR = "processor", _("the mark at the processor, after a restore")

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="erasure")
    cause = models.CharField(_("wanted by"), max_length=9, choices=Cause.choices)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at the processor"), null=True, blank=True)
    blanked_at = models.DateTimeField(_("nothing personal is kept here since"), null=True, blank=True)
    # Of the processor's job that redacts, where the account has such.
    redaction_id = models.CharField(max_length=255, blank=True)
    is_done = models.BooleanField(_("done"), default=False)

    class Meta:
        verbose_name = _("forgetting")
        verbose_name_plural = _("forgettings")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["next_at"], condition=Q(is_done=False), name="erasure_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["supporter", "desk", "journal", "processor"]), name="erasure_cause"
            ),
            models.CheckConstraint(
                condition=Q(is_done=False) | Q(ended_at__isnull=False, blanked_at__isnull=False),
                name="erasure_done_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()}, {self.asked_at:%Y-%m-%d}"
