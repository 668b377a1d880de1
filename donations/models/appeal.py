"""The ask: its words and its amounts are rows that fundraisers edit."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from donations.money import CURRENCIES, with_code
from newsroom.core.model_fields import LanguageField


class AppealQuerySet(models.QuerySet["Appeal"]):
    def current(self, at: datetime.datetime | None = None) -> "AppealQuerySet":
        """Those that may be shown at that moment (now), the most important first."""
        at = at or timezone.now()
        begun = Q(from_at__isnull=True) | Q(from_at__lte=at)
        not_over = Q(until_at__isnull=True) | Q(until_at__gt=at)
        return self.filter(begun, not_over).order_by("-priority", "-id")


class Appeal(models.Model):
    """One ask, in one place and language, for a time."""

    class Placement(models.TextChoices):
        BANNER = "banner", _("banner")
        STORY_END = "story_end", _("end of a story")
        SUPPORT_PAGE = "support_page", _("support page")

    placement = models.CharField(_("place"), max_length=12, choices=Placement.choices)
    language = LanguageField(_("language"))
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"), blank=True, help_text=_("An empty line begins a new paragraph."))
    button = models.CharField(_("button"), max_length=60, blank=True)
    from_at = models.DateTimeField(_("from"), null=True, blank=True)
    until_at = models.DateTimeField(_("until"), null=True, blank=True)
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("The highest wins."))

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["placement", "language", "-priority", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(placement__in=["banner", "story_end", "support_page"]), name="appeal_placement"
            ),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")),
                name="appeal_times",
                violation_error_message=_("It would end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class PresetAmount(models.Model):
    """An amount that the support page offers."""

    interval = models.CharField(_("how often"), max_length=5, choices=Contribution.Interval.choices)
    currency = models.CharField(_("currency"), max_length=3, choices=[(code, code) for code in CURRENCIES])
    amount = models.PositiveBigIntegerField(_("amount, in minor units"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("preset amount")
        verbose_name_plural = _("preset amounts")
        ordering = ["interval", "currency", "order", "amount"]
        constraints = [
            models.UniqueConstraint(fields=["interval", "currency", "amount"], name="preset_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="preset_amount"),
        ]

    def __str__(self) -> str:
        return f"{with_code(self.amount, self.currency)} {self.get_interval_display()}"
