"""Writing a story: what is kept, what is derived, and what is refused with nothing done."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from articles import desk
from articles.models import Byline, Story
from newsroom.core.models import AuditEntry, User
from tests.builders import make_author, make_category, make_photo, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user("editor")


def start(by: User, **fields: Any) -> Story:
    return desk.start(by=by, fields={"headline": "Snow over the harbor", **fields})


def rewrite(story: Story, by: User, **arguments: Any) -> Story:
    given: dict[str, Any] = {"seen": story.version, "fields": {}} | arguments
    return desk.write(story=story, by=by, **given)


def test_new_story_is_a_draft_of_who_began_it() -> None:
    reporter = make_user("reporter")
    story = start(reporter, body_source="<p>It fell for “two” days.</p>")
    assert story.state() == Story.State.DRAFT
    assert story.created_by == reporter
    assert (story.slug, story.body_text, story.word_count) == (
        "snow-over-the-harbor",
        "It fell for “two” days.",
        5,
    )


def test_russian_headline_makes_an_address_in_plain_letters(editor: User) -> None:
    story = start(editor, headline="Снег над гаванью", language="ru", category=make_category(language="ru"))
    assert story.slug == "sneg-nad-gavanyu"


def test_address_stays_when_the_headline_changes(editor: User) -> None:
    story = rewrite(start(editor), editor, fields={"headline": "Ice over the harbor"})
    assert story.slug == "snow-over-the-harbor"


def test_one_line_stays_one_line(editor: User) -> None:
    assert start(editor, headline=" Snow\nover \t the harbor ").headline == "Snow over the harbor"


def test_script_in_the_body_is_gone_from_everything_derived(editor: User) -> None:
    story = start(editor, body_source="<p>Safe</p><script>alert('gone')</script>")
    assert "gone" not in story.body_source + story.body_html + story.body_text


def test_rows_are_replaced_in_the_order_given(editor: User) -> None:
    first, second = make_author(), make_author(name="Oleg Brandt", slug="oleg-brandt")
    story = make_story("draft", authors=[first])
    rows = {"bylines": [{"author": second, "role": "writer"}, {"author": first, "role": "editor"}]}
    rewrite(story, editor, rows=rows)
    assert [line.author for line in story.bylines.all()] == [second, first]


def test_absent_lists_and_fields_stay(editor: User) -> None:
    story = make_story("draft", topics=[make_topic()])
    rewrite(story, editor, fields={"kicker": "Arctic"}, rows={"related": []})
    story.refresh_from_db()
    assert (story.kicker, story.standfirst) == ("Arctic", "They have waited eleven winters.")
    assert story.topics.count() == story.bylines.count() == 1


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("topics", lambda: [{"topic": make_topic()}] * 2),
        ("bylines", lambda: [{"author": make_author(), "role": "writer"}] * 2),
        ("bylines", lambda: [{"author": make_author(), "role": "poet"}]),
        ("related", lambda: [{"external_url": "https://example.org/"}]),
        (
            "related",
            lambda: [{"target": make_story(), "external_url": "https://example.org/", "headline": "x"}],
        ),
        ("related", lambda: [{"external_url": "javascript:alert(1)", "headline": "x"}]),
    ],
)
def test_bad_row_refuses_the_whole_write(editor: User, name: str, rows: Callable[..., Any]) -> None:
    story = make_story("draft", kicker="Before")
    with pytest.raises(desk.Refused) as refused:
        rewrite(story, editor, fields={"kicker": "After"}, rows={name: rows()})
    assert list(refused.value.errors) == [name]
    story.refresh_from_db()
    assert (story.kicker, story.version) == ("Before", 1)
    assert story.bylines.count() == 1


def test_story_is_never_its_own_related_reading(editor: User) -> None:
    story = make_story("draft")
    with pytest.raises(desk.Refused):
        rewrite(story, editor, rows={"related": [{"target": story}]})


def test_category_of_the_other_language_is_refused(editor: User) -> None:
    with pytest.raises(desk.Refused) as refused:
        start(editor, category=make_category(language="ru"))
    assert list(refused.value.errors) == ["category"]
    assert not Story.objects.exists()


@pytest.mark.parametrize("name", ["status", "publish_at", "first_published_at", "created_by", "body_html"])
def test_state_is_not_written_like_a_field(editor: User, name: str) -> None:
    with pytest.raises(TypeError):
        start(editor, **{name: "x"})


def test_what_changed_is_recorded_without_its_words(editor: User) -> None:
    story = make_story("draft")
    rewrite(story, editor, fields={"kicker": "Secret words", "headline": story.headline})
    entry = AuditEntry.objects.all()[0]
    assert entry.details["changed"] == ["kicker"]
    assert "Secret" not in str(entry.details)


class TestChangedMeanwhile:
    def test_refuses_and_shows_theirs(self, editor: User) -> None:
        story = make_story("draft")
        rewrite(story, story.created_by, fields={"headline": "Theirs"})
        with pytest.raises(desk.Changed) as refused:
            rewrite(story, editor, fields={"headline": "Ours"})
        assert refused.value.theirs.headline == "Theirs"
        assert Story.objects.get().headline == "Theirs"

    def test_by_an_act_counts_too(self, editor: User) -> None:
        story = make_story("draft")
        desk.submit(story=story, by=editor)
        with pytest.raises(desk.Changed):
            desk.publish(story=story, by=editor, seen=story.version)

    def test_shows_nothing_to_who_may_no_longer_see_it(self, editor: User) -> None:
        story = make_story("live")
        desk.withdraw(story=story, by=editor, reason="Doubts.")
        other = make_user("reporter", name="other")
        with pytest.raises(desk.NotAllowed):
            rewrite(story, other, fields={"headline": "Ours"})

    def test_deleted_meanwhile_is_refused(self, editor: User) -> None:
        story = make_story("draft")
        desk.delete(story=Story.objects.get(), by=editor)
        with pytest.raises(desk.NotAllowed):
            rewrite(story, editor, fields={"headline": "Ours"})


def test_right_that_ended_while_typing_is_refused(editor: User) -> None:
    story = make_story("draft")
    desk.publish(story=story, by=editor)
    story.refresh_from_db()
    with pytest.raises(desk.NotAllowed):
        rewrite(story, story.created_by, fields={"headline": "Mine"})


def test_same_form_sent_twice_makes_one_story(editor: User) -> None:
    token = uuid.uuid4()
    first, second = (desk.start(by=editor, fields={"headline": "Once"}, token=token) for _ in range(2))
    assert first == second
    assert Story.objects.count() == 1


def test_form_of_somebody_else_gives_nothing_away(editor: User) -> None:
    token = uuid.uuid4()
    desk.start(by=editor, fields={"headline": "Mine"}, token=token)
    with pytest.raises(desk.Refused):
        desk.start(by=make_user("reporter"), fields={"headline": "Yours"}, token=token)


def test_lead_image_is_used_with_its_own_words(editor: User) -> None:
    photo = make_photo(caption="Words of the library")
    story = start(editor, lead_image=photo, lead_caption="Words of this story")
    assert (story.lead_image, story.lead_caption) == (photo, "Words of this story")


def test_bylines_of_two_roles_for_one_author(editor: User) -> None:
    author = make_author()
    rows = {"bylines": [{"author": author, "role": role} for role in ("writer", "photographer")]}
    rewrite(make_story("draft", authors=[]), editor, rows=rows)
    assert Byline.objects.count() == 2
