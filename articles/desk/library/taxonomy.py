"""Acts on topics and categories: add, change, delete."""

from typing import TypeVar

from django.db import transaction

from articles.desk.indexing import outdate
from articles.desk.library import redirects, slugs
from articles.desk.library.renaming import require_name_without
from articles.desk.library.usage import uses
from articles.models import Category, Topic
from newsroom.core import acts
from newsroom.core.models import User

Heading = TypeVar("Heading", Category, Topic)
FIELDS = ("name", "language", "introduction", "order")


@transaction.atomic
def add_topic(*, by: User, fields: acts.Fields) -> Topic:
    """Add a topic; without `slug` it is made from the name."""
    return _add(Topic(), by, fields)


@transaction.atomic
def change_topic(*, topic: Topic, by: User, fields: acts.Fields) -> Topic:
    """Change a topic; from the address of another slug a redirect leads here."""
    return _change(topic, by, fields)


@transaction.atomic
def delete_topic(*, topic: Topic, by: User) -> None:
    """Delete a topic that no story has."""
    acts.delete(topic, by=by, uses=uses)


@transaction.atomic
def add_category(*, by: User, fields: acts.Fields) -> Category:
    """Add a category; without `slug` it is made from the name."""
    return _add(Category(), by, fields)


@transaction.atomic
def change_category(*, category: Category, by: User, fields: acts.Fields) -> Category:
    """Change a category; from the address of another slug a redirect leads here."""
    return _change(category, by, fields)


@transaction.atomic
def delete_category(*, category: Category, by: User) -> None:
    """Delete a category that no story stands in."""
    acts.delete(category, by=by, uses=uses)


def _add(heading: Heading, by: User, fields: acts.Fields) -> Heading:
    acts.require_right("add", type(heading), by=by)
    acts.fill(heading, fields, allowed=(*FIELDS, "slug"))
    slugs.give(heading)
    return acts.keep("create", heading, by=by)


def _change(heading: Heading, by: User, fields: acts.Fields) -> Heading:
    heading = acts.take(heading, by=by)
    before = redirects.paths_of(heading)
    changed = acts.fill(heading, slugs.typed(fields), allowed=(*FIELDS, "slug"))
    if {"language", "slug"} & set(changed):
        # The same words may be taken there.
        slugs.take_turns(heading)
    require_name_without(heading, changed)
    if "name" in changed and isinstance(heading, Topic):
        outdate(heading)
    if changed:
        acts.keep("change", heading, by=by, changed=changed)
        redirects.leave(before, redirects.paths_of(heading))
    return heading
