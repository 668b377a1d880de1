"""Refusal of words that were taken out of a story for good, from wherever they come back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.desk.content import Content
from articles.desk.errors import Redacted
from articles.desk.redacting_texts import Excerpt, Texts
from articles.desk.redacting_words import Form, Marks
from articles.models import Photo, Redaction, Story

NOTE = "note"
SAID = _("Words stand here that were taken out of this story for good. Take them out: the rest is kept.")


def marks_of(story: Story) -> Marks | None:
    """Return the marks of everything that was taken out of the story; None where nothing ever was."""
    if story.pk is None or story.redacted_number is None:
        return None
    rows = [mark for each in Redaction.objects.filter(story=story.pk) for mark in each.marks]
    return Marks.stored(str(story.uuid), rows)


def require_without(story: Story, content: Content, note: str = "") -> None:
    """Refuse words of a story, or a note beside them, that hold what was taken out."""
    marks = marks_of(story)
    if marks is None:
        return
    texts = Texts(marks)
    _after, found = texts.of_content(content)
    if excerpts := texts.excerpts(note, Form.PLAIN):
        found[NOTE] = excerpts
    if found:
        raise Redacted(dict.fromkeys(found, SAID), found)


def without_words(
    story: Story, data: Mapping[str, Any]
) -> tuple[dict[str, list[str]], dict[str, list[Excerpt]]]:
    """Return a raw form without what was taken out of the story, and by its fields where that stood."""
    marks = marks_of(story)
    if marks is None:
        return {name: list(values) for name, values in data.items()}, {}
    newest = Redaction.objects.filter(story=story.pk).order_by("-number").first()
    return Texts(marks, newest.replacement if newest else "").of_form(data)


def require_form_without(story: Story, data: Mapping[str, Any]) -> None:
    """Refuse a raw form that holds what was taken out of the story."""
    left, found = without_words(story, data)
    if found:
        raise Redacted(dict.fromkeys(found, SAID), found, left)


def require_photo_without(photo: Photo) -> None:
    """Refuse a description of a photo that holds what was taken out of a story which names it."""
    for redaction in Redaction.objects.filter(photos__contains=[photo.pk]).select_related("story"):
        texts = Texts(Marks.stored(str(redaction.story.uuid), redaction.marks))
        names = ("caption", "credit", "alt", "licence")
        found = {name: texts.excerpts(getattr(photo, name), Form.PLAIN) for name in names}
        if found := {name: excerpts for name, excerpts in found.items() if excerpts}:
            raise Redacted(dict.fromkeys(found, SAID), found)
