"""Models of the processor's events, and of findings, which people must look at."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from newsroom.core.queue import Queued


class StripeEvent(Queued):
    """Event of the processor, without its payload. These rows are the queue."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPLIED = "applied", _("applied")
        IGNORED = "ignored", _("not ours")
        GAVE_UP = "gave_up", _("gave up")

    event_id = models.CharField(max_length=255, unique=True)
    type = models.CharField(max_length=120)
    object_id = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(outcome="waiting"), name="event_queue"),
            models.Index(fields=["object_id"], name="event_by_object"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "applied", "ignored", "gave_up"]), name="event_outcome"
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class Finding(models.Model):
    """A problem that no rule can put right: a person must look."""

    class Kind(models.TextChoices):
        ORPHAN = "orphan", _("money for a contribution that we do not know")
        REFUSED = "refused", _("a change of status that cannot be")
        DIFFERENCE = "difference", _("amount or currency differ from what was promised")
        GAVE_UP = "gave_up", _("an event could not be applied")
        DISPUTE = "dispute", _("a bank takes money back: answer it at the processor")
        NOT_BACK = "not_back", _("a refund did not arrive: write to the supporter")
        NO_PAGE = "no_page", _("the processor refuses to make a page")
        TO_REDACT = "to_redact", _("a forgotten person stands at the processor: redact it there")
        NOT_MADE = "not_made", _("a refund that was ordered here was refused")
        AFTER_END = "after_end", _("collected after the supporter had ended it: give it back")

    class Settled(models.TextChoices):
        THERE = "there", _("put right at the processor")
        WRITTEN = "written", _("the supporter was written to")
        HERE = "here", _("the books are right now")
        NOTHING = "nothing", _("nothing has to be done")
        REPORTED = "reported", _("reported as a fault")

    dedupe_key = models.CharField(max_length=300, unique=True)
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    provider_id = models.CharField(_("the processor's number"), max_length=255, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    # Empty where it was settled before people were asked.
    settled_how = models.CharField(_("how"), max_length=8, choices=Settled.choices, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.provider_id}"
