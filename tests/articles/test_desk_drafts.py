"""Drafts of what readers see: saved without a trace for readers, put out by an act, compared, discarded."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.desk import library
from articles.models import Story
from newsroom.core.models import User
from tests import builders
from tests.articles.desk_form import change, opened, read, rows, send

pytestmark = pytest.mark.django_db
HELD = ("ready", "scheduled", "live", "expired", "withdrawn")
MARK = "Words that no reader has seen"


def as_readers_see(story: Story) -> dict[str, Any]:
    """Return the story's row without what the desk alone counts, and its lists."""
    row = Story.objects.filter(pk=story.pk).values().get()
    lists = [list(getattr(story, name).values()) for name in ("bylines", "story_topics", "related_links")]
    return {"lists": lists} | {
        name: value for name, value in row.items() if name not in ("version", "draft_number", "modified_at")
    }


@pytest.mark.parametrize("state", HELD)
def test_saving_an_approved_story_changes_nothing_that_a_reader_gets(state: str, at_desk: Client) -> None:
    story = builders.make_story(state)
    before, page = as_readers_see(story), Client().get(story.get_absolute_url()).content
    new = rows("bylines", {"author": builders.make_author(name="Other", slug="other").pk, "role": "writer"})
    assert send(at_desk, change(story), "save_draft", headline=MARK, **new).status_code == 302
    assert as_readers_see(story) == before
    assert Client().get(story.get_absolute_url()).content == page


def test_the_form_opens_again_with_the_draft_and_says_so(at_desk: Client) -> None:
    story = builders.make_story("live", topics=[builders.make_topic()])
    author = builders.make_author(name="Second Author", slug="second")
    lists = rows("bylines", {"author": author.pk, "role": "editor"}) | rows("story_topics")
    typed = {"headline": MARK, "body_source": "<p>New words.</p>", "focal_x": "0.25"}
    send(at_desk, change(story), "save_draft", **typed, **lists)
    page = at_desk.get(change(story)).content.decode()
    assert "Saved as a draft. Readers still see the story as it was." in page
    values = opened(at_desk, change(story))
    assert {name: values[name] for name in typed} == typed
    assert (values["bylines-0-author"], values["bylines-0-role"]) == (str(author.pk), "editor")
    assert "story_topics-0-topic" not in values
    page = at_desk.get(change(story)).content.decode()
    assert "There is a draft of changes." in page
    assert "wrote a draft of changes" in page


def test_a_draft_is_saved_on_top_of_the_draft(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), "save_draft", headline=MARK)
    send(at_desk, change(story), "save_draft", kicker="Later")
    values = opened(at_desk, change(story))
    assert (values["headline"], values["kicker"]) == (MARK, "Later")


def test_saving_what_stands_there_already_makes_no_draft(at_desk: Client) -> None:
    story = builders.make_story("live", authors=[builders.make_author()], topics=[builders.make_topic()])
    assert send(at_desk, change(story), "save_draft").status_code == 302
    story.refresh_from_db()
    assert (story.draft_number, story.version) == (None, 1)
    page = at_desk.get(change(story)).content.decode()
    assert "Nothing has changed since it was saved." in page
    assert "Saved as a draft" not in page


def test_publishing_changes_puts_out_what_is_on_the_screen(at_desk: Client) -> None:
    story = builders.make_story("live", topics=[builders.make_topic()])
    send(at_desk, change(story), "save_draft", headline="In the draft")
    sent = {"kicker": "On the screen", "material": "material", "correction_kind": "none"}
    sent |= rows("story_topics")
    send(at_desk, change(story), "publish_changes", **sent)
    story.refresh_from_db()
    assert (story.headline, story.kicker, story.draft_number) == ("In the draft", "On the screen", None)
    assert (story.topics.count(), story.updated_at is not None) == (0, True)
    page = Client().get(story.get_absolute_url()).content.decode()
    assert "In the draft" in page


def test_a_change_needs_a_word_on_how_much_it_matters_and_the_words_stay(at_desk: Client) -> None:
    story = builders.make_story("live")
    refused = send(at_desk, change(story), "publish_changes", headline=MARK)
    assert (refused.status_code, read(refused).values["headline"]) == (422, MARK)
    story.refresh_from_db()
    assert (story.draft_number, story.version) == (None, 1)


