"""Loading the demo: all of it or nothing, once, and never where its known passwords could be used."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from articles.models import Category, Story
from newsroom.core.models import AuditEntry, User
from newsroom.demo.content.stories import PIECES
from tests.builders import make_story

pytestmark = pytest.mark.django_db


def load_stories() -> str:
    said = StringIO()
    call_command("load_stories", stdout=said)
    return said.getvalue()


def test_a_load_that_fails_leaves_nothing_and_the_next_one_completes(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DEMO = True
    (tmp_path / "not-a-folder").write_text("")
    settings.MEDIA_ROOT = str(tmp_path / "not-a-folder")
    with pytest.raises(OSError, match="not-a-folder"):
        load_stories()
    assert not User.objects.exists()
    assert not Category.objects.exists()
    settings.MEDIA_ROOT = str(tmp_path / "media")
    assert str(len(PIECES)) in load_stories()
    assert Story.objects.count() == len(PIECES)


def test_a_newsroom_that_has_stories_is_left_alone(settings: Settings) -> None:
    settings.DEMO = True
    story = make_story("draft")
    assert "already" in load_stories()
    assert list(Story.objects.all()) == [story]
    assert not User.objects.filter(username="admin").exists()
    assert not AuditEntry.objects.exists()


def test_without_demo_nothing_is_loaded(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        load_stories()
    assert not User.objects.exists()
