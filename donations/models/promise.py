"""Models of what was agreed to over time, and of what a supporter wants to become of it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from donations.money import for_people, with_code
from newsroom.core.language_settings import active
from newsroom.core.queue import Queued


class By(models.TextChoices):
    """Who changed a promise, or wants it changed."""

    FORM = "form", _("the form")
    SUPPORTER = "supporter", _("the supporter")
    DESK = "desk", _("the desk")
    PROCESSOR = "processor", _("the processor's dashboard")


class Term(models.Model):
    """One state of a promise: so much, so often, from then on. The newest is what the contribution says."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="terms")
    interval = models.CharField(_("how often"), max_length=5, choices=Contribution.Interval.choices)
    amount = models.PositiveBigIntegerField(_("amount, in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    from_at = models.DateTimeField(_("from"), default=timezone.now)
    by = models.CharField(_("by"), max_length=10, choices=By.choices)

    class Meta:
        verbose_name = _("change of the promise")
        verbose_name_plural = _("changes of the promise")
        ordering = ["-from_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="term_amount"),
            models.CheckConstraint(condition=Q(interval__in=["once", "month", "year"]), name="term_interval"),
            models.CheckConstraint(
                condition=Q(by__in=["form", "supporter", "desk", "processor"]), name="term_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{with_code(self.amount, self.currency)} {self.get_interval_display()}"


class Course(Queued):
    """What is wanted of a recurring contribution, whole: the last wish counts. The rows are the queue.

    `number` is raised by each wish, `done_number` follows it once the processor has granted it; the books
    change by sync alone.
    """

    class Wanted(models.TextChoices):
        RUN = "run", _("go on")
        PAUSE = "pause", _("pause")
        END = "end", _("end")

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="course")
    wanted = models.CharField(_("wanted"), max_length=5, choices=Wanted.choices)
    # The end of a pause, if it has one, or the moment until which an ending can be undone.
    until_at = models.DateTimeField(_("until"), null=True, blank=True)
    # Another amount than the present one, in minor units.
    amount = models.PositiveBigIntegerField(_("amount, in minor units"), null=True, blank=True)
    by = models.CharField(_("by"), max_length=10, choices=By.choices)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    number = models.PositiveIntegerField(default=1)
    done_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(number__gt=F("done_number")), name="course_queue")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(wanted__in=["run", "pause", "end"]), name="course_wanted"),
            models.CheckConstraint(condition=Q(by__in=["supporter", "desk"]), name="course_by"),
            models.CheckConstraint(condition=Q(done_number__lte=F("number")), name="course_numbers"),
            models.CheckConstraint(
                condition=Q(wanted="run", until_at__isnull=True)
                | Q(wanted="end", until_at__isnull=False)
                # The processor's own dashboard pauses until nobody knows when.
                | Q(wanted="pause"),
                name="course_until",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="course_amount"),
        ]

    def __str__(self) -> str:
        return self.get_wanted_display()

    @property
    def is_granted(self) -> bool:
        return self.number == self.done_number

    @property
    def amount_in_words(self) -> str:
        """The other amount, as readers write it in the active language."""
        currency = self.contribution.currency
        return for_people(self.amount, currency, language=active()) if self.amount else ""
