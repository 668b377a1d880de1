"""Model of working copies: what somebody typed on a story's form and has not saved yet."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.story import Story


class WorkingCopy(models.Model):
    """A person's unsaved words for one story, as the raw form; overwritten with each change, never history.

    There is one row per story and person; for a story that is not saved yet, per token of its empty form.
    After a save the row stays without words, so that what comes late finds that it is too late.
    Only `articles.desk.working` writes it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies", db_index=False
    )
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="working_copies")
    token = models.UUIDField(null=True)
    # `Story.version` whose words the form had when it was opened.
    base = models.PositiveIntegerField(default=0)
    # {name of the form's field: [values]}, as a browser would send them.
    data: Any = models.JSONField(default=dict)
    # The headline, or the first words: what lists call it.
    title = models.CharField(max_length=200, blank=True)
    # What the words pick, such as "lead_image:12".
    picks: Any = models.JSONField(default=list)
    # Raised by every change of the row; a window that has seen another number is refused.
    count = models.PositiveIntegerField(default=1)
    # The window that wrote last, and the number of its change.
    tab = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField(default=0)
    # None: nothing is unsaved.
    changed_at = models.DateTimeField(null=True)
    # When nothing was unsaved any more.
    settled_at = models.DateTimeField(null=True)
    # The editor who made a draft of these words, and when.
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(
                fields=["-changed_at"], condition=Q(changed_at__isnull=False), name="working_copy_unsaved"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "story"], name="working_copy_of_story_once"),
            models.UniqueConstraint(fields=["person", "token"], name="working_copy_of_token_once"),
            models.CheckConstraint(
                condition=Q(story__isnull=True) ^ Q(token__isnull=True), name="working_copy_of_one_story"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id or self.token} {self.person_id}"
