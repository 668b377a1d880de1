"""Uses of a row of the library, because of which it cannot be deleted."""

from typing import Any

from django.db.models import F, Q, QuerySet

from articles.desk.working import unsaved
from articles.models import Author, Category, Photo, Story, Topic


def uses(row: Photo | Author | Topic | Category) -> list[QuerySet[Any]]:
    """Return what names the row: stories, drafts, unsaved words, and authors whose portrait a photo is."""
    return [*_saved(row), *_unsaved(row)]


def _saved(row: Photo | Author | Topic | Category) -> list[QuerySet[Any]]:
    found: list[QuerySet[Any]] = [stories_with(row).only("headline")]
    return [*found, Author.objects.filter(photo=row)] if isinstance(row, Photo) else found


def stories_with(row: Photo | Author | Topic | Category) -> QuerySet[Story]:
    """Return the stories that name the row, or would by a draft or a scheduled change."""
    if isinstance(row, Photo):
        named = Q(lead_image=row) | _in_draft({"lead_image": row.pk})
    elif isinstance(row, Author):
        named = Q(pk__in=Story.objects.filter(bylines__author=row).values("pk"))
        named |= _in_draft({"bylines": [{"author": row.pk}]})
    elif isinstance(row, Topic):
        named = Q(pk__in=Story.objects.filter(topics=row).values("pk"))
        named |= _in_draft({"topics": [{"topic": row.pk}]})
    else:
        named = Q(category=row) | _in_draft({"category": row.pk})
    return Story.objects.filter(named)


def _in_draft(words: dict[str, Any]) -> Q:
    """Match stories whose draft or scheduled change holds these words; few stories have one."""
    holding = Story.objects.filter(revisions__content__contains=words)
    drafts = holding.with_draft().filter(revisions__number=F("draft_number"))
    scheduled = holding.with_scheduled_changes().filter(revisions__number=F("next_number"))
    return Q(pk__in=drafts.values("pk")) | Q(pk__in=scheduled.values("pk"))


def _unsaved(row: Photo | Author | Topic | Category) -> list[QuerySet[Any]]:
    """Return the working copies that pick the row; few people have one."""
    place = {Photo: "lead_image", Author: "bylines.author", Topic: "topics.topic", Category: "category"}
    return [unsaved().filter(picks__contains=[f"{place[type(row)]}:{row.pk}"])]
