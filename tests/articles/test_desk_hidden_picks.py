"""Picks and uses of stories that a person may not see: kept and counted, and never named."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import RelatedLink, Story
from newsroom.core.models import User
from tests.articles.desk_form import change, opened
from tests.articles.desk_form import read as read_form
from tests.builders import make_author, make_category, make_photo, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db
WORD = "xqhidden"
MAKERS: dict[str, Any] = {
    "photo": make_photo,
    "author": make_author,
    "topic": make_topic,
    "category": make_category,
}
INSTEAD = "A story that you may not see yet"


@pytest.fixture
def hidden() -> Story:
    return make_story("draft", headline=f"{WORD} headline", created_by=make_user("reporter", name="other"))


@pytest.fixture
def me() -> User:
    return make_user("reporter", name="me")


@pytest.fixture
def mine(client: Client, me: User) -> Client:
    client.force_login(me)
    return client


def picking(number: object) -> dict[str, Any]:
    """Return what a form sends that picks this story."""
    row = {"target": number, "order": 0}
    return {f"related_links-0-{name}": value for name, value in row.items()} | {
        "related_links-TOTAL_FORMS": 1,
        "related_links-INITIAL_FORMS": 0,
    }


def test_a_refused_form_does_not_name_a_hidden_story_that_it_picked(mine: Client, hidden: Story) -> None:
    listing = make_story("draft", created_by=hidden.created_by, related=[hidden])
    for url in (change(listing), change(make_story("live", created_by=hidden.created_by, related=[hidden]))):
        answer = mine.post(url, {"act": "write", "headline": "Typed"} | picking(hidden.pk))
        assert answer.status_code == 403
        assert "Typed" in answer.content.decode()
        assert WORD not in answer.content.decode()


def test_a_hidden_story_cannot_be_picked_by_its_number(mine: Client, me: User, hidden: Story) -> None:
    draft = make_story("draft", created_by=me)
    form = opened(mine, change(draft))
    answer = mine.post(change(draft), form | picking(hidden.pk))
    assert answer.status_code == 422
    assert WORD not in answer.content.decode()
    assert not draft.related_links.exists()


def test_a_pick_of_an_editor_stays_in_ones_draft_without_its_name(
    mine: Client, me: User, hidden: Story
) -> None:
    draft = make_story("draft", created_by=me, related=[hidden])
    page = mine.get(change(draft))
    assert INSTEAD in page.content.decode()
    assert WORD not in page.content.decode()
    sent = mine.post(change(draft), opened(mine, change(draft)) | {"headline": "Typed", "act": "write"})
    assert sent.status_code == 302
    assert [link.target for link in draft.related_links.all()] == [hidden]


@pytest.mark.parametrize("state", sorted(set(Story.State) - {Story.State.DRAFT}))
def test_ones_own_story_out_of_ones_hands_shows_nothing_of_it(
    mine: Client, me: User, hidden: Story, state: str
) -> None:
    story = make_story(state, created_by=me, related=[hidden])
    assert WORD not in mine.get(change(story)).content.decode()


def test_a_conflict_does_not_name_it(mine: Client, me: User, hidden: Story) -> None:
    draft = make_story("draft", created_by=me)
    form = opened(mine, change(draft))
    RelatedLink.objects.create(story=draft, target=hidden)
    Story.objects.filter(pk=draft.pk).update(version=draft.version + 1, headline="By a colleague")
    answer = mine.post(change(draft), form | {"headline": "Typed", "act": "write"})
    assert answer.status_code == 409
    assert "By a colleague" in answer.content.decode()
    assert INSTEAD in answer.content.decode()
    assert WORD not in answer.content.decode()
    assert read_form(answer).values["headline"] == "Typed"


@pytest.mark.parametrize("kind", ["photo", "author", "topic", "category"])
def test_whoever_may_delete_in_the_library_is_told_how_many_hidden_stories_use_it(
    mine: Client, me: User, kind: str
) -> None:
    rights = Permission.objects.filter(codename__in=(f"view_{kind}", f"delete_{kind}"))
    me.user_permissions.set(rights)
    row = MAKERS[kind]()
    used: dict[str, Any] = {
        "photo": {"lead_image": row},
        "author": {"authors": [row]},
        "topic": {"topics": [row]},
    }
    uses = used.get(kind, {"category": row})
    make_story("draft", headline=f"{WORD} headline", created_by=make_user("reporter"), **uses)
    make_story("live", headline="Seen by all", **uses)
    page = mine.get(f"/admin/articles/{kind}/{row.pk}/delete/").content.decode()
    assert "Seen by all" in page
    assert "1 story that you may not see" in page
    assert WORD not in page


def test_a_form_of_somebody_without_rights_names_nothing_of_the_library(client: Client) -> None:
    client.force_login(make_user("fundraiser"))
    photo, author, topic = make_photo(alt=WORD), make_author(name=WORD), make_topic(name=WORD)
    sent: dict[str, Any] = {"act": "write", "headline": "Typed", "lead_image": photo.pk}
    for prefix, field, row in (("story_topics", "topic", topic), ("bylines", "author", author)):
        sent |= {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-0-{field}": row.pk}
    answer = client.post("/admin/articles/story/add/", sent)
    assert answer.status_code == 403
    assert "Typed" in answer.content.decode()
    assert WORD not in answer.content.decode()