@pytest.mark.parametrize("fields", [{"headline": ""}, {"category": None}])
def test_an_incomplete_draft_is_kept_and_not_published(fields: dict[str, Any], editor: User) -> None:
    story = builders.make_story("live")
    saved = desk.save_draft(story=story, by=editor, fields=fields)
    assert saved.draft_number == saved.version
    with pytest.raises(desk.Refused) as refused:
        desk.publish_changes(story=story, by=editor, material=False)
    assert list(refused.value.errors) == list(fields)
    assert Story.objects.get().headline == story.headline


def test_a_scheduled_story_goes_out_as_it_was_approved(
    at_desk: Client, editor: User, time_machine: Any
) -> None:
    story = builders.make_story("scheduled")
    assert story.publish_at
    send(at_desk, change(story), "save_draft", headline=MARK)
    time_machine.move_to(story.publish_at + datetime.timedelta(seconds=1))
    page = Client().get(story.get_absolute_url()).content.decode()
    assert story.headline in page
    assert MARK not in page


def test_scheduling_again_takes_the_new_words(at_desk: Client) -> None:
    story = builders.make_story("scheduled")
    send(at_desk, change(story), "save_draft", headline=MARK)
    send(at_desk, change(story), "schedule", kicker="New kicker")
    story.refresh_from_db()
    assert (story.headline, story.kicker, story.draft_number) == (MARK, "New kicker", None)
    assert story.state() == Story.State.SCHEDULED


@pytest.mark.parametrize(
    ("state", "act"), [("ready", "approve"), ("ready", "publish"), ("withdrawn", "publish")]
)
def test_every_act_that_lets_words_out_takes_up_the_draft(state: str, act: str, editor: User) -> None:
    story = builders.with_draft(builders.make_story(state), headline=MARK)
    done = getattr(desk, act)(story=story, by=editor)
    assert (done.headline, done.draft_number) == (MARK, None)
    assert Story.objects.get().headline == MARK


def test_sent_back_the_story_is_its_newest_words(editor: User) -> None:
    story = builders.with_draft(builders.make_story("ready"), headline=MARK)
    desk.send_back(story=story, by=editor)
    found = Story.objects.get()
    assert (found.state(), found.headline, found.draft_number) == (Story.State.DRAFT, MARK, None)


def test_withdrawing_leaves_the_draft_where_it_is(editor: User) -> None:
    story = builders.with_draft(builders.make_story("live"))
    desk.withdraw(story=story, by=editor, reason="Doubts.")
    assert Story.objects.get().draft_number == story.draft_number


