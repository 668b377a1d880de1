"""Uses of a row of the library, because of which it cannot be deleted."""

from typing import Any

from django.db.models import F, Q, QuerySet

from articles.models import Author, Category, Photo, Story, Topic


def uses(row: Photo | Author | Topic | Category) -> list[QuerySet[Any]]:
    """Return what names the row: stories and drafts, and of a photo the authors whose portrait it is."""
    stories = Story.objects.only("headline")
    if isinstance(row, Photo):
        named = Q(lead_image=row) | _in_draft({"lead_image": row.pk})
        return [stories.filter(named), Author.objects.filter(photo=row)]
    if isinstance(row, Author):
        named = Q(pk__in=Story.objects.filter(bylines__author=row).values("pk"))
        return [stories.filter(named | _in_draft({"bylines": [{"author": row.pk}]}))]
    if isinstance(row, Topic):
        named = Q(pk__in=Story.objects.filter(topics=row).values("pk"))
        return [stories.filter(named | _in_draft({"topics": [{"topic": row.pk}]}))]
    return [stories.filter(Q(category=row) | _in_draft({"category": row.pk}))]


def _in_draft(words: dict[str, Any]) -> Q:
    """Match stories whose draft of changes holds these words; few stories have one (`story_with_draft`)."""
    drafts = Story.objects.with_draft().filter(
        revisions__number=F("draft_number"), revisions__content__contains=words
    )
    return Q(pk__in=drafts.values("pk"))
