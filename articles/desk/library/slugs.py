"""Slugs of authors, topics and categories: made from the name where none is typed."""

from articles.models import Author, Category, Topic
from articles.models.slugs import SLUG_LENGTH, make_slug
from newsroom.core import acts, locks


def give(row: Author | Topic | Category) -> None:
    """Make the slug from the name where none is given, with the first number that no row has.

    Whoever adds one at the same moment waits: both would choose the same, and the second would be an error.
    """
    take_turns(row)
    row.slug = row.slug or _free(row, make_slug(row.name, fallback=str(row._meta.model_name)))


def typed(fields: acts.Fields) -> acts.Fields:
    """Return the fields of a change without a slug that was left empty: the one that is there stays."""
    return {name: value for name, value in fields.items() if name != "slug" or value}


def take_turns(row: Author | Topic | Category) -> None:
    """Lock the slugs of this kind of row until the transaction ends."""
    locks.wait_for(f"{row._meta.label_lower}.slug")


def _free(row: Author | Topic | Category, words: str) -> str:
    there = {} if isinstance(row, Author) else {"language": row.language}
    others = type(row)._default_manager.filter(**there)
    slug, number = words, 1
    while others.filter(slug=slug).exists():
        number += 1
        slug = f"{words[: SLUG_LENGTH - len(str(number)) - 1]}-{number}"
    return slug
