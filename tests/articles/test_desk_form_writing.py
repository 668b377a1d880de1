"""A story is written on the desk's form, and the form keeps what it cannot take."""

import pytest
from django.test import Client

from articles.models import Story
from newsroom.core.models import AuditEntry
from tests import builders
from tests.articles.desk_form import ADD, change, opened, read, rows, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.make_user("editor"))
    return client


@pytest.fixture
def reporter() -> Client:
    client = Client()
    client.force_login(builders.make_user("reporter"))
    return client


def test_a_new_story_is_saved_with_its_lists_in_order(editor: Client) -> None:
    first, second = builders.make_author(), builders.make_author(name="Yegor T.", slug="yegor")
    lists = rows("bylines", {"author": second.pk, "role": "writer"}, {"author": first.pk, "role": "editor"})
    response = send(editor, ADD, headline="Ice Early", body_source="<p>Cold.</p>", **lists)
    story = Story.objects.get()
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == change(story)
    assert (story.headline, story.body_text, story.status) == ("Ice Early", "Cold.", "draft")
    assert [byline.author for byline in story.bylines.all()] == [second, first]
    assert [entry.act for entry in AuditEntry.objects.all()] == ["story.create"]


def test_an_empty_slug_is_made_from_the_headline(editor: Client) -> None:
    send(editor, ADD, headline="Выборы в Казани", slug="")
    assert Story.objects.get().slug == "vybory-v-kazani"


def test_publishing_saves_what_was_typed_first(editor: Client) -> None:
    story = builders.make_story("draft")
    send(editor, change(story), "publish", headline="Last Barge Leaves")
    story.refresh_from_db()
    assert story.is_live
    assert story.headline == "Last Barge Leaves"
    assert [e.act for e in AuditEntry.objects.order_by("id")] == ["story.write", "story.publish"]


def test_a_refused_act_saves_nothing_and_keeps_every_word(editor: Client) -> None:
    story = builders.make_story("draft")
    response = send(
        editor, change(story), "publish", headline="Typed", category="", body_source="<p>Kept</p>"
    )
    story.refresh_from_db()
    assert response.status_code == 422
    assert "Choose a category." in response.content.decode()
    values = read(response).values
    assert (values["headline"], values["body_source"]) == ("Typed", "<p>Kept</p>")
    assert (story.headline != "Typed", story.status, AuditEntry.objects.count()) == (True, "draft", 0)


def test_a_form_sent_twice_makes_one_story(editor: Client) -> None:
    typed = opened(editor, ADD) | {"headline": "Once", "category": str(builders.make_category().pk)}
    answers = [editor.post(ADD, typed | {"act": "publish"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Story.objects.get().is_live
    assert AuditEntry.objects.filter(act="story.publish").count() == 1


def test_what_a_colleague_changed_is_shown_beside_what_was_typed(editor: Client) -> None:
    story = builders.make_story("draft", headline="Before")
    mine = opened(editor, change(story)) | {"headline": "Mine", "act": "write"}
    send(editor, change(story), headline="Theirs")
    refused = editor.post(change(story), mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Theirs" in page
    assert read(refused).values["headline"] == "Mine"
    again = editor.post(change(story), read(refused).values | {"act": "write"})
    story.refresh_from_db()
    assert (again.status_code, story.headline) == (302, "Mine")


def test_words_are_kept_when_the_story_was_published_meanwhile(reporter: Client, editor: Client) -> None:
    story = builders.make_story("draft", headline="Before")
    mine = opened(reporter, change(story)) | {"headline": "Mine", "act": "write"}
    send(editor, change(story), "publish")
    refused = reporter.post(change(story), mine)
    form = read(refused)
    story.refresh_from_db()
    assert (refused.status_code, story.headline) == (409, "Before")
    assert (form.values["headline"], form.buttons) == ("Mine", ["hand_over"])


def test_words_are_kept_when_the_story_was_deleted_meanwhile(editor: Client) -> None:
    story = builders.make_story("draft")
    mine = opened(editor, change(story)) | {"headline": "Mine", "act": "write"}
    editor.post(f"/admin/articles/story/{story.pk}/delete/", {"post": "yes"})
    assert not Story.objects.exists()
    refused = editor.post(change(story), mine)
    assert (refused.status_code, read(refused).values["headline"]) == (403, "Mine")
    assert f'action="{ADD}"' in refused.content.decode()
    editor.post(ADD, read(refused).values | {"act": "write"})
    assert Story.objects.get().headline == "Mine"


def test_words_are_kept_when_the_right_to_write_ended_meanwhile(reporter: Client) -> None:
    story = builders.make_story("draft", headline="Before")
    mine = opened(reporter, change(story)) | {"standfirst": "Mine", "act": "write"}
    builders.make_user("reporter").groups.clear()
    refused = reporter.post(change(story), mine)
    assert (refused.status_code, read(refused).values["standfirst"]) == (403, "Mine")


def test_a_stranger_at_the_desk_learns_nothing_from_a_refused_form() -> None:
    story = builders.make_story("draft", headline="Canary headline", body_source="<p>Canary</p>")
    client = Client()
    client.force_login(builders.make_user("fundraiser"))
    refused = client.post(change(story), {"act": "write", "headline": "x", "seen": "1"})
    assert refused.status_code == 403
    assert "Canary" not in refused.content.decode()
