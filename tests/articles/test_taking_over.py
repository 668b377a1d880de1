"""Unsaved words on the first page of the desk: found, thrown away, taken over, gone after ninety days."""

import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles import desk
from articles.desk import library
from articles.desk.drafts import newest_words
from articles.desk.working import remove_old
from articles.models import Revision, Story, WorkingCopy
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import ADD, change, opened, read

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def reporter() -> User:
    return builders.make_user("reporter", first_name="Anna", last_name="Reporter")


@pytest.fixture
def editor() -> User:
    return builders.make_user("editor", first_name="Vera", last_name="Editor")


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(copy: WorkingCopy) -> str:
    return f"/admin/articles/story/unsaved/{copy.pk}/"


def shown(person: User, url: str = HOME) -> str:
    answer = client_of(person).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def take(person: User, copy: WorkingCopy, story: Story | None = None) -> None:
    sent = {"had": copy.count, "seen": story.version if story else 0}
    assert client_of(person).post(page_of(copy), sent).status_code == 302


@pytest.mark.parametrize("state", ["draft", "live"])
def test_an_editor_takes_over_words_as_a_draft_in_the_colleagues_name(
    state: str, reporter: User, editor: User
) -> None:
    story = builders.make_story(state, created_by=reporter, headline="Ice comes early")
    builders.make_topic()
    copy = builders.with_unsaved(
        story, reporter if state == "draft" else _another(), headline="Ice comes late"
    )
    assert "Colleagues' unsaved words" in shown(editor)
    page = shown(editor, page_of(copy))
    assert "late" in page
    assert "Take over" in page
    take(editor, copy, story)
    revision, entry = Revision.objects.get(act="story.take_over"), AuditEntry.objects.all()[0]
    assert (revision.by, entry.actor, entry.act) == (copy.person, editor, "story.take_over")
    assert revision.content["headline"] == "Ice comes late"
    story.refresh_from_db()
    assert story.headline == ("Ice comes late" if state == "draft" else "Ice comes early")
    assert (story.draft_number is None) == (state == "draft")
    assert "Vera Editor made a draft of your unsaved words." in shown(copy.person)
    assert "unsaved words" not in shown(editor)


def _another() -> User:
    return builders.make_user("editor", name="another")


def test_words_of_a_new_story_become_a_draft_of_who_typed_them(reporter: User, editor: User) -> None:
    copy = builders.with_unsaved(None, reporter, headline="Begun", kind="news", language="en")
    assert "New story" in shown(reporter)
    take(editor, copy)
    story = Story.objects.get()
    assert (story.headline, story.created_by, story.form_token) == ("Begun", reporter, copy.token)
    back = client_of(reporter).get(f"/admin/articles/story/add/?draft={copy.token}")
    assert back["Location"] == change(story)


def test_whoever_types_on_while_a_new_story_is_taken_over_loses_nothing_with_the_save(
    reporter: User, editor: User
) -> None:
    at_desk = client_of(reporter)
    copy = builders.with_unsaved(None, reporter, headline="Begun")
    address = f"{ADD}?draft={copy.token}"
    form = opened(at_desk, address)
    take(editor, copy)
    story = Story.objects.get()
    refused = at_desk.post(address, form | {"headline": "Begun, and written on", "act": "write"})
    assert refused.status_code == 409
    again = read(refused).values
    assert again["headline"] == "Begun, and written on"
    at_desk.post(change(story), again | {"act": "write"})
    story.refresh_from_db()
    assert story.headline == "Begun, and written on"


def test_words_that_went_on_are_not_taken_over_unseen(reporter: User, editor: User) -> None:
    story = builders.make_story("draft", created_by=reporter, headline="Before")
    copy = builders.with_unsaved(story, reporter, headline="Typed")
    WorkingCopy.objects.update(count=2)
    take(editor, copy, story)
    story.refresh_from_db()
    assert story.headline == "Before"
    copy.refresh_from_db()
    desk.write(story=story, by=editor, fields={"kicker": "Newer"})
    story.version = 1
    take(editor, copy, story)
    story.refresh_from_db()
    assert (story.headline, story.kicker) == ("Before", "Newer")


def test_own_words_are_listed_first_and_thrown_away_after_a_look(reporter: User) -> None:
    story = builders.make_story("draft", created_by=reporter)
    copy = builders.with_unsaved(story, reporter, headline="Typed")
    page = shown(reporter)
    assert page.index("Not saved yet") < page.index("Waiting for review")
    assert change(story) in page
    assert "Throw these words away" in shown(reporter, page_of(copy))
    take(reporter, copy, story)
    assert "Not saved yet" not in shown(reporter)


def test_nobody_else_sees_the_words(reporter: User, editor: User) -> None:
    story = builders.make_story("live", created_by=reporter)
    copy = builders.with_unsaved(story, editor, headline="Typed by an editor")
    assert client_of(reporter).get(page_of(copy)).status_code == 404
    assert "Typed by" not in shown(reporter)
    assert "Typed by" not in shown(reporter, change(story))
    assert client_of(builders.make_user("fundraiser")).get(page_of(copy)).status_code == 404


