"""Model of a contribution: how much, how often, and its status, which only `donations.ledger` writes."""

import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.supporter import Supporter
from donations.money import CURRENCIES, for_people, with_code
from newsroom.core.language_settings import active
from newsroom.core.model_fields import LanguageField


class Contributions(models.QuerySet["Contribution"]):
    """Queryset of contributions."""

    def referred_to(self, reference: str) -> "Contributions":
        """Find ours by the reference that a processor's object carries; a stranger's finds nothing."""
        try:
            return self.filter(public_id=UUID(reference))
        except ValueError:
            return self.none()

    def given_regularly(self) -> "Contributions":
        """Keep those that are collected at present, and are not about to end."""
        collected = [Contribution.Status.ACTIVE, Contribution.Status.PAST_DUE]
        return self.filter(status__in=collected, ends_at__isnull=True, erased_at__isnull=True)


class Contribution(models.Model):
    """Promise of a supporter to give, once or regularly."""

    class Interval(models.TextChoices):
        ONCE = "once", _("once")
        MONTH = "month", _("monthly")
        YEAR = "year", _("annually")

    class Status(models.TextChoices):
        PENDING = "pending", _("begun")
        OPEN = "open", _("on the payment page")
        PROCESSING = "processing", _("the bank is at work")
        PAID = "paid", _("paid")
        ACTIVE = "active", _("active")
        PAST_DUE = "past_due", _("a payment failed")
        PAUSED = "paused", _("paused")
        LAPSED = "lapsed", _("lapsed")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("not completed")
        FAILED = "failed", _("payment failed")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supporter = models.ForeignKey(
        Supporter, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    provider = models.CharField(max_length=20, default="stripe")
    interval = models.CharField(_("how often"), max_length=5, choices=Interval.choices)
    amount = models.PositiveBigIntegerField(_("amount, in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    # Raised when the choices behind a form change, so that the processor makes a new payment page.
    attempt = models.PositiveSmallIntegerField(default=1)
    form_token = models.UUIDField(unique=True)
    from_path = models.CharField(_("came from"), max_length=500, blank=True)
    language = LanguageField(_("language"))
    expires_at = models.DateTimeField(_("the payment page ends"))
    session_id = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001  # unique where known
    customer_id = models.CharField(max_length=255, blank=True)
    subscription_id = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001  # the same
    # When the processor collects next, goes on after a pause, and stops: as it says itself.
    next_at = models.DateTimeField(_("next payment"), null=True, blank=True)
    resumes_at = models.DateTimeField(_("goes on"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # The last day of the card that pays.
    card_ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=60, blank=True)
    # Why its last try was refused, in the processor's word; empty where money arrived after it.
    refusal = models.CharField(_("why it was refused"), max_length=60, blank=True)
    # Raised to make every link to the supporter's page void that was sent before.
    link_version = models.PositiveIntegerField(default=1)
    # Its supporter was or is being forgotten: nothing personal is taken in or written any more.
    erased_at = models.DateTimeField(_("forgotten"), null=True, blank=True, editable=False)
    # Raised by each sync, also by one that changed nothing: it tells two fetches apart.
    sync_seq = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = Contributions.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        permissions = [("manage_contribution", "Can end, pause and change contributions, and send letters")]
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "changed_at"], name="contribution_by_status"),
            models.Index(fields=["-created_at"], name="contribution_newest"),
            models.Index(
                fields=["customer_id"], condition=~Q(customer_id=""), name="contribution_by_customer"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="contribution_amount"),
            models.CheckConstraint(condition=Q(currency__in=list(CURRENCIES)), name="contribution_currency"),
            models.CheckConstraint(
                condition=Q(interval__in=["once", "month", "year"]), name="contribution_interval"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        *("pending", "open", "processing", "paid", "active", "past_due", "paused"),
                        *("lapsed", "cancelled", "expired", "failed"),
                    ]
                ),
                name="contribution_status",
            ),
            models.CheckConstraint(
                condition=~Q(interval="once") | ~Q(status__in=["active", "past_due", "paused", "lapsed"]),
                name="contribution_recurring_statuses",
            ),
            models.CheckConstraint(
                condition=Q(interval="once") | ~Q(status="paid"), name="contribution_paid_is_once"
            ),
            models.UniqueConstraint(fields=["provider", "session_id"], name="contribution_session"),
            models.UniqueConstraint(fields=["provider", "subscription_id"], name="contribution_subscription"),
        ]

    def __str__(self) -> str:
        return f"{with_code(self.amount, self.currency)} {self.get_interval_display()}"

    @property
    def promise(self) -> str:
        """The amount and how often, in the active language: `€9 a month`."""
        sentences = {"once": "%(amount)s", "month": _("%(amount)s a month"), "year": _("%(amount)s a year")}
        amount = for_people(self.amount, self.currency, language=active())
        return str(sentences[self.interval]) % {"amount": amount}

    @property
    def collects_at(self) -> datetime.datetime | None:
        """When the next payment is collected, while all is well."""
        return self.next_at if self.status == self.Status.ACTIVE else None

    @property
    def is_recurring(self) -> bool:
        return self.interval != self.Interval.ONCE

    @property
    def is_failing(self) -> bool:
        """Whether a payment failed that the processor tries again, a first direct debit too."""
        is_first = self.status == self.Status.PROCESSING and self.is_recurring and bool(self.refusal)
        return is_first or self.status == self.Status.PAST_DUE


S = Contribution.Status
_BEFORE_MONEY = frozenset(
    {
        *(S.OPEN, S.PROCESSING, S.PAID, S.ACTIVE, S.PAST_DUE, S.PAUSED),
        *(S.EXPIRED, S.FAILED, S.CANCELLED, S.LAPSED),
    }
)
_RECURRING = frozenset({S.ACTIVE, S.PAST_DUE, S.PAUSED, S.LAPSED, S.CANCELLED})
# Which status may follow which; everything else is refused and listed for people.
FOLLOWS: dict[str, frozenset[str]] = {
    S.PENDING: _BEFORE_MONEY,
    S.OPEN: _BEFORE_MONEY - {S.OPEN},
    S.PROCESSING: _BEFORE_MONEY - {S.OPEN, S.PROCESSING, S.EXPIRED},
    S.PAID: frozenset(),
    S.ACTIVE: _RECURRING - {S.ACTIVE},
    S.PAST_DUE: _RECURRING - {S.PAST_DUE},
    S.PAUSED: _RECURRING - {S.PAUSED},
    # Paid again, or taken back in time. What the processor calls canceled never returns.
    S.LAPSED: _RECURRING - {S.LAPSED},
    # An ending can also be taken back while the first debit is under way, which then may fail.
    S.CANCELLED: (_RECURRING - {S.CANCELLED}) | {S.PROCESSING, S.FAILED},
    # Money arrived after all.
    S.EXPIRED: _BEFORE_MONEY - {S.OPEN, S.EXPIRED, S.FAILED},
    S.FAILED: _BEFORE_MONEY - {S.OPEN, S.EXPIRED, S.FAILED},
}


def may_follow(old: str, new: str) -> bool:
    """Return whether a contribution in status `old` may become `new`."""
    return new in FOLLOWS[old]
