"""Deletion of stories, and the audit entries of all acts."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from articles import desk
from articles.models import Story
from newsroom.core.models import AuditEntry
from tests.builders import make_story, make_user

pytestmark = pytest.mark.django_db


def test_draft_is_deleted_and_the_record_of_it_stays() -> None:
    story = make_story("draft", related=[make_story("live")])
    desk.delete(story=story, by=story.created_by)
    assert not Story.objects.filter(pk=story.pk).exists()
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.target_id, entry.details["uuid"]) == (
        "story.delete",
        str(story.pk),
        str(story.uuid),
    )


def test_what_readers_once_saw_cannot_be_deleted_by_anybody() -> None:
    editor = make_user("editor", is_superuser=True)
    story = desk.publish(story=make_story("draft"), by=editor)
    with pytest.raises(desk.NotAllowed):
        desk.delete(story=story, by=editor)
    desk.withdraw(story=story, by=editor, reason="Doubts.")
    with pytest.raises(desk.NotAllowed):
        desk.delete(story=story, by=editor)
    assert Story.objects.get().state() == Story.State.WITHDRAWN


def test_deleted_draft_leaves_the_related_reading_of_others() -> None:
    draft = make_story("draft")
    story = make_story("live", related=[draft])
    desk.delete(story=draft, by=make_user("editor"))
    assert not story.related_links.exists()
    assert story in Story.objects.live()


def test_whole_way_of_a_story_can_be_read_in_the_record() -> None:
    reporter, editor = make_user("reporter"), make_user("editor")
    story = make_story("draft", created_by=reporter)
    story = desk.submit(story=story, by=reporter)
    withdraw = partial(desk.withdraw, reason="Doubts.")
    for act in (desk.send_back, desk.submit, desk.approve, desk.publish, withdraw, desk.publish):
        story = act(story=story, by=editor)
    acts = list(AuditEntry.objects.order_by("id").values_list("act", "actor__username"))
    names = ["send_back", "submit", "approve", "publish", "withdraw", "publish"]
    assert acts == [("story.submit", "reporter"), *((f"story.{name}", "editor") for name in names)]
    assert story.version == 8


def test_refused_act_leaves_no_record() -> None:
    with pytest.raises(desk.Refused):
        desk.publish(story=make_story("draft", headline=""), by=make_user("editor"))
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("change", [lambda found: found.update(act="other"), lambda found: found.delete()])
def test_record_itself_is_never_changed(change: Callable[..., Any]) -> None:
    desk.submit(story=make_story("draft"), by=make_user("editor"))
    with pytest.raises(DatabaseError), transaction.atomic():
        change(AuditEntry.objects.all())
    assert AuditEntry.objects.get().act == "story.submit"
