"""The form's buttons: everybody sees those that the desk would let them press; they do what they say."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk
from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import ADD, change, opened, read, send

pytestmark = pytest.mark.django_db
ACTS = (
    *(
        "write",
        "save_draft",
        "publish_changes",
        "schedule_changes",
        "correct",
        "pin",
        "withdraw",
        "send_back",
    ),
    *("submit", "approve", "schedule", "publish"),
)


def at_desk(role: str) -> Client:
    client = Client()
    client.force_login(builders.make_user(role))
    return client


@pytest.mark.parametrize("state", builders.STATES)
@pytest.mark.parametrize("role", ["editor", "reporter"])
def test_the_buttons_are_those_that_may_be_pressed(role: str, state: str) -> None:
    story, user = builders.make_story(state), builders.make_user(role)
    page = at_desk(role).get(change(story))
    expected = [act for act in ACTS if desk.may(act, story=story, by=user)]
    assert page.status_code == 200
    assert read(page).buttons == expected


def test_enter_in_a_field_saves_the_draft() -> None:
    assert read(at_desk("reporter").get(ADD, follow=True)).buttons == ["write", "submit"]


def test_status_is_no_field_and_cannot_be_sent() -> None:
    editor, story = at_desk("editor"), builders.make_story("draft")
    assert "status" not in opened(editor, change(story))
    send(editor, change(story), status="approved")
    story.refresh_from_db()
    assert (story.status, story.publish_at) == ("draft", None)


def test_a_story_is_scheduled_in_the_newsrooms_zone() -> None:
    story = builders.make_story("ready")
    send(at_desk("editor"), change(story), "schedule", publish_at_0="2099-07-01", publish_at_1="09:30")
    story.refresh_from_db()
    assert story.publish_at == datetime.datetime(2099, 7, 1, 7, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("", "", "Give the date and the time."),
        ("2020-01-01", "10:00", "This time has passed."),
        ("2099-13-01", "10:00", "Enter a valid date."),
        ("2099-12-01", "", "Enter a valid time."),
    ],
)
def test_a_schedule_without_a_good_time_is_refused_beside_its_field(
    day: str, hour: str, sentence: str
) -> None:
    story = builders.make_story("ready")
    typed = {"publish_at_0": day, "publish_at_1": hour, "headline": "Typed"}
    page = send(at_desk("editor"), change(story), "schedule", **typed)
    story.refresh_from_db()
    assert (page.status_code, story.publish_at, read(page).values["headline"]) == (422, None, "Typed")
    assert sentence in page.content.decode()


@pytest.mark.parametrize(
    ("state", "act", "box"),
    [("ready", "schedule", "publish_at_0"), ("live", "publish_changes", "material_0")],
)
def test_the_list_of_what_is_wrong_leads_to_the_first_of_several_boxes(
    state: str, act: str, box: str
) -> None:
    story = builders.make_story(state)
    page = send(at_desk("editor"), change(story), act, publish_at_0="", publish_at_1="").content.decode()
    assert f'<a href="#id_{box}">' in page
    assert f'id="id_{box}"' in page


def test_whoever_publishes_changes_hears_that_readers_see_them() -> None:
    editor, story = at_desk("editor"), builders.make_story("live")
    send(editor, change(story), "publish_changes", headline="Mended", material="minor")
    assert "Published. Readers see the changes now." in editor.get(change(story)).content.decode()


def test_a_missing_headline_is_said_once_and_not_of_the_address_made_from_it() -> None:
    page = send(at_desk("editor"), ADD, "publish").content.decode()
    assert "Give the story a headline." in page
    assert "Give the story words for its address." not in page


@pytest.mark.parametrize(("language", "words"), [("en", "Add a topic"), ("ru", "Добавить тему")])
def test_the_button_for_a_row_says_what_it_adds(language: str, words: str) -> None:
    editor = at_desk("editor")
    User.objects.update(language=language)
    assert f'"addText": "{words}"' in editor.get(ADD, follow=True).content.decode()


def test_changes_of_a_live_story_need_a_word_on_how_much_they_matter() -> None:
    editor, story = at_desk("editor"), builders.make_story("live")
    refused = send(editor, change(story), "publish_changes", headline="Mended")
    assert refused.status_code == 422
    assert "minor or material" in refused.content.decode()
    send(editor, change(story), "publish_changes", headline="Mended", material="minor")
    story.refresh_from_db()
    assert (story.headline, story.updated_at) == ("Mended", None)
    answer = {"material": "material", "correction_kind": "none"}
    send(editor, change(story), "publish_changes", headline="Mended much", **answer)
    story.refresh_from_db()
    assert story.updated_at is not None


def test_what_was_chosen_stays_chosen_when_something_else_is_wrong() -> None:
    story = builders.make_story("live")
    refused = send(at_desk("editor"), change(story), "publish_changes", headline="", material="material")
    assert (refused.status_code, read(refused).values["material"]) == (422, "material")


@pytest.mark.parametrize(("act", "state"), [("withdraw", "live"), ("send_back", "in_review")])
def test_taking_back_leaves_the_words_alone(act: str, state: str) -> None:
    story = builders.make_story(state, headline="Before")
    sent = {"headline": "", "slug": "not a slug", "withdrawal_reason": "Doubts."}
    send(at_desk("editor"), change(story), act, **sent)
    story.refresh_from_db()
    assert (story.headline, story.status) == (
        "Before",
        {"withdraw": "withdrawn", "send_back": "draft"}[act],
    )
    assert AuditEntry.objects.get().act == f"story.{act}"


def test_an_act_that_nobody_knows_is_refused() -> None:
    story = builders.make_story("draft")
    assert send(at_desk("editor"), change(story), "restore").status_code == 403
    assert Story.objects.get().version == story.version


def test_only_drafts_that_readers_never_saw_can_be_deleted() -> None:
    editor = at_desk("editor")
    draft, live = builders.make_story("draft"), builders.make_story("live")
    for story in (draft, live):
        editor.post(f"/admin/articles/story/{story.pk}/delete/", {"post": "yes"})
    assert list(Story.objects.all()) == [live]
    assert AuditEntry.objects.get().act == "story.delete"


def test_a_story_that_went_live_while_somebody_was_about_to_delete_it_stays(client: Client) -> None:
    story = builders.make_story("draft")
    Story.objects.filter(pk=story.pk).update(first_published_at=timezone.now())
    answer = at_desk("editor").post(f"/admin/articles/story/{story.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    assert Story.objects.exists()
