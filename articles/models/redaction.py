"""Model of redactions: that words were taken out of a story for good, without the words."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story


class Redaction(models.Model):
    """Keyed hashes of words that may not stand in a story again; only `articles.desk.redacting` writes it.

    It is in the journal by its uuid, so that a restored database loses the words, too.
    """

    class Reason(models.TextChoices):
        DANGER = "danger", _("somebody would be in danger")
        ASKED = "asked", _("the person asked for it")
        COURT = "court", _("a court or a law wants it")
        MISTAKE = "mistake", _("it was published by mistake")
        OTHER = "other", _("another reason")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    # Of the revision that it made.
    number = models.PositiveIntegerField()
    # Nobody where a replay of the journal did it again.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    # What stands where the words stood.
    replacement = models.CharField(max_length=60, blank=True)
    # [[keyed hash, number of words, number of letters]]
    marks: Any = models.JSONField()
    # Numbers of the photos whose captions, credits or descriptions may not hold the words either.
    photos: Any = models.JSONField(default=list)
    # Did words go out of the story's address? Then its former addresses lead nowhere.
    is_address_changed = models.BooleanField(default=False)

    class Meta:
        ordering = ["story", "-number"]
        indexes = [GinIndex(fields=["photos"], name="redaction_by_photo")]

    def __str__(self) -> str:
        return f"{self.story_id}.{self.number}"
