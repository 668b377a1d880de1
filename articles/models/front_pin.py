"""Model of the story that an editor put first on the front page of its language, until a time."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.story import Story
from newsroom.core.model_fields import LanguageField


class FrontPin(models.Model):
    """The story that leads a front page until a time; only `articles.desk.pinning` writes it.

    It is an order and no gate: `live()` says what readers may see.
    """

    language = LanguageField()
    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="front_pin")
    until = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["language"], name="front_pin_once")]

    def __str__(self) -> str:
        return str(self.story)
