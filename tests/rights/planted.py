"""A marked row of every model, made from the models: each text of it is a word that stands nowhere else."""

from __future__ import annotations

import datetime
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.test import RequestFactory

from articles.desk import may
from articles.models import Author, Byline, RelatedLink, Story, StorySearch, StoryTopic, WorkingCopy
from newsroom.core.desk.identity import current_user
from newsroom.core.models import User
from tests.builders import make_author, make_photo, make_story, make_topic, make_user

MARK = "xq"
# Texts as short as this are codes of something; no word fits in.
SHORTEST = 13
OURS = ("articles", "donations", "core")
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
# What constraints of the database ask for, where a word in every text would break them.
MEANT: dict[str, dict[str, Any]] = {
    "indexnow": {"id": 1},
    "presetamount": {"amount": 77700},
    "revision": {"content": {}},
    "user": {"is_staff": True},
    "workingcopy": {"token": uuid.UUID(int=17), "changed_at": NOON},
}


@dataclass(frozen=True)
class Planted:
    """The marked rows by model, and the live story beside them that everybody at the desk may see."""

    rows: dict[type[models.Model], models.Model]
    beside: Story

    def hidden_from(self, user: User) -> dict[type[models.Model], models.Model]:
        """Return the marked rows that this user may not see at the desk."""
        asked = RequestFactory().get("/admin/")
        asked.user = user
        return {model: row for model, row in self.rows.items() if not self._is_seen(row, asked)}

    def _is_seen(self, row: models.Model, asked: HttpRequest) -> bool:
        if isinstance(row, WorkingCopy):
            by = current_user(asked)
            return row.person_id == by.pk or may("take_over", story=row.story, by=by)
        desk = admin.site._registry.get(type(row))
        if desk is not None:
            found = desk.get_queryset(asked).filter(pk=row.pk)
            return desk.has_view_permission(asked) and found.exists()
        # A row that stands on the page of another is seen by whoever sees all of those that it needs.
        wholes = [
            getattr(row, field.name)
            for field in row._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and not field.null
        ]
        return bool(wholes) and all(self._is_seen(whole, asked) for whole in wholes)


def word(field: models.Field[Any, Any]) -> str:
    """Return the word that marks a text field, or "" for a field that is none or holds no word."""
    if field.choices or not isinstance(field, models.CharField | models.TextField):
        return ""
    longest = field.max_length or 99
    name = f"{MARK}{field.model._meta.model_name}{field.name}".replace("_", "")
    return "" if longest < SHORTEST else name[:longest]


def words(row: models.Model) -> set[str]:
    """Return the words that mark this row."""
    return {one for field in row._meta.concrete_fields if (one := word(field))}


def plant() -> Planted:
    """Make one marked row of every model of the desk, related to each other and to what everybody sees."""
    beside = make_story("live", topics=[make_topic()], lead_image=make_photo())
    rows: dict[type[models.Model], models.Model] = {}
    ours: list[Any] = [
        *(model for label in OURS for model in apps.get_app_config(label).get_models()),
        Group,
    ]
    for model in ours:
        _make(model, rows)
    _join(rows, beside)
    return Planted(rows, beside)


def _make(model: Any, rows: dict[type[models.Model], models.Model]) -> models.Model:
    if model is StorySearch and model not in rows:
        # The database makes it with the story.
        rows[model] = model.objects.get(pk=_make(Story, rows).pk)
    if model not in rows:
        values = {
            field.name: _value(field, rows)
            for field in model._meta.concrete_fields
            if not field.primary_key and field.related_model is not model
        }
        values |= MEANT.get(model._meta.model_name, {})
        made = (_accepted(model, values | choice) for choice in _choices(model))
        rows[model] = next(row for row in made if row)
    return rows[model]


def _choices(model: Any) -> Iterator[dict[str, str]]:
    """Return every choice of codes: constraints say which of them go with rows that name no others."""
    codes = {
        field.name: [code for code, _label in field.flatchoices if code]
        for field in model._meta.concrete_fields
        if field.flatchoices and not field.has_default()
    }
    for one in (each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)):
        for child in one.condition.children if isinstance(one.condition, models.Q) else ():
            if isinstance(child, tuple) and child[0].endswith("__in"):
                codes[child[0].removesuffix("__in")] = list(child[1])
    for some in itertools.product(*codes.values()):
        yield dict(zip(codes, some, strict=True))


def _accepted(model: Any, values: dict[str, Any]) -> models.Model | None:
    try:
        with transaction.atomic():
            made: models.Model = model._default_manager.create(**values)
    except IntegrityError:
        return None
    return made


def _value(field: models.Field[Any, Any], rows: dict[type[models.Model], models.Model]) -> Any:
    """Return the word of a text field, the marked row that a foreign key names, or whatever fits."""
    if marked := word(field):
        return marked
    if isinstance(field, models.ForeignKey):
        # Nullable ones lead in circles; `_join` says which rows meet.
        return None if field.null else _make(field.related_model, rows)
    if field.has_default() or field.null:
        return field.get_default()
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.CharField | models.FileField):
        return "EUR"
    if isinstance(field, models.BinaryField):
        return b"EUR"
    if isinstance(field, models.DateTimeField):
        return NOON
    return NOON.date() if isinstance(field, models.DateField) else 1


def _join(rows: dict[type[models.Model], Any], beside: Story) -> None:
    """Lead from what everybody sees to the marked rows, in every way that there is."""
    hidden, other = rows[Story], make_user("reporter", name="other")
    Story.objects.filter(pk=hidden.pk).update(
        status="draft", created_by=other, category=beside.category, lead_image=beside.lead_image
    )
    # Whose unsaved words they are is told to editors, as the history tells who did what.
    rows[WorkingCopy].person = other
    rows[WorkingCopy].save()
    Byline.objects.create(story=hidden, author=beside.bylines.get().author)
    StoryTopic.objects.create(story=hidden, topic=beside.topics.get())
    RelatedLink.objects.create(story=hidden, target=beside)
    RelatedLink.objects.create(story=beside, target=hidden)
    author = make_author()
    Author.objects.filter(pk=author.pk).update(photo=beside.lead_image)
    hidden.refresh_from_db()
