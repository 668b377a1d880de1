"""A story is saved while what it names is changed or deleted: no deadlock, no hole, a sentence at most."""

from typing import Any

import pytest
from django.test import Client

from articles import desk
from articles.desk import library
from articles.desk.rerendering import rerender
from articles.models import RelatedLink, Story
from newsroom.core.models import User
from tests.articles.desk_form import change, opened
from tests.builders import make_author, make_category, make_photo, make_story, make_topic, make_user
from tests.two_connections import Act, crowd, meet

pytestmark = pytest.mark.django_db(transaction=True)
MAKE: dict[str, Any] = {
    "photo": make_photo,
    "author": make_author,
    "topic": make_topic,
    "category": lambda: make_category(slug="new"),
}
# Where a sentence about it stands on the story's form.
PLACE = {"photo": "lead_image", "author": "bylines", "topic": "topics", "category": "category"}
CHANGE: dict[str, Any] = {
    "photo": library.describe_photo,
    "author": library.change_author,
    "topic": library.change_topic,
    "category": library.change_category,
}


@pytest.fixture
def editor() -> User:
    return make_user("editor")


def naming(noun: str, row: Any, story: Story, by: User) -> Act:
    """Return the act that saves the story with the row in its place."""
    place = PLACE[noun]
    save: Any = desk.save_draft if story.is_live else desk.write
    if place in ("bylines", "topics"):
        return lambda: save(story=story, by=by, fields={}, rows={place: [{noun: row}]})
    return lambda: save(story=story, by=by, fields={place: row})


def picking(story: Story, *targets: Story, by: User) -> Act:
    rows = {"related": [{"target": target} for target in targets]}
    return lambda: desk.write(story=story, by=by, fields={}, rows=rows)


def picks(story: Story) -> list[Story]:
    return [link.target for link in RelatedLink.objects.filter(story=story) if link.target]


def test_two_stories_that_pick_each_other_are_saved_without_waiting(editor: User) -> None:
    one, two = make_story("draft"), make_story("draft")
    met = meet(picking(one, two, by=editor), picking(two, one, by=editor))
    assert not met.waited
    assert (picks(one), picks(two)) == ([two], [one])


def test_story_is_withdrawn_without_waiting_for_one_that_picks_it(editor: User) -> None:
    story, other = make_story("draft"), make_story()
    met = meet(
        picking(story, other, by=editor), lambda: desk.withdraw(story=other, by=editor, reason="Doubts.")
    )
    assert not met.waited
    assert Story.objects.get(pk=other.pk).state() == Story.State.WITHDRAWN


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("state", ["draft", "live"])
def test_what_a_story_is_about_to_name_is_not_deleted(state: str, noun: str, editor: User) -> None:
    story, row = make_story(state, authors=[]), MAKE[noun]()
    met = meet(
        naming(noun, row, story, editor),
        lambda: getattr(library, f"delete_{noun}")(**{noun: row}, by=editor),
    )
    assert met.waited
    assert isinstance(met.second, library.InUse)


@pytest.mark.parametrize("noun", MAKE)
def test_story_that_names_what_is_being_deleted_is_refused_beside_the_field(noun: str, editor: User) -> None:
    story, row = make_story("draft", authors=[]), MAKE[noun]()
    met = meet(
        lambda: getattr(library, f"delete_{noun}")(**{noun: row}, by=editor),
        naming(noun, row, story, editor),
    )
    assert met.waited
    assert isinstance(met.second, desk.Refused)
    assert list(met.second.errors) == [PLACE[noun]]
    assert Story.objects.get().version == story.version


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("is_named_first", [True, False])
def test_what_a_story_names_is_changed_without_waiting(noun: str, is_named_first: bool, editor: User) -> None:
    story, row = make_story("draft", authors=[]), MAKE[noun]()
    word = "alt" if noun == "photo" else "name"

    def changing() -> Any:
        return CHANGE[noun](**{noun: row}, by=editor, fields={word: "Typed anew"})

    acts = naming(noun, row, story, editor), changing
    met = meet(*(acts if is_named_first else reversed(acts)))
    assert not met.waited
    row.refresh_from_db()
    assert (getattr(row, word), library.uses(row)[0].get()) == ("Typed anew", story)


def test_story_that_picks_a_draft_being_deleted_is_refused_beside_its_picks(editor: User) -> None:
    story, draft = make_story("draft"), make_story("draft")
    met = meet(lambda: desk.delete(story=draft, by=editor), picking(story, draft, by=editor))
    assert met.waited
    assert list(met.second.errors) == ["related"]


def test_draft_that_a_story_is_about_to_pick_is_deleted_with_the_pick(editor: User) -> None:
    story, draft, other = make_story("draft"), make_story("draft"), make_story()
    met = meet(picking(story, other, draft, by=editor), lambda: desk.delete(story=draft, by=editor))
    assert met.waited
    assert picks(story) == [other]


@pytest.mark.parametrize("stays", [True, False])
def test_draft_is_deleted_while_a_story_that_picks_it_is_saved(stays: bool, editor: User) -> None:
    draft, other = make_story("draft"), make_story()
    story = make_story("draft", related=[draft, other])
    kept = [draft, other] if stays else [other]
    met = meet(picking(story, *kept, by=editor), lambda: desk.delete(story=draft, by=editor))
    assert met.waited
    assert picks(story) == [other]


def test_two_drafts_that_pick_each_other_are_deleted(editor: User) -> None:
    one = make_story("draft")
    two = make_story("draft", related=[one])
    RelatedLink.objects.create(story=one, target=two)
    crowd(
        # Both deletions stop before the first pick, and then want both.
        lambda: list(RelatedLink.objects.select_for_update()),
        lambda: desk.delete(story=one, by=editor),
        lambda: desk.delete(story=two, by=editor),
    )
    assert not Story.objects.exists()
    assert not RelatedLink.objects.exists()


def test_stories_are_rendered_again_while_one_is_saved_that_picks_another(editor: User) -> None:
    one, two = make_story("draft"), make_story("draft")
    met = meet(picking(two, one, by=editor), rerender)
    assert (met.second, picks(two)) == ((2, 0), [one])


def test_form_that_names_a_photo_being_deleted_is_shown_again_with_everything_typed(
    editor: User, client: Client
) -> None:
    client.force_login(editor)
    story, photo = make_story("draft"), make_photo()
    typed = opened(client, change(story)) | {"kicker": "Typed & kept", "lead_image": str(photo.pk)}
    met = meet(
        lambda: library.delete_photo(photo=photo, by=editor),
        lambda: client.post(change(story), typed | {"act": "write"}),
    )
    page = met.second.content.decode()
    assert (met.waited, met.second.status_code) == (True, 422)
    assert "Typed &amp; kept" in page
    assert "Somebody deleted what stands here in the meantime." in page
