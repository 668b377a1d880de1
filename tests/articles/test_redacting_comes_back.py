"""Words that were taken out come back from nowhere: open forms, autosave, browsers, colleagues, the clock."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles import desk
from articles.desk import due, library
from articles.models import HandedWords, Photo, Redaction, Revision, Story, StorySearch, WorkingCopy
from newsroom.core.models import User
from tests import builders
from tests.answers import Answer
from tests.articles.desk_form import change, opened, read
from tests.articles.redacted import make_named, names_in, redact
from tests.articles.test_working_copies import keep, typed
from tests.donations.dumps import as_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")


@pytest.fixture
def other() -> User:
    return builders.make_user("editor", name="other")


@pytest.fixture
def story(editor: User) -> Story:
    return make_named(editor)


@pytest.fixture
def at_desk(other: User) -> Client:
    client = Client()
    client.force_login(other)
    return client


def press(client: Client, story: Story, act: str, form: dict[str, str]) -> Answer:
    """Press a button of a form that was opened before."""
    return client.post(change(story), form | {"act": act})


def test_a_form_that_was_open_is_refused_with_the_words_marked(
    story: Story, editor: User, at_desk: Client
) -> None:
    form = opened(at_desk, change(story))
    redact(story, editor)
    first = press(at_desk, story, "save_draft", form | {"kicker": "Kept words"})
    assert first.status_code == 409
    again = read(first)
    second = press(at_desk, story, "save_draft", again.values)
    page = second.content.decode()
    assert second.status_code == 422
    assert "<mark>Анна" in page
    assert read(second).values["kicker"] == "Kept words"
    clean = press(at_desk, story, "save_draft", read(second).values | {"without_words": "yes"})
    assert not names_in(read(clean).values["body_source"], read(clean).values["headline"])
    last = press(at_desk, story, "save_draft", read(clean).values)
    assert last.status_code == 302
    assert Revision.objects.latest("number").content["kicker"] == "Kept words"
    assert not names_in(*map(str, Revision.objects.values_list("content", flat=True)))


def test_what_is_typed_in_an_open_window_is_not_kept_until_the_words_are_out(
    story: Story, editor: User, at_desk: Client
) -> None:
    form = opened(at_desk, change(story))
    redact(story, editor)
    refused = keep(at_desk, typed(form, story, kicker="More"))
    assert (refused.status_code, refused.json()["state"]) == (422, "redacted")
    assert "body_source" in refused.json()["fields"]
    assert not WorkingCopy.objects.filter(person__username="other").exists()
    left = refused.json()["left"]
    kept = keep(at_desk, typed(form, story, number=2) | {"data": left})
    assert kept.json()["state"] == "kept"
    assert left["kicker"] == ["More"]
    assert not names_in(str(WorkingCopy.objects.get(person__username="other").data))


def test_a_colleague_whose_words_were_kept_goes_on_in_the_same_window(
    story: Story, editor: User, at_desk: Client
) -> None:
    form = opened(at_desk, change(story))
    assert keep(at_desk, typed(form, story, kicker="Mine")).status_code == 200
    redact(story, editor)
    assert not names_in(str(WorkingCopy.objects.get(person__username="other").data))
    again = opened(at_desk, change(story))
    assert again["kicker"] == "Mine"
    assert not names_in(again["headline"])


def test_words_that_were_shown_before_are_not_taken_over_after(
    story: Story, editor: User, at_desk: Client
) -> None:
    copy = WorkingCopy.objects.get(person__username="colleague")
    redact(story, editor)
    answer = at_desk.post(
        f"/admin/articles/story/unsaved/{copy.pk}/", {"had": copy.count, "seen": story.version}
    )
    assert answer.status_code == 302
    assert not Revision.objects.filter(act="story.take_over").exists()


ACTS: dict[str, dict[str, Any]] = {
    "save_draft": {"fields": {"summary": "Иванова"}},
    "mend": {"fields": {"summary": "Ivanova"}, "material": False},
    "write": {"fields": {"standfirst": "Анна Иванова"}},
}


@pytest.mark.parametrize("act", ACTS)
def test_no_act_puts_them_in_again(act: str, story: Story, editor: User) -> None:
    story = redact(builders.make_story("draft") if act == "write" else story, editor)
    with pytest.raises(desk.Redacted):
        getattr(desk, act)(story=story, by=editor, **ACTS[act])
    assert not names_in(*map(str, Revision.objects.filter(story=story).values_list("content", flat=True)))


def test_a_scheduled_change_goes_out_without_them(story: Story, editor: User) -> None:
    hour = timezone.now() + datetime.timedelta(hours=1)
    story = desk.save_draft(story=story, by=editor, fields={"summary": "Ivanova later"})
    story = desk.schedule_changes(story=story, by=editor, at=hour, material=False)
    redact(story, editor)
    Story.objects.filter(pk=story.pk).update(next_at=timezone.now())
    assert due.put_out_due() == 1
    found = Story.objects.get(pk=story.pk)
    assert found.summary == "[name removed] later"


def test_the_photo_cannot_be_described_with_them_again(story: Story, editor: User) -> None:
    photo = Photo.objects.get()
    before = {"alt": photo.alt, "caption": photo.caption}
    redact(story, editor)
    with pytest.raises(desk.Refused) as refused:
        library.describe_photo(photo=photo, by=editor, fields=before)
    assert set(refused.value.errors) == {"alt", "caption"}
    library.describe_photo(photo=photo, by=editor, fields={"alt": "A woman"})


def test_a_reporter_learns_only_of_words_that_they_typed_themselves(editor: User) -> None:
    owner = builders.make_user("reporter")
    story = builders.make_story("draft", created_by=owner, headline="Ivanova is home")
    redact(story, editor)
    stranger, other = Client(), builders.make_user("reporter", name="stranger")
    stranger.force_login(other)
    sent = {"person": other.pk, "story": story.pk, "tab": "t", "had": 0, "base": 1, "number": 1}
    for words in ("Ivanova", "Petrova"):
        answer = keep(stranger, sent | {"data": {"headline": [words]}})
        assert (answer.status_code, answer.json()) == (410, {"state": "gone"})
    owners = Client()
    owners.force_login(owner)
    assert (
        "Ivanova"
        in keep(owners, sent | {"person": owner.pk, "data": {"headline": ["Ivanova"]}}).json()["sentence"]
    )


def hand_over(story: Story) -> Story:
    """Let a reporter, whose story it is, hand the name to the editors."""
    colleague = User.objects.get(username="colleague")
    Story.objects.filter(pk=story.pk).update(created_by=colleague)
    words = {"summary": "Об Иванову", "kicker": "Handed"}
    return desk.hand_over(story=story, by=colleague, fields=words, seen=story.version)


@pytest.mark.django_db(transaction=True)
def test_the_dump_has_no_words_after_everything_that_was_open_came_back(
    story: Story, editor: User, at_desk: Client, caplog: pytest.LogCaptureFixture
) -> None:
    form = opened(at_desk, change(story))
    story = hand_over(story)
    assert "иванов" in str(StorySearch.objects.values_list("vector", flat=True))
    story = redact(story, editor)
    desk.take_handed(story=story, by=editor, handed=HandedWords.objects.get().pk)
    for act in ("save_draft", "publish_changes"):
        answer = press(at_desk, story, act, form)
        for _again in range(2):
            answer = press(at_desk, story, act, read(answer).values)
            assert answer.status_code in (409, 422)
    for number in range(1, 4):
        keep(at_desk, typed(form, story, number=number))
        keep(at_desk, typed(form, story, number=number) | {"tab": f"browser {number}"})
    at_desk.post(f"/admin/articles/story/{story.pk}/compare/", form)
    dumped = as_text().casefold()
    assert names_in(dumped) == set()
    # As the index of the search has the name.
    assert "иванов" not in dumped
    assert names_in(caplog.text) == set()
    assert Redaction.objects.count() == 1
