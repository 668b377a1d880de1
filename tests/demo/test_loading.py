"""Loading the demo: once, and never where its known passwords could be used."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests.builders import make_story

pytestmark = pytest.mark.django_db


def load_stories() -> str:
    said = StringIO()
    call_command("load_stories", stdout=said)
    return said.getvalue()


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
