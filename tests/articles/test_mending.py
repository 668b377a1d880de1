"""Mending what readers see while other words of the story wait: published alone, and kept in those, too."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk
from articles.desk.revisions import first_broken
from articles.models import Story, WorkingCopy
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import change, opened, read

pytestmark = pytest.mark.django_db
WAITS = "Words that wait"
MENDED = "Mended in haste"


@pytest.fixture
def at_desk(client: Client) -> Client:
    client.force_login(builders.make_user("editor"))
    return client


def mend(client: Client, story: Story, **typed: Any) -> Any:
    """Type over the form that shows what readers see, and publish it."""
    url = f"{change(story)}?words=live"
    return client.post(url, opened(client, url) | {"material": "minor"} | typed | {"act": "mend"})


def test_the_form_opens_with_what_readers_see_and_one_button(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live", headline="Seen"), headline=WAITS)
    form = at_desk.get(change(story))
    assert "Mend what readers see now" in form.content.decode()
    found = read(at_desk.get(f"{change(story)}?words=live"))
    assert (found.values["headline"], found.buttons) == ("Seen", ["mend"])
    assert "takes_back" not in found.values


def test_what_is_mended_goes_out_alone_and_the_draft_has_it_too(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live", headline="Seen"), headline=WAITS)
    assert mend(at_desk, story, kicker=MENDED).status_code == 302
    found = Story.objects.get()
    assert (found.headline, found.kicker) == ("Seen", MENDED)
    values = opened(at_desk, change(story))
    assert (values["headline"], values["kicker"]) == (WAITS, MENDED)
    assert first_broken(found) is None


def test_where_both_changed_a_field_the_draft_keeps_its_own_and_the_editor_hears_it(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live"), headline=WAITS)
    answer = mend(at_desk, story, headline=MENDED)
    assert Story.objects.get().headline == MENDED
    assert AuditEntry.objects.all()[0].details["left"] == ["headline"]
    page = at_desk.get(answer["Location"])
    assert read(page).values["headline"] == WAITS
    assert "The draft has its own words for: Headline." in page.content.decode()


def test_both_texts_stand_side_by_side_until_something_else_is_done(at_desk: Client) -> None:
    body = "<p>One is a paragraph.</p>\n<p>Two is another one.</p>"
    story = builders.make_story("live", body_source=body)
    editor = User.objects.get(username="editor")
    waits = {"body_source": body.replace("another one", "one that waits")}
    desk.save_draft(story=story, by=editor, fields=waits)
    answer = mend(at_desk, story, body_source=body.replace("another one", "one that readers get"))
    page = at_desk.get(answer["Location"]).content.decode()
    beside = page.split("mended-heading", 1)[1].split("</section>")[0]
    for words in ("Waits in the form below", "that waits", "Readers get now", "that readers get"):
        assert words in beside
    assert "One is" not in beside
    reader = Client()
    reader.force_login(Story.objects.get().created_by)
    assert "mended-heading" not in reader.get(change(story)).content.decode()
    desk.save_draft(story=story, by=editor, fields={"kicker": "On"})
    assert "mended-heading" not in at_desk.get(change(story)).content.decode()


def test_mending_asks_about_scheduled_changes_and_makes_them_a_draft_again(
    at_desk: Client, time_machine: Any
) -> None:
    story = builders.with_scheduled_changes(builders.make_story("live"), headline=WAITS)
    hour = story.next_at
    assert hour
    asked = mend(at_desk, story, kicker=MENDED)
    assert (asked.status_code, read(asked).values["kicker"]) == (422, MENDED)
    assert "Changes are scheduled, and they were written without this." in asked.content.decode()
    assert Story.objects.get().next_at == hour
    assert mend(at_desk, story, kicker=MENDED, takes_back="on").status_code == 302
    time_machine.move_to(hour + datetime.timedelta(minutes=1))
    page = Client().get(story.get_absolute_url()).content.decode()
    assert (MENDED in page, WAITS in page) == (True, False)
    values = opened(at_desk, change(story))
    assert (values["headline"], values["kicker"]) == (WAITS, MENDED)


def test_mending_all_that_the_draft_changes_leaves_no_draft(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live"), headline=WAITS)
    mend(at_desk, story, headline=WAITS)
    found = Story.objects.get()
    assert (found.headline, found.draft_number) == (WAITS, None)


@pytest.mark.parametrize("act", ["save_draft", "publish_changes"])
def test_its_form_has_no_other_act_and_no_other_form_has_it(act: str, at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live"), headline=WAITS)
    url = f"{change(story)}?words=live"
    assert at_desk.post(url, opened(at_desk, url) | {"act": act, "material": "minor"}).status_code == 403
    form = opened(at_desk, change(story)) | {"act": "mend", "material": "minor"}
    assert at_desk.post(change(story), form).status_code == 403
    assert Story.objects.get().version == story.version


@pytest.mark.parametrize(
    ("fields", "material", "where"),
    [({"kicker": MENDED}, None, "material"), ({}, False, ""), ({"headline": ""}, False, "headline")],
)
def test_what_cannot_go_out_is_refused(fields: dict[str, Any], material: bool | None, where: str) -> None:
    story = builders.with_draft(builders.make_story("live"), headline=WAITS)
    with pytest.raises(desk.Refused) as refused:
        desk.mend(story=story, by=builders.make_user(), fields=fields, material=material)
    assert list(refused.value.errors) == [where]
    assert Story.objects.get().version == story.version


def test_a_material_mend_is_told_to_readers(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live"), headline=WAITS)
    mend(at_desk, story, kicker=MENDED, material="material", correction_kind="none")
    updated_at = Story.objects.get().updated_at
    assert updated_at
    assert updated_at <= timezone.now()


def test_words_that_only_the_browser_had_come_back_on_the_form_and_change_nothing(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live", headline="Seen"), headline=WAITS)
    url, entries = f"{change(story)}?words=live", AuditEntry.objects.count()
    answer = at_desk.post(url, opened(at_desk, url) | {"kicker": MENDED, "act": "show"})
    assert answer.status_code == 422
    assert "You typed these words here before." in answer.content.decode()
    form = read(answer)
    assert (form.values["kicker"], form.values["headline"], form.buttons) == (MENDED, "Seen", ["mend"])
    assert (AuditEntry.objects.count(), WorkingCopy.objects.count()) == (entries, 0)
    assert at_desk.post(url, form.values | {"material": "minor", "act": "mend"}).status_code == 302
    assert Story.objects.get().kicker == MENDED
