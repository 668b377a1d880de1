"""Whatever is sent to the form: never an error of ours, nothing saved by halves, every word kept."""

import re

import pytest
from django.db import transaction
from django.test import Client

from articles import body
from articles.body import MAX_SOURCE
from articles.models import Story
from tests import builders
from tests.articles.desk_form import ADD, change, opened, read, rows, send
from tests.articles.hostile_bodies import HOSTILE_BODIES

pytestmark = pytest.mark.django_db
# All of them are cleaned in `test_body_hostile.py`, and published in a browser.
BODIES = [
    pytest.param(*body, marks=pytest.mark.slow if number % 8 else [])
    for number, body in enumerate(HOSTILE_BODIES)
]
NUMBERS = ("", "0", "-1", "99999999999999999999", "1e3", "½", "٣", "x")


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.make_user("editor"))
    return client


@pytest.mark.parametrize(("name", "source"), BODIES, ids=lambda value: str(value)[:40])
def test_a_hostile_body_is_saved_harmless_or_kept_as_typed(editor: Client, name: str, source: str) -> None:
    answer = send(editor, ADD, headline="A headline", body_source=source)
    assert answer.status_code in (302, 422), name
    if answer.status_code == 422:
        assert read(answer).values["body_source"] == body.clean_source(source)
        assert not Story.objects.exists()
        return
    kept = Story.objects.get().body_source
    assert body.clean_source(kept) == kept


REFUSED = {
    "headline": "x" * 251,
    "body_source": "<p>" + "x" * MAX_SOURCE + "</p>",
    "slug": "not a slug",
    "focal_x": "2",
    "focal_y": "NaN",
    "kind": "gossip",
    "language": "de",
    "category": "99999999999999999999",
    "lead_image": "x",
    "embargo_until_0": "0000-00-00",
    "token": "no uuid",
    "story_topics-TOTAL_FORMS": "many",
}


def test_what_the_form_cannot_take_is_refused_with_every_other_word_kept(editor: Client) -> None:
    form = opened(editor, ADD) | {"act": "write", "standfirst": "Kept."}
    for field, value in REFUSED.items():
        answer = editor.post(ADD, form | {field: value})
        assert answer.status_code == 422, field
        assert read(answer).values["standfirst"] == "Kept.", field
        assert "errornote" in answer.content.decode(), field
        assert not Story.objects.exists(), field


@pytest.mark.parametrize("field", ["seen", "story_topics-0-topic", "story_topics-0-order", "bylines-0-role"])
def test_a_number_that_makes_no_sense_is_no_error_of_ours(editor: Client, field: str) -> None:
    story = builders.make_story("draft", topics=[builders.make_topic()])
    form = opened(editor, change(story)) | {"act": "write"}
    answers = {}
    for number in NUMBERS:
        with transaction.atomic():
            answers[number] = editor.post(change(story), form | {field: number}).status_code
            transaction.set_rollback(True)
    assert set(answers.values()) <= {302, 409, 422}, answers


def test_without_the_version_that_was_opened_nothing_is_written_over(editor: Client) -> None:
    story = builders.make_story("draft", headline="Before")
    typed = opened(editor, change(story)) | {"headline": "Mine", "act": "write"}
    del typed["seen"]
    assert editor.post(change(story), typed).status_code == 409
    story.refresh_from_db()
    assert story.headline == "Before"


def test_lists_that_somebody_else_changed_stand_beside_ones_own(editor: Client) -> None:
    mine, theirs = builders.make_author(), builders.make_author(name="Their Author", slug="theirs")
    story = builders.make_story("draft", authors=[mine])
    own = rows("bylines", {"author": mine.pk, "role": "editor"})
    typed = opened(editor, change(story)) | own | {"act": "write"}
    send(editor, change(story), **rows("bylines", {"author": theirs.pk, "role": "writer"}))
    page = editor.post(change(story), typed).content.decode()
    asked = page.split('id="together"')[1].split("</section>")[0]
    assert re.search(r"Keep mine.*Nina Feldt.*Take that of.*<del>.*Nina Feldt", asked, re.DOTALL)
    # What does not stand in the way of one's own is in the form already.
    assert "selected>Their Author</option>" in page


def test_a_reporter_cannot_learn_a_headline_by_guessing_a_number() -> None:
    reporter = Client()
    reporter.force_login(builders.make_user("reporter"))
    other = builders.make_user("reporter", name="other")
    secret = builders.make_story("draft", headline="Canary", created_by=other)
    answer = send(reporter, ADD, headline="x", **rows("related_links", {"target": secret.pk}))
    assert answer.status_code == 422
    assert "Canary" not in answer.content.decode()


@pytest.mark.parametrize("name", ["publish_at", "embargo_until", "expires_at"])
def test_a_time_at_the_end_of_the_calendar_is_refused_by_its_field(editor: Client, name: str) -> None:
    story = builders.make_story("draft")
    answer = send(editor, change(story), **{f"{name}_0": "0001-01-01", f"{name}_1": "00:00"})
    assert answer.status_code == 422
    assert f'id="id_{name}_error"' in answer.content.decode()
