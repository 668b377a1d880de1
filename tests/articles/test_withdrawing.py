"""Withdrawing asks why; the reason stays in the history, and readers are told it where an editor chose so."""

from typing import Any

import pytest
from django.test import Client

from articles import desk
from articles.desk.revisions import first_broken
from articles.desk.working import Window
from articles.models import Story, WorkingCopy
from newsroom.core.models import AuditEntry
from tests import builders
from tests.articles.desk_form import change, opened, read, send

pytestmark = pytest.mark.django_db
WHY = "The letter was forged."


@pytest.fixture
def at_desk(client: Client) -> Client:
    client.force_login(builders.make_user("editor"))
    return client


def gone(story: Story) -> str:
    answer = Client().get(story.get_absolute_url())
    assert answer.status_code == 410
    return answer.content.decode()


@pytest.mark.parametrize("why", ["", "  \u200b ", "x" * 1001])
def test_it_asks_why_and_does_nothing_before(why: str, at_desk: Client) -> None:
    story = builders.make_story("live")
    asked = send(at_desk, change(story), "withdraw", withdrawal_reason=why, headline="Typed")
    page = asked.content.decode()
    assert (asked.status_code, read(asked).values["headline"]) == (422, "Typed")
    assert "Readers see it only where you choose so." in page
    assert '<a href="#id_withdrawal_reason">' in page
    assert Story.objects.get().is_live


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_reason_is_shown_at_its_address_only_where_an_editor_chose_so(
    language: str, at_desk: Client
) -> None:
    told, untold = (builders.make_story("live", language=language) for _ in range(2))
    send(at_desk, change(told), "withdraw", withdrawal_reason=WHY, shows_reason="on")
    send(at_desk, change(untold), "withdraw", withdrawal_reason=WHY)
    assert WHY in gone(told)
    assert WHY not in gone(untold)
    assert ("Why:" in gone(told), "Почему:" in gone(told)) == (language == "en", language == "ru")


def test_it_stays_in_the_revision_and_no_word_of_it_in_the_audit_entry(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), "withdraw", withdrawal_reason=WHY, shows_reason="on")
    assert story.revisions.latest("number").note == WHY
    entry = AuditEntry.objects.all()[0]
    assert (entry.act, entry.details["shows_reason"]) == ("story.withdraw", True)
    assert WHY not in str(entry.details)
    assert first_broken(Story.objects.get()) is None


def test_published_again_it_says_nothing_of_it(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), "withdraw", withdrawal_reason=WHY, shows_reason="on")
    assert opened(at_desk, change(story))["headline"] == story.headline
    send(at_desk, change(story), "publish")
    assert WHY not in Client().get(story.get_absolute_url()).content.decode()
    send(at_desk, change(story), "withdraw", withdrawal_reason="Again.")
    assert WHY not in gone(story)


def test_a_hostile_reason_is_words(at_desk: Client) -> None:
    story = builders.make_story("live")
    hostile = "<script>alert(1)</script>\u202e<img src=x>"
    send(at_desk, change(story), "withdraw", withdrawal_reason=hostile, shows_reason="on")
    page = gone(story)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize(("typed", "is_unsaved"), [({}, False), ({"headline": "Not saved"}, True)])
def test_the_reason_alone_is_not_left_as_unsaved_words(
    typed: dict[str, str], is_unsaved: bool, at_desk: Client
) -> None:
    story = builders.make_story("live")
    form: dict[str, Any] = opened(at_desk, change(story)) | {"withdrawal_reason": WHY} | typed
    editor = builders.make_user("editor")
    words = {name: [value] for name, value in form.items()}
    window = Window(tab=form["tab"], number=1, base=1)
    desk.keep_words(by=editor, story=story, data=words, window=window)
    assert at_desk.post(change(story), form | {"act": "withdraw"}).status_code == 302
    assert WorkingCopy.objects.filter(story=story, changed_at__isnull=False).exists() == is_unsaved


def test_a_reporter_cannot_withdraw_even_with_a_reason() -> None:
    story = builders.make_story("live", created_by=builders.make_user("reporter"))
    with pytest.raises(desk.NotAllowed):
        desk.withdraw(story=story, by=story.created_by, reason=WHY)
