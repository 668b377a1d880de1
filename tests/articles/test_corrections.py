"""Corrections: typed beside the story, kept while they wait, told to readers once, never changed again."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk
from articles.desk import due
from articles.desk.revisions import first_broken
from articles.desk.telling import LONGEST
from articles.models import Correction, Story
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.corrected import TYPED, WORDS, page_of, the_list, typed
from tests.articles.desk_form import change, opened, read, send

pytestmark = pytest.mark.django_db


def hour_in(at: datetime.datetime) -> dict[str, str]:
    local = timezone.localtime(at)
    return {"next_at_0": f"{local:%Y-%m-%d}", "next_at_1": f"{local:%H:%M}"}


def test_a_material_change_is_not_published_until_somebody_says_whether_it_needs_one(at_desk: Client) -> None:
    story = builders.make_story("live", headline="Before")
    asked = send(at_desk, change(story), "publish_changes", headline="After", material="material")
    page = asked.content.decode()
    assert (asked.status_code, read(asked).values["headline"]) == (422, "After")
    assert "Does it need a correction?" in page
    assert '<a href="#id_correction_kind_0">' in page
    assert "Before" in page_of(story)
    no = {"headline": "After", "material": "material", "correction_kind": "none"}
    assert send(at_desk, change(story), "publish_changes", **no).status_code == 302
    assert (Story.objects.get().headline, Correction.objects.count()) == ("After", 0)


def test_a_minor_change_is_not_asked_about(at_desk: Client) -> None:
    story = builders.make_story("live")
    sent = send(at_desk, change(story), "publish_changes", headline="After", material="minor")
    assert (sent.status_code, Correction.objects.count()) == (302, 0)


def test_a_correction_goes_out_with_the_changes_and_stands_at_the_end_of_the_story(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), "publish_changes", headline="After", material="material", **TYPED)
    told, page = Correction.objects.get(), page_of(story)
    assert "After" in page
    assert WORDS in page
    assert page.index("<p>The letter is one page long") < page.index(f'id="correction-{told.pk}"')
    values = opened(at_desk, change(story))
    assert (values["correction_words"], values.get("correction_kind", "")) == ("", "")
    found = Story.objects.get()
    assert (found.updated_at, found.corrected_at, found.draft_number) == (told.at, told.at, None)


@pytest.mark.parametrize(("kind", "place"), [("correction", "top"), ("retraction", "end")])
def test_on_top_it_stands_before_the_text_and_a_retraction_always_does(
    kind: str, place: str, at_desk: Client
) -> None:
    story = builders.make_story("live")
    more = {"correction_kind": kind, "correction_place": place}
    send(at_desk, change(story), "publish_changes", material="material", **TYPED | more)
    page = page_of(story)
    told = f'id="correction-{Correction.objects.get().pk}"'
    assert page.index("</h1>") < page.index(told) < page.index("<p>The letter is one page long")
    assert ("<title>Retracted: " in page) == (kind == "retraction")


def test_a_correction_alone_leaves_every_other_word_on_the_form_a_draft(at_desk: Client) -> None:
    story = builders.make_story("live", headline="Before")
    answer = at_desk.post(
        change(story), opened(at_desk, change(story)) | typed("correct", headline="Not yet"), follow=True
    )
    assert "The correction is public." in answer.content.decode()
    assert "The other changes are not public" in answer.content.decode()
    page = page_of(story)
    assert (WORDS in page, "Before" in page, "Not yet" in page) == (True, True, False)
    values = opened(at_desk, change(story))
    assert (values["headline"], values["correction_words"]) == ("Not yet", "")
    assert first_broken(Story.objects.get()) is None


def test_a_correction_alone_leaves_no_draft_behind(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), **typed("correct"))
    found = Story.objects.get()
    assert (found.draft_number, Correction.objects.get().number) == (None, found.version)


def test_a_correction_waits_in_the_draft_and_shows_to_nobody_but_the_desk(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), **typed("save_draft"))
    assert WORDS not in page_of(story) + the_list()
    values = opened(at_desk, change(story))
    assert {name: values[name] for name in TYPED} == TYPED
    assert WORDS in at_desk.get(f"/admin/preview/{story.pk}/").content.decode()
    send(at_desk, change(story), "publish_changes", material="material")
    assert WORDS in page_of(story)
    assert WORDS in the_list()


def test_a_scheduled_change_carries_one_and_readers_are_told_at_its_hour(
    at_desk: Client, editor: User, time_machine: Any
) -> None:
    due.forget()
    story = builders.make_story("live")
    hour = (timezone.now() + datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    sent = typed("schedule_changes", headline="After", material="material", **hour_in(hour))
    send(at_desk, change(story), **sent)
    assert WORDS not in page_of(story) + the_list()
    time_machine.move_to(hour + datetime.timedelta(seconds=5))
    assert WORDS in page_of(story)
    told = Correction.objects.get()
    assert (told.at, told.by) == (hour, editor)
    assert AuditEntry.objects.all()[0].details["correction"] == told.pk


def test_one_that_waits_with_scheduled_changes_is_not_told_twice(at_desk: Client, time_machine: Any) -> None:
    due.forget()
    story = builders.make_story("live")
    hour = (timezone.now() + datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    sent = typed("schedule_changes", headline="After", material="material", **hour_in(hour))
    send(at_desk, change(story), **sent)
    assert send(at_desk, change(story), "correct").status_code == 302
    assert (Correction.objects.count(), Story.objects.get().next_at) == (1, hour)
    time_machine.move_to(hour + datetime.timedelta(seconds=5))
    assert "After" in page_of(story)
    assert Correction.objects.count() == 1


def test_a_mend_tells_its_own_and_the_draft_keeps_what_waits_in_it(at_desk: Client) -> None:
    story = builders.with_draft(builders.make_story("live"), **TYPED | {"correction_words": "That waits."})
    url = f"{change(story)}?words=live"
    form = opened(at_desk, url)
    assert form["correction_words"] == ""
    sent = form | typed("mend", kicker="Mended", material="material")
    assert at_desk.post(url, sent).status_code == 302
    assert [each.words for each in Correction.objects.all()] == [WORDS]
    assert opened(at_desk, change(story))["correction_words"] == "That waits."


def test_a_withdrawn_story_comes_back_with_the_correction_in_its_draft(at_desk: Client) -> None:
    story = builders.make_story("withdrawn")
    send(at_desk, change(story), **typed("publish"))
    assert WORDS in page_of(story)


@pytest.mark.parametrize("act", ["publish_changes", "schedule_changes", "correct"])
@pytest.mark.parametrize(
    ("changes", "where", "sentence"),
    [
        ({"correction_words": ""}, "correction_words", "Write what readers are told"),
        ({"correction_kind": ""}, "correction_kind_0", "Say what it is"),
        ({"correction_words": "x" * (LONGEST + 1)}, "correction_words", "at most 5000 characters"),
        ({"correction_words": "\u200b\u202e"}, "correction_words", "Write what readers are told"),
    ],
)
def test_half_a_correction_is_refused_beside_its_field_and_kept_on_the_form(
    act: str, changes: dict[str, str], where: str, sentence: str, at_desk: Client
) -> None:
    story = builders.make_story("live")
    more = {"material": "material"}
    if act == "schedule_changes":
        more |= hour_in(timezone.now() + datetime.timedelta(days=1))
    answer = send(at_desk, change(story), **typed(act, headline="Typed", **more, **changes))
    page = answer.content.decode()
    assert (answer.status_code, read(answer).values["headline"]) == (422, "Typed")
    assert sentence in page
    assert f'<a href="#id_{where}">' in page
    assert read(answer).values["correction_words"] == changes.get("correction_words", WORDS)
    assert (Correction.objects.count(), Story.objects.get().version) == (0, story.version)


def test_half_a_correction_is_kept_in_a_draft(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), "save_draft", correction_words="Half a sen")
    assert opened(at_desk, change(story))["correction_words"] == "Half a sen"


def test_the_same_is_not_told_twice(at_desk: Client, editor: User) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), **typed("correct"))
    again = send(at_desk, change(story), **typed("correct"))
    assert (again.status_code, Correction.objects.count()) == (422, 1)
    assert "Readers were told these very words already." in again.content.decode()
    send(at_desk, change(story), **typed("correct", correction_words="It was 2008."))
    first, second = Correction.objects.all()
    page = page_of(story)
    assert page.index(f'id="{first.anchor}"') < page.index(f'id="{second.anchor}"')


@pytest.mark.parametrize("state", ["draft", "in_review", "ready", "scheduled"])
def test_what_readers_never_saw_has_nothing_to_correct(state: str, at_desk: Client, editor: User) -> None:
    story = builders.make_story(state)
    assert "correction_words" not in opened(at_desk, change(story))
    act = desk.write if state in ("draft", "in_review") else desk.save_draft
    with pytest.raises(desk.Refused, match="never saw this story"):
        act(story=story, by=editor, fields=TYPED)


def test_a_reporter_is_not_asked() -> None:
    story = builders.make_story("live", created_by=builders.make_user("reporter"))
    reporter = Client()
    reporter.force_login(story.created_by)
    assert 'name="correction_words"' not in reporter.get(change(story)).content.decode()
