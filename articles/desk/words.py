"""Setting what was typed on a story in memory, with everything that follows from it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from articles import body
from articles.desk.errors import Refused
from articles.desk.fields import FIELDS
from articles.models import Story
from articles.models.slugs import make_slug


def apply(story: Story, fields: Mapping[str, Any]) -> set[str]:
    """Set the fields, derive what follows from them, and return the names of those that changed."""
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"not written by the desk: {', '.join(sorted(unknown))}")
    typed = {name: FIELDS[name].clean(value) for name, value in fields.items()}
    changed = {name for name, value in typed.items() if getattr(story, name) != value}
    for name, value in typed.items():
        setattr(story, name, value)
    for row in (row for row in FIELDS.values() if row.is_typeset):
        # Hard spaces would hide a word from the desk's search; in short lists they do little.
        typeset = body.typeset(getattr(story, row.name), language=story.language)
        setattr(story, row.name, row.clean(typeset.replace("\u00a0", " ")))
    story.body_source = body.clean_source(story.body_source)
    if len(story.body_source) > body.MAX_SOURCE:
        raise Refused({"body_source": _("This text is too long for one story. Divide it.")})
    derive(story)
    if not story.slug and story.headline:
        story.slug = make_slug(story.headline)
    return changed


def derive(story: Story) -> None:
    """Set the columns that are made from the body."""
    rendered = body.render(story.body_source, language=story.language)
    story.body_html, story.body_text, story.word_count = rendered.html, rendered.text, rendered.words
