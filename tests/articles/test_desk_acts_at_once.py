"""Two people, or two clicks, at the same moment, on connections of their own."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from articles import desk
from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests.builders import make_category, make_story, make_user
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all acts at the same moment and return what each gave back or raised, the stories first."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            ready.wait(timeout=PATIENCE)
            return act()
        except desk.Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts), key=lambda outcome: not isinstance(outcome, Story))


def test_double_click_on_an_empty_form_makes_one_story() -> None:
    editor, token = make_user("editor"), uuid.uuid4()

    def send() -> Story:
        return desk.start(by=editor, fields={"headline": "Once"}, token=token)

    assert len(set(at_once(send, send, send))) == 1
    assert Story.objects.count() == AuditEntry.objects.count() == 1


def test_of_two_who_save_the_same_version_one_is_told() -> None:
    story, editor = make_story("draft"), make_user("editor")

    def save(kicker: str, by: User) -> Callable[[], Story]:
        return lambda: desk.write(story=story, by=by, fields={"kicker": kicker}, seen=story.version)

    first, second = at_once(save("One", editor), save("Two", story.created_by))
    assert isinstance(second, desk.Changed)
    assert second.theirs.kicker == first.kicker == Story.objects.get().kicker


def test_story_published_and_submitted_at_once_is_published() -> None:
    make_category()
    story, editor = make_story("draft"), make_user("editor")
    at_once(
        lambda: desk.publish(story=story, by=editor),
        lambda: desk.submit(story=story, by=story.created_by),
    )
    assert Story.objects.get().state() == Story.State.LIVE


def test_story_deleted_while_published_is_one_or_the_other() -> None:
    story, editor = make_story("draft"), make_user("editor")
    at_once(
        lambda: desk.delete(story=story, by=story.created_by),
        lambda: desk.publish(story=story, by=editor),
    )
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    if Story.objects.exists():
        assert (Story.objects.get().state(), acts) == (Story.State.LIVE, {"story.publish"})
    else:
        assert acts == {"story.delete"}
