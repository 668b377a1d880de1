"""Models of the ordered rows of a story: bylines, topics, related reading.

They have no identity of their own: each write of a story replaces its rows (`articles.desk`).
"""

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from articles.models.people import Author
from articles.models.story import Story
from articles.models.taxonomy import Topic


class ListedRow(models.Model):
    """Abstract model of a row that names what a story is listed under, with the list's order beside it.

    The database copies both columns from the story (migration listed_rows), so that a list of a million
    stories is a walk along an index. They are an order and no gate: `live()` says what readers may see.
    """

    language = models.CharField(max_length=12, editable=False, db_default="")
    # When the story goes or went live; nothing while nobody has approved it, or it has no time.
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class Byline(ListedRow):
    """One author's role in a story."""

    class Role(models.TextChoices):
        WRITER = "writer", _("writer")
        REPORTER = "reporter", _("reporter")
        PHOTOGRAPHER = "photographer", _("photographer")
        TRANSLATOR = "translator", _("translator")
        EDITOR = "editor", _("editor")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author,
        on_delete=models.PROTECT,
        related_name="bylines",
        verbose_name=_("author"),
        db_index=False,
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.WRITER)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order"]
        indexes = [
            models.Index(fields=["author", "language", "-listed_at", "-story"], name="byline_newest"),
            models.Index(fields=["author", "-listed_at", "-story"], name="byline_newest_of_all"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "author", "role"],
                name="byline_once",
                violation_error_message=_("This author already has this role here."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["writer", "reporter", "photographer", "translator", "editor"]),
                name="byline_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"


# For `prefetch_related`: bylines with their authors and portraits, in one query.
BYLINES = Prefetch("bylines", queryset=Byline.objects.select_related("author__photo"))


class StoryTopic(ListedRow):
    """A topic of a story, in the editor's order."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_topics")
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        related_name="story_topics",
        verbose_name=_("topic"),
        db_index=False,
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order"]
        indexes = [models.Index(fields=["topic", "-listed_at", "-story"], name="topic_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "topic"],
                name="story_topic_once",
                violation_error_message=_("This topic is already in the list."),
            )
        ]

    def __str__(self) -> str:
        return str(self.topic)


class RelatedLink(models.Model):
    """An editor's pick under “Read more”: a story of ours, or a page elsewhere."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="related_links")
    target = models.ForeignKey(
        Story, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("story")
    )
    external_url = models.URLField(_("or an address elsewhere"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kicker = models.CharField(_("kicker for this pick"), max_length=60, blank=True)
    headline = models.CharField(_("headline for this pick"), max_length=250, blank=True)
    summary = models.TextField(_("summary for this pick"), blank=True)

    class Meta:
        verbose_name = _("related reading")
        verbose_name_plural = _("related reading")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "target"],
                name="related_once",
                violation_error_message=_("This story is already in the list."),
            ),
            models.CheckConstraint(
                condition=~Q(target=F("story")) | Q(target__isnull=True),
                name="related_not_itself",
                violation_error_message=_("A story cannot be its own related reading."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False, external_url="")
                | (Q(target__isnull=True) & ~Q(external_url="")),
                name="related_target_or_url",
                violation_error_message=_("Choose a story or type an address, not both."),
            ),
            models.CheckConstraint(
                condition=Q(external_url="") | ~Q(headline=""),
                name="related_url_has_headline",
                violation_error_message=_("An address elsewhere needs a headline."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline or str(self.target or self.external_url)
