"""Model of presence: who has the form of a story open, and where they write."""

from django.conf import settings
from django.db import models

from articles.models.story import Story


class Presence(models.Model):
    """Row of a person who has a story's form open, true until a moment by which their page asks again.

    Only `articles.desk.presence` writes it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # Name of `desk.FIELDS` or `desk.LISTS` in which they write; "" where they only have it open.
    field = models.CharField(max_length=40, blank=True)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.story_id} {self.person_id}"
