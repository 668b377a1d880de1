"""Rows of the library by which words come back to a story: its photo, category, authors and topics."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from articles.desk.content import Content
from articles.desk.errors import Redacted
from articles.desk.gone import named_in
from articles.desk.redacting_check import marks_of
from articles.desk.redacting_texts import Excerpt, Texts
from articles.desk.redacting_words import Form
from articles.models import Author, Category, Photo, Redaction, Redirect, Story, Topic

# What a story's page shows of them, its links too.
WORDS: dict[type[Any], tuple[str, ...]] = {
    Photo: ("caption", "credit", "alt", "licence"),
    Author: ("name", "slug"),
    Topic: ("name", "slug"),
    Category: ("name", "slug"),
    # Named by no version: looked through for what stands elsewhere.
    Redirect: ("path", "to"),
}


def excerpts_in(row: Any, texts: Texts) -> list[Excerpt]:
    """Return where marked words stand in what readers see of a row."""
    said = [str(getattr(row, name)) for name in WORDS[type(row)]]
    return [each for text in said for each in texts.excerpts(text, Form.PLAIN)]


def require_named_without(story: Story, content: Content) -> None:
    """Refuse words that name a row with what was taken out of the story, unless its last version named it.

    A redaction cleans the photos of all versions, so no photo is excepted, and from now on whoever describes
    this one is asked, too.
    """
    marks = marks_of(story)
    if marks is None:
        return
    texts, found, wrong = Texts(marks), {}, {}
    for name, row in _rows(content):
        if (said := excerpts_in(row, texts)) and (name, row.pk) not in _before(story):
            found[name] = said
            sentence = _("“%(thing)s” has words that were taken out of this story for good. Choose another.")
            wrong[name] = sentence % {"thing": row}
    if found:
        raise Redacted(wrong, found)
    _watch(story, content.get("lead_image"))


def _rows(content: Content) -> list[tuple[str, Any]]:
    """Return what the words name: field or list, and row; a photo locked as by whoever describes it."""
    numbers: dict[tuple[str, type[Any]], set[Any]] = defaultdict(set)
    for name, model, number in named_in(content):
        if model in WORDS:
            numbers[name, model].add(number)
    found = []
    for (name, model), keys in numbers.items():
        rows = model._default_manager.filter(pk__in=keys).order_by("pk")
        rows = rows.select_for_update(no_key=True) if model is Photo else rows
        found += [(name, row) for row in rows]
    return found


def _before(story: Story) -> set[tuple[str, Any]]:
    """Return the category, authors and topics of the last version: a redaction leaves their names."""
    last = story.revisions.order_by("-number").first()
    there = named_in(last.content) if last else ()
    return {(name, number) for name, model, number in there if model is not Photo}


def _watch(story: Story, photo: int | None) -> None:
    """Have the photo's descriptions looked through from now on."""
    if photo is None:
        return
    for redaction in Redaction.objects.filter(story=story.pk).exclude(photos__contains=[photo]):
        redaction.photos = sorted({*redaction.photos, photo})
        redaction.save(update_fields=["photos"])
