"""Model of stories, with the one queryset through which readers see them."""

import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.correctable import Correctable
from articles.models.indexes import INDEXES
from articles.models.media import Photo
from articles.models.taxonomy import Category, Topic
from newsroom.core.model_fields import LanguageField


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories by state; each adjective agrees with `Story.state`."""

    def live(self, at: datetime.datetime | None = None) -> Self:
        """What readers may see at that moment (now): the one gate of every public page."""
        at = at or timezone.now()
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
        return self.filter(unexpired, status=Story.Status.APPROVED, publish_at__lte=at)

    def newest(self) -> Self:
        """Newest first, as readers see it; the number settles ties."""
        return self.order_by("-publish_at", "-id")

    def brief(self) -> Self:
        """With what cards and lists show, without the long texts; add `BYLINES` for authors."""
        return self.select_related("category", "lead_image").defer("body_source", "body_html", "body_text")

    def scheduled(self, at: datetime.datetime | None = None) -> Self:
        """Approved, with a time that is still to come."""
        return self.filter(status=Story.Status.APPROVED, publish_at__gt=at or timezone.now())

    def ready(self) -> Self:
        """Approved, without a time."""
        return self.filter(status=Story.Status.APPROVED, publish_at__isnull=True)

    def expired(self, at: datetime.datetime | None = None) -> Self:
        """Approved, live in the past, with an end that has passed."""
        at = at or timezone.now()
        return self.filter(status=Story.Status.APPROVED, publish_at__lte=at, expires_at__lte=at)

    def drafts(self) -> Self:
        return self.filter(status=Story.Status.DRAFT)

    def in_review(self) -> Self:
        """Submitted, waiting for an editor."""
        return self.filter(status=Story.Status.IN_REVIEW)

    def embargoed(self, at: datetime.datetime | None = None) -> Self:
        """With an embargo that is still to end."""
        return self.filter(embargo_until__gt=at or timezone.now())

    def withdrawn(self) -> Self:
        """Taken from the site; its URL answers 410."""
        return self.filter(status=Story.Status.WITHDRAWN)

    def with_draft(self) -> Self:
        """With words that wait to go before readers."""
        return self.filter(draft_number__isnull=False)

    def with_scheduled_changes(self) -> Self:
        """With words that go before readers at a set hour."""
        return self.filter(next_at__isnull=False)


class Story(Correctable):
    """One story in one language. Only `articles.desk` writes its content, status and times."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class State(models.TextChoices):
        """State of a story, derived from its status and its times, and never stored."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        READY = "ready", _("Ready")
        SCHEDULED = "scheduled", _("Scheduled")
        LIVE = "live", _("Live")
        EXPIRED = "expired", _("Expired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        OPINION = "opinion", _("opinion")
        ANALYSIS = "analysis", _("analysis")
        FEATURE = "feature", _("feature")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    language = LanguageField(_("language"))
    edition_group = models.UUIDField(_("editions of the same story"), default=uuid4, editable=False)

    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=250, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("For cards and lists."))
    slug = models.SlugField(_("words in the address"), max_length=80, blank=True)
    body_source = models.TextField(_("body"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    body_text = models.TextField(blank=True, editable=False)
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    credit_line = models.CharField(
        _("credit line"), max_length=250, blank=True, help_text=_("Such as: AFP contributed reporting.")
    )
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("category"),
    )
    topics: "models.ManyToManyField[Topic, models.Model]" = models.ManyToManyField(
        Topic, through="articles.StoryTopic", related_name="stories", verbose_name=_("topics")
    )

    lead_image = models.ForeignKey(
        Photo, on_delete=models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("photo")
    )
    lead_caption = models.TextField(_("caption here"), blank=True)
    lead_credit = models.CharField(_("credit here"), max_length=200, blank=True)
    lead_alt = models.CharField(_("what the picture shows, here"), max_length=300, blank=True)
    # The point that a crop must keep, from 0 (left, top) to 1 (right, bottom).
    focal_x = models.DecimalField(_("focal point, from left"), max_digits=3, decimal_places=2, default="0.50")
    focal_y = models.DecimalField(_("focal point, from top"), max_digits=3, decimal_places=2, default="0.50")

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    publish_at = models.DateTimeField(_("publication"), null=True, blank=True, editable=False)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated, for readers"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("ends"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)

    is_sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("No appeal for support on its page.")
    )
    is_sponsored = models.BooleanField(
        _("sponsored"), default=False, help_text=_("Labelled as such; no appeal for support on its page.")
    )
    search_title = models.CharField(_("title for search engines"), max_length=120, blank=True)
    search_description = models.CharField(_("description for search engines"), max_length=300, blank=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="stories",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    modified_at = models.DateTimeField(default=timezone.now, editable=False)
    # Raised by each act; an act that has seen another version is refused.
    version = models.PositiveIntegerField(default=1, editable=False)
    # Number of the revision that holds newer words than readers see or will see; they are not in this row.
    draft_number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # The scheduled change: number of the revision with its words, its hour, and whether readers are told.
    next_number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    next_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_next_material = models.BooleanField(null=True, blank=True, editable=False)
    # Number of the newest redaction's revision; null where no words were ever taken out for good.
    redacted_number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # Given to an empty form, so that a double submit makes one story.
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-modified_at", "-id"]
        permissions = [
            ("write_own_story", "Can write and submit own stories"),
            ("edit_any_story", "Can edit, publish and withdraw every story"),
        ]
        indexes = INDEXES
        constraints = [
            models.UniqueConstraint(
                fields=["edition_group", "language"],
                name="story_edition_once",
                violation_error_message=_("This story has an edition in that language already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review", "approved", "withdrawn"]), name="story_status"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["news", "opinion", "analysis", "feature"]), name="story_kind"
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | (~Q(headline="") & ~Q(slug="") & Q(category__isnull=False)),
                name="story_approved_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__gte=F("embargo_until")), name="story_keeps_embargo"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("publish_at")), name="story_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="story_focal_point"
            ),
            models.CheckConstraint(
                condition=Q(next_number__isnull=True, next_at__isnull=True, is_next_material__isnull=True)
                | Q(
                    status="approved",
                    next_number__isnull=False,
                    next_at__isnull=False,
                    is_next_material__isnull=False,
                ),
                name="story_next_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Return the URL: date of first publication in the newsroom's zone, slug, number."""
        day = timezone.localtime(self.first_published_at or self.publish_at or self.created_at)
        return reverse("articles:story", args=[f"{day:%Y/%m/%d}", self.slug or "story", self.pk])

    def state(self, at: datetime.datetime | None = None) -> State:
        """Return the `State` at that moment (now)."""
        at = at or timezone.now()
        if self.status != self.Status.APPROVED:
            return self.State(self.status)
        if self.publish_at is None:
            return self.State.READY
        if self.publish_at > at:
            return self.State.SCHEDULED
        if self.expires_at is not None and self.expires_at <= at:
            return self.State.EXPIRED
        return self.State.LIVE

    @property
    def newest_number(self) -> int | None:
        """Number of the revision with newer words than the row: of a draft, else of a scheduled change."""
        # A draft that is there beside a scheduled change was written on top of it.
        return self.draft_number or self.next_number

    @property
    def is_live(self) -> bool:
        """Whether readers may see it now; agrees with `StoryQuerySet.live`."""
        return self.state() == self.State.LIVE

    @property
    def first_until(self) -> datetime.datetime | None:
        """Until when it stands first on its front page, if an editor put it there."""
        # The row of another table: without one, this is an AttributeError.
        pin = getattr(self, "front_pin", None)
        return pin.until if pin and pin.until > timezone.now() else None

    @property
    def is_embargoed(self) -> bool:
        """Whether an embargo is still to end; agrees with `StoryQuerySet.embargoed`."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def was_published(self) -> bool:
        """Whether readers ever saw it: such a story is withdrawn, never deleted."""
        return self.first_published_at is not None and self.first_published_at <= timezone.now()