def test_who_may_not_write_any_more_still_finds_the_words(reporter: User) -> None:
    story = builders.make_story("in_review", created_by=reporter)
    copy = builders.with_unsaved(story, reporter, headline="Typed late")
    assert page_of(copy) in shown(reporter)
    assert "Typed" in shown(reporter, page_of(copy))


def test_words_that_nobody_touches_go_after_ninety_days_and_a_week_before_it_is_said(reporter: User) -> None:
    copy = builders.with_unsaved(None, reporter, headline="Typed")
    age = datetime.timedelta(days=84)
    WorkingCopy.objects.update(changed_at=timezone.now() - age)
    assert "unless you save it" in shown(reporter)
    remove_old()
    assert WorkingCopy.objects.filter(pk=copy.pk).exists()
    WorkingCopy.objects.update(changed_at=timezone.now() - age - datetime.timedelta(days=7))
    remove_old()
    assert not WorkingCopy.objects.exists()


def test_what_unsaved_words_pick_is_in_use(reporter: User, editor: User) -> None:
    photo, author = builders.make_photo(), builders.make_author(slug="x")
    copy = builders.with_unsaved(None, reporter)
    copy.picks = [f"lead_image:{photo.pk}", f"bylines.author:{author.pk}"]
    copy.save()
    with pytest.raises(library.InUse):
        library.delete_author(author=author, by=editor)
    with pytest.raises(library.InUse):
        library.delete_photo(photo=photo, by=editor)
    page = shown(editor, f"/admin/articles/author/{author.pk}/delete/")
    assert "Unsaved words of Anna Reporter" in page


def test_a_time_that_no_clock_has_hides_no_words(reporter: User, editor: User) -> None:
    copy = builders.with_unsaved(
        None, reporter, headline="Typed", expires_at_0="0001-01-01", expires_at_1="00:00"
    )
    assert "Typed halfway" in shown(reporter, page_of(copy))
    assert "Typed halfway" in shown(editor, page_of(copy))
    take(editor, copy)
    assert Story.objects.get().headline == "Typed"


@pytest.mark.parametrize("state", ["draft", "live"])
def test_what_was_saved_since_the_words_were_begun_stays(state: str, editor: User) -> None:
    body = "<p>One is a paragraph.</p>\n<p>Two is another one.</p>"
    story, act = (
        builders.make_story(state, body_source=body),
        desk.write if state == "draft" else desk.save_draft,
    )
    story = act(story=story, by=editor, fields={"kicker": "Begun on this"})
    typed = body.replace("One is", "One was")
    copy = builders.with_unsaved(story, _another(), body_source=typed, kicker="Begun on this")
    since = {"body_source": body.replace("Two is", "Two was"), "summary": "Saved since"}
    story = act(story=story, by=editor, fields=since)
    page = shown(editor, page_of(copy))
    assert "what was saved since stays" in page
    assert "Saved since" not in page
    take(editor, copy, story)
    words = newest_words(Story.objects.get())
    assert words["body_source"] == body.replace("is", "was").replace("Thwas", "This")
    assert (words["summary"], words["kicker"]) == ("Saved since", "Begun on this")
    assert AuditEntry.objects.all()[0].details["came"] == ["body_source", "summary"]


@pytest.mark.parametrize(("choice", "stays"), [("mine", "Typed"), ("theirs", "Saved since"), ("", "Typed")])
def test_what_both_changed_is_asked_of_who_takes_the_words_over(
    choice: str, stays: str, editor: User
) -> None:
    story = desk.save_draft(story=builders.make_story("live"), by=editor, fields={"kicker": "Begun"})
    copy = builders.with_unsaved(story, _another(), kicker="Begun", headline="Typed")
    story = desk.save_draft(story=story, by=editor, fields={"headline": "Saved since"})
    page = shown(editor, page_of(copy))
    assert 'name="choice:headline"' in page
    assert "Saved since" in page
    sent = {"had": copy.count, "seen": story.version, "choice:headline": choice}
    assert client_of(editor).post(page_of(copy), sent).status_code == 302
    assert newest_words(Story.objects.get())["headline"] == stays
    assert Story.objects.get().revisions.filter(content__headline="Saved since").exists()


def test_words_from_before_a_redaction_are_taken_over_as_they_stand(
    editor: User, settings: Settings, tmp_path: Path
) -> None:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")
    story = desk.save_draft(story=builders.make_story("live"), by=editor, fields={"kicker": "Begun"})
    copy = builders.with_unsaved(story, _another(), kicker="Begun", headline="Typed of Ivanova")
    story = desk.redact(story=story, by=editor, spellings=["Ivanova"], reason="danger", replacement="her")
    story = desk.save_draft(story=story, by=editor, fields={"summary": "Saved since"})
    copy.refresh_from_db()
    take(editor, copy, story)
    assert newest_words(Story.objects.get())["headline"] == "Typed of her"
