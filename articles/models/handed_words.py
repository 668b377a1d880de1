"""Model of words that a reporter handed to the editors after the story had gone on."""

from django.db import models
from django.db.models import Q

from articles.models.revision import Revision


class HandedWords(models.Model):
    """Revision that waits for an editor to take or discard it; only `articles.desk.handing` writes it."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="+")
    # The story's version that the words were typed on.
    base = models.PositiveIntegerField()
    # None: it waits.
    is_taken = models.BooleanField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(is_taken__isnull=True), name="handed_words_open")]

    def __str__(self) -> str:
        return str(self.revision)