def test_discarding_asks_and_goes_back_to_what_was_approved(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live"), headline=MARK)
    page = change(story).replace("/change/", "/discard/")
    asked = at_desk.get(page).content.decode()
    assert "Discard the draft?" in asked
    assert MARK.split()[0] in asked
    assert Story.objects.get().draft_number
    at_desk.post(page, {"seen": story.version})
    assert Story.objects.get().draft_number is None
    assert opened(at_desk, change(story))["headline"] == story.headline


def test_a_draft_that_a_colleague_changed_meanwhile_is_not_discarded(at_desk: Client, editor: User) -> None:
    story = builders.with_draft(builders.make_story("live"))
    desk.save_draft(story=story, by=editor, fields={"kicker": "A colleague's"})
    at_desk.post(change(story).replace("/change/", "/discard/"), {"seen": story.version})
    assert Story.objects.get().draft_number == story.version + 1


def test_of_two_drafts_of_one_version_the_second_is_told_and_shown_the_first(at_desk: Client) -> None:
    story = builders.make_story("live")
    mine = opened(at_desk, change(story)) | {"headline": "Mine", "act": "save_draft"}
    send(at_desk, change(story), "save_draft", headline="A colleague's")
    answer = at_desk.post(change(story), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A colleague" in page.partition("How the story stands now")[2]
    assert read(answer).values["headline"] == "Mine"


def test_whoever_meets_a_draft_keeps_also_what_it_changed_and_they_left_alone(at_desk: Client) -> None:
    story = builders.make_story("live", kicker="As readers have it")
    mine = opened(at_desk, change(story)) | {"headline": "Mine", "act": "save_draft"}
    send(at_desk, change(story), "save_draft", kicker="Only in the draft")
    page = at_desk.post(change(story), mine, follow=True).content.decode()
    assert "Saved together with what you, in another window wrote meanwhile: Kicker." in page
    draft = opened(at_desk, change(story))
    assert (draft["kicker"], draft["headline"]) == ("Only in the draft", "Mine")


def test_comparing_takes_the_unsaved_words_along_and_saves_nothing(at_desk: Client) -> None:
    story = builders.with_draft(
        builders.make_story("live", headline="One two three"), headline="One four three"
    )
    before = Story.objects.values().get()
    page = change(story).replace("/change/", "/compare/")
    saved = at_desk.get(page).content.decode()
    typed = at_desk.post(page, opened(at_desk, change(story)) | {"kicker": "Unsaved"}).content.decode()
    assert "four" in saved.partition("<ins>")[2]
    assert "two" in saved.partition("<del>")[2]
    assert "Unsaved" not in saved
    assert "Unsaved" in typed
    assert "four" in typed.partition("<ins>")[2]
    assert Story.objects.values().get() == before


def test_a_form_with_mistakes_is_compared_as_it_was_saved(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live"), kicker="Saved")
    sent = opened(at_desk, change(story)) | {"kicker": "Typed", "expires_at_0": "no day"}
    page = at_desk.post(change(story).replace("/change/", "/compare/"), sent).content.decode()
    assert "has mistakes" in page
    assert "Saved" in page
    assert "Typed" not in page


def test_the_preview_shows_the_draft_to_who_may_write_it(at_desk: Client) -> None:
    author = builders.make_author(name="Author of the Draft", slug="of-the-draft")
    pick = builders.make_story("live", headline="Picked in the draft")
    story = builders.make_story("live", topics=[builders.make_topic(name="Old topic", slug="old-topic")])
    lists = rows("bylines", {"author": author.pk, "role": "writer"}) | rows(
        "related_links", {"target": pick.pk}
    )
    send(at_desk, change(story), "save_draft", headline=MARK, **lists, **rows("story_topics"))
    page = at_desk.get(reverse("preview", args=[story.pk])).content.decode()
    for words in ("Author of the Draft", "Picked in the draft"):
        assert words in page
    assert "Old topic" not in page
    owner = Client()
    owner.force_login(story.created_by)
    assert "Author of the Draft" not in owner.get(reverse("preview", args=[story.pk])).content.decode()


@pytest.mark.parametrize("kind", ["category", "topics", "bylines", "lead_image"])
def test_what_only_a_draft_names_is_in_use(kind: str, editor: User) -> None:
    made: dict[str, Any] = {
        "category": builders.make_category(slug="only-here", name="Only here"),
        "topics": builders.make_topic(name="Only here", slug="only-here"),
        "bylines": builders.make_author(name="Only Here", slug="only-here"),
        "lead_image": builders.make_photo(),
    }
    row, story = made[kind], builders.make_story("live")
    lists = {"topics": {"topic": row}, "bylines": {"author": row}}
    fields = {} if kind in lists else {kind: row}
    given = {kind: [lists[kind]]} if kind in lists else {}
    desk.save_draft(story=story, by=editor, fields=fields, rows=given)
    assert [found.pk for uses in library.uses(row) for found in uses] == [story.pk]
    desk.discard_draft(story=story, by=editor)
    assert not [found for uses in library.uses(row) for found in uses]


@pytest.mark.parametrize(
    ("state", "act", "sentence"),
    [
        ("ready", "publish", "This time is still to come."),
        ("ready", "save_draft", "Only Schedule sets a time."),
        ("scheduled", "save_draft", "Only Schedule sets a time."),
        ("draft", "write", "Only Schedule sets a time."),
    ],
)
def test_a_time_that_the_button_would_drop_is_asked_about(
    state: str, act: str, sentence: str, at_desk: Client
) -> None:
    story = builders.make_story(state)
    typed = {"publish_at_0": "2099-07-01", "publish_at_1": "09:30", "headline": MARK}
    answer = send(at_desk, change(story), act, **typed)
    assert (answer.status_code, read(answer).values["headline"]) == (422, MARK)
    assert sentence in answer.content.decode()
    assert Story.objects.get().version == story.version


def test_publishing_a_scheduled_story_now_needs_no_other_time(at_desk: Client) -> None:
    story = builders.make_story("scheduled")
    assert send(at_desk, change(story), "publish").status_code == 302
    found = Story.objects.get()
    assert found.publish_at
    assert found.publish_at <= timezone.now()
