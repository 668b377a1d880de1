"""Model of corrections: what readers are told about a story that was wrong, in a row that never changes."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.correction_kinds import KINDS, Place, kinds
from articles.models.story import Story
from newsroom.core.acts import Sentence


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Corrections; readers see them through the gate of their stories."""

    def live(self, at: datetime.datetime | None = None) -> Self:
        """What readers may see at that moment (now): corrections of live stories."""
        at = at or timezone.now()
        return self.filter(at__lte=at, story__in=Story.objects.live(at))

    def newest(self) -> Self:
        """Newest first; the number settles ties."""
        return self.order_by("-at", "-id")


class Correction(models.Model):
    """Public correction of a story, in the story's language; before an act tells it, it waits in a draft.

    A trigger of the database refuses every change and deletion. A redaction alone may take words out: it sets
    `redacted_at` with them. Only `articles.desk.correcting` writes new ones.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="corrections")
    # `Story.version` after the act that told it: the revision with that number holds a hash of these words.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=kinds)
    words = models.TextField()
    place = models.CharField(max_length=3, choices=Place.choices, default=Place.END)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    redacted_at = models.DateTimeField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["-at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(place__in=["top", "end"]), name="correction_place"),
            models.CheckConstraint(condition=~models.Q(words=""), name="correction_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}.{self.number}"

    def get_absolute_url(self) -> str:
        """Return the URL of its story, at its place on the page."""
        return f"{self.story.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Its own name on the page, which never changes."""
        return f"correction-{self.pk}"

    @property
    def is_retraction(self) -> bool:
        """Whether the newsroom takes the whole story back."""
        return self.kind in KINDS and KINDS[self.kind].is_retraction

    @property
    def is_on_top(self) -> bool:
        """Whether it stands over the text."""
        return self.place == Place.TOP or self.is_retraction

    @property
    def label(self) -> Sentence:
        """The word that readers see before its date; that of a kind without a row is the row's own name."""
        return KINDS[self.kind].label if self.kind in KINDS else self.kind
