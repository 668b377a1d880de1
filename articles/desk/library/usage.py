"""Uses of a row of the library, because of which it cannot be deleted."""

from typing import Any

from django.db.models import QuerySet

from articles.models import Author, Category, Photo, Story, Topic


def uses(row: Photo | Author | Topic | Category) -> list[QuerySet[Any]]:
    """Return what names the row: stories, and of a photo the authors whose portrait it is."""
    stories = Story.objects.only("headline")
    if isinstance(row, Photo):
        return [stories.filter(lead_image=row), Author.objects.filter(photo=row)]
    if isinstance(row, Author):
        return [stories.filter(bylines__author=row).distinct()]
    return [stories.filter(topics=row) if isinstance(row, Topic) else stories.filter(category=row)]
