"""What a redaction would change: every place in which the words stand, and what is left there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.desk.content import Content, content_of
from articles.desk.former_addresses import PATH
from articles.desk.redacting_texts import Excerpt, Texts, parts, texts_in, texts_in_form
from articles.desk.redacting_words import SHORT, Form, Marks
from articles.models import Correction, Photo, Redirect, Revision, Story, WorkingCopy
from newsroom.core import stored_paths

NOTE = "note"
TITLE = "title"
# What describes a photo of the library, wherever it is shown.
PHOTO = ("caption", "credit", "alt", "licence")


class Where(models.TextChoices):
    """Where words stand that are to go."""

    STORY = "story", _("the story")
    REVISION = "revision", _("versions")
    COPY = "working_copy", _("unsaved words")
    PHOTO = "photo", _("the photo in the library")
    CORRECTION = "correction", _("corrections")
    PATH = "path", _("addresses of the story that are kept elsewhere")


@dataclass(frozen=True)
class Place:
    """A field in which the words stand."""

    where: Where
    number: int  # of the version, the working copy, or the photo
    field: str
    excerpts: Sequence[Excerpt]

    @property
    def lengths(self) -> list[int]:
        return [len(each.gone) for each in self.excerpts]


@dataclass
class Plan:
    """Everything that a redaction changes; nothing of it is stored."""

    texts: Texts
    row: Content | None = None
    is_address_changed: bool = False
    revisions: list[tuple[Revision, Content, str]] = field(default_factory=list)
    copies: list[tuple[WorkingCopy, dict[str, list[str]], str]] = field(default_factory=list)
    photos: list[tuple[Photo, dict[str, str]]] = field(default_factory=list)
    corrections: list[tuple[Correction, str]] = field(default_factory=list)
    # Model, column and row of paths of the story that other rooms keep.
    paths: list[tuple[type[models.Model], str, int]] = field(default_factory=list)
    # Former addresses that lead to the story and hold the words: they lead nowhere then.
    redirects: list[int] = field(default_factory=list)
    # All photos that any version of the story names.
    photo_keys: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def told(self) -> list[dict[str, Any]]:
        """Return the places as journal and audit log keep them: lengths, and no words."""
        return [
            {"where": str(each.where), "number": each.number, "field": each.field, "lengths": each.lengths}
            for each in self.places
        ]


def key_of(story: Story) -> str:
    """Return what makes the hashes of one story other ones than those of the next."""
    return str(story.uuid)


def plan(story: Story, marks: Marks, replacement: str = "", *, locks: bool = False) -> Plan:
    """Look through everything that is stored of the story; `locks` what somebody else may write meanwhile."""
    made = Plan(Texts(marks, replacement))
    _plan_row(made, story)
    _plan_revisions(made, story)
    _plan_copies(made, story)
    _plan_photos(made, locks=locks)
    _plan_corrections(made, story)
    _plan_paths(made, story)
    return made


def _note(made: Plan, where: Where, number: int, found: dict[str, list[Excerpt]]) -> None:
    made.places += [Place(where, number, name, excerpts) for name, excerpts in found.items()]


def _plan_row(made: Plan, story: Story) -> None:
    before = content_of(story)
    after, found = made.texts.of_content(before)
    if found:
        made.row = after
        made.is_address_changed = "slug" in found
        _note(made, Where.STORY, 0, found)
    made.photo_keys += [before["lead_image"]]


def _plan_revisions(made: Plan, story: Story) -> None:
    for revision in story.revisions.order_by("number").iterator(chunk_size=50):
        after, found = made.texts.of_content(revision.content)
        if excerpts := made.texts.excerpts(revision.note, Form.PLAIN):
            found[NOTE] = excerpts
        if found:
            note = made.texts.without(revision.note, Form.PLAIN)
            made.revisions.append((revision, after, note))
            made.is_address_changed |= "slug" in found
            _note(made, Where.REVISION, revision.number, found)
        made.photo_keys += [revision.content.get("lead_image")]


def _plan_copies(made: Plan, story: Story) -> None:
    for copy in copies_of(story):
        data, found = made.texts.of_form(copy.data)
        if excerpts := made.texts.excerpts(copy.title, Form.PLAIN):
            found.setdefault(TITLE, excerpts)
        if found:
            made.copies.append((copy, data, made.texts.without(copy.title, Form.PLAIN, 200)))
            _note(made, Where.COPY, copy.pk, found)


def _plan_photos(made: Plan, *, locks: bool) -> None:
    made.photo_keys = sorted({key for key in made.photo_keys if key})
    photos = Photo.objects.filter(pk__in=made.photo_keys).order_by("pk")
    for photo in photos.select_for_update(no_key=True) if locks else photos:
        said = {name: str(getattr(photo, name)) for name in PHOTO}
        found = {name: made.texts.excerpts(text, Form.PLAIN) for name, text in said.items()}
        if found := {name: excerpts for name, excerpts in found.items() if excerpts}:
            made.photos.append((photo, {name: _left(made, name, said[name]) for name in found}))
            _note(made, Where.PHOTO, photo.pk, found)


def _plan_corrections(made: Plan, story: Story) -> None:
    for correction in Correction.objects.filter(story=story):
        if excerpts := made.texts.excerpts(correction.words, Form.PLAIN):
            made.corrections.append((correction, made.texts.without(correction.words, Form.PLAIN) or SHORT))
            _note(made, Where.CORRECTION, correction.pk, {"words": excerpts})


def _plan_paths(made: Plan, story: Story) -> None:
    for model, name, pk, path in stored_paths.holding(f"-a{story.pk}"):
        match = PATH.fullmatch(path)
        if match and match["pk"] == str(story.pk) and (found := made.texts.excerpts(path, Form.PLAIN)):
            made.paths.append((model, name, pk))
            _note(made, Where.PATH, 0, {name: found})
    for redirect in Redirect.objects.filter(story=story):
        if found := made.texts.excerpts(redirect.path, Form.PLAIN):
            made.redirects.append(redirect.pk)
            _note(made, Where.PATH, 0, {"path": found})


def _left(made: Plan, name: str, text: str) -> str:
    most: int | None = getattr(Photo._meta.get_field(name), "max_length", None)
    # A photo in the library is described and has a credit.
    return made.texts.without(text, Form.PLAIN, most) or SHORT


def copies_of(story: Story) -> models.QuerySet[WorkingCopy]:
    """Return everybody's unsaved words for the story, those too that its empty form left behind."""
    token = Q(token=story.form_token) if story.form_token else Q(pk__in=())
    return WorkingCopy.objects.filter(Q(story=story) | token).order_by("pk")


def all_texts(story: Story) -> Iterator[tuple[str, Form]]:
    """Yield every different text that is stored of the story, paragraph by paragraph, as it is written."""
    seen: set[tuple[str, Form]] = set()
    for text, form in _texts(story):
        for part in parts(text, form):
            if part and (part, form) not in seen:
                seen.add((part, form))
                yield part, form


def _texts(story: Story) -> Iterator[tuple[str, Form]]:
    before = content_of(story)
    yield from texts_in(before)
    for correction in Correction.objects.filter(story=story):
        yield correction.words, Form.PLAIN
    photos = {before["lead_image"]}
    for revision in story.revisions.iterator(chunk_size=50):
        yield from texts_in(revision.content)
        yield revision.note, Form.PLAIN
        photos.add(revision.content.get("lead_image"))
    for copy in copies_of(story):
        yield from texts_in_form(copy.data)
    for photo in Photo.objects.filter(pk__in=photos - {None}):
        yield from ((str(getattr(photo, name)), Form.PLAIN) for name in PHOTO)
