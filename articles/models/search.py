"""Model of the full-text search: a vector for each story."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from articles.models.parts import ListedRow
from articles.models.story import Story


class StorySearch(ListedRow):
    """Words of a story's row, folded and weighted, apart from the story: acts would rewrite its index.

    Drafts are in it too, so that the desk finds them; `articles.search` returns what `live()` lets through.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="search")
    vector = SearchVectorField(db_default="")
    # A name or a topic in it is called otherwise now, or the story came past the desk.
    is_stale = models.BooleanField(db_default=True)

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_words"),
            models.Index(fields=["language", "-listed_at", "-story"], name="search_newest"),
            models.Index(fields=["story"], condition=Q(is_stale=True), name="search_stale"),
        ]

    def __str__(self) -> str:
        return str(self.story_id)
