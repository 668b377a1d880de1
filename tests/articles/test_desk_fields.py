"""A field that model, desk and form do not all know stops the start: what is typed in it would be lost."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from articles import desk
from articles.admin import field_check
from articles.admin.rows import TopicRows
from articles.admin.story import StoryAdmin
from articles.admin.story_form import StoryForm
from articles.desk.fields import DERIVED
from tests.articles.desk_form import change
from tests.builders import make_story, make_user
from tests.house.tree import ROOT

COLUMN = '    standfirst = models.TextField(_("standfirst"), blank=True)\n'
WIDGET = '    publish_at = date_and_time(_("Goes live"))\n'
ROW = '    Field("standfirst", Group.WRITING, Kind.TEXT, is_typeset=True, length=200),\n'
PLANTED = {
    "articles/models/story.py": (COLUMN, COLUMN.replace("standfirst", "planted")),
    "articles/admin/story_form.py": (WIDGET, "    planted = forms.CharField(required=False)\n"),
    "articles/desk/fields.py": (ROW, ROW.replace("standfirst", "planted")),
}
MODEL, FORM, TABLE = PLANTED


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the code to a place where fields can be planted."""
    place = tmp_path_factory.mktemp("fields")
    for package in ("newsroom", "articles", "donations"):
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", place)
    return place


def check(place: Path, *paths: str) -> tuple[int, str]:
    """Plant a field `planted` in those files and start a command; return its code and what it said."""
    before = {path: (place / path).read_text() for path in paths}
    for path, text in before.items():
        line, planted = PLANTED[path]
        assert text.count(line) == 1, path
        (place / path).write_text(text.replace(line, line + planted))
    try:
        command = [sys.executable, "manage.py", "check"]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    finally:
        for path, text in before.items():
            (place / path).write_text(text)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.processes
def test_a_field_on_model_and_form_that_the_desk_does_not_know_stops_the_start(copy: Path) -> None:
    code, said = check(copy, MODEL, FORM)
    assert code != 0
    assert "Story.planted is neither a row of FIELDS nor named in DERIVED" in said
    assert "The form of a story has the field planted" in said


@pytest.mark.processes
def test_a_field_that_the_desk_knows_and_the_model_lacks_stops_the_start(copy: Path) -> None:
    code, said = check(copy, TABLE)
    assert code != 0
    assert "planted" in said


@pytest.mark.processes
def test_a_field_on_model_and_in_the_table_needs_nothing_else_to_start(copy: Path) -> None:
    code, said = check(copy, MODEL, TABLE)
    assert code == 0, said


class PlantedRows(TopicRows):
    list_name = "plants"


def without(table: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != name}


@pytest.mark.parametrize(
    ("place", "name", "value", "said"),
    [
        (StoryForm, "base_fields", without(StoryForm.base_fields, "kicker"), "lacks the field kicker"),
        (StoryForm, "base_fields", StoryForm.base_fields | {"planted": None}, "has the field planted"),
        (StoryAdmin, "inlines", StoryAdmin.inlines[:2], "lacks the list related"),
        (StoryAdmin, "inlines", (*StoryAdmin.inlines, PlantedRows), "has the list plants"),
        (field_check, "FIELDS", without(desk.FIELDS, "kicker"), "kicker is neither"),
        (field_check, "DERIVED", DERIVED | {"kicker"}, "kicker both"),
    ],
)
def test_any_other_disagreement_stops_the_start_too(
    monkeypatch: pytest.MonkeyPatch, place: Any, name: str, value: Any, said: str
) -> None:
    field_check.require_agreement()
    monkeypatch.setattr(place, name, value)
    with pytest.raises(ImproperlyConfigured, match=said):
        field_check.require_agreement()


@pytest.mark.django_db
def test_the_form_shows_the_fields_of_the_table_in_its_order(client: Client) -> None:
    client.force_login(make_user("editor"))
    # Only what readers saw has a correction.
    page = client.get(change(make_story("live"))).content.decode()
    places = [page.index(f'id="id_{row.name}') for row in desk.FIELDS.values() if row.group]
    assert places == sorted(places)
    assert page.count('data-count="75"') == 1
    assert page.count('data-count="200"') == 2
