"""Model of revisions: what a story held after each act, in a chain of hashes."""

from typing import Any

from django.conf import settings
from django.db import models

from articles.models.story import Story


class Revision(models.Model):
    """Append-only version of a story's words, with the hash that links it to the one before.

    A trigger of the database refuses every change but a redaction, and every deletion but that of a draft
    which readers never saw. Only `articles.desk.revisions` writes it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="revisions", db_index=False)
    # `Story.version` after the act.
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    # Nobody for the first revision of a story that was there before there were revisions.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    # Values by name of `desk.FIELDS` and lists of rows by name of `desk.LISTS`, as JSON.
    content: Any = models.JSONField()
    # Hides short values from whoever holds their hashes alone. A redaction empties it.
    salt = models.BinaryField(max_length=32, blank=True)
    # After a redaction, in place of it: the salts of what the redaction left alone, by name.
    own_salts: Any = models.JSONField(default=dict)
    # Hashes of what stood in fields of `content`, and in the note, before a redaction, by name.
    digests: Any = models.JSONField(default=dict)
    # The revisions that had the words of the story's row and the newest words after this act; null where that
    # was not kept yet.
    row_number = models.PositiveIntegerField(null=True)
    words_number = models.PositiveIntegerField(null=True)
    previous = models.BinaryField(max_length=32, blank=True)
    link = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["story", "-number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.story_id}.{self.number}"
