"""A story has one edition in each language; an edition is begun from its sister by one press."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles import desk
from articles.desk import editions
from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests.answers import Answer
from tests.articles.desk_form import change
from tests.builders import make_author, make_photo, make_story, make_topic, make_user, with_draft

pytestmark = pytest.mark.django_db


def begin(client: Client, story: Story, language: str = "ru") -> Answer:
    return client.post(change(story).replace("/change/", "/edition/"), {"language": language, "end": "1"})


def test_one_press_begins_an_edition_with_the_words_names_and_promises_of_its_sister(at_desk: Client) -> None:
    promised = timezone.now() + datetime.timedelta(days=1)
    authors, photo = [make_author(), make_author(name="Timur", slug="timur")], make_photo()
    story = make_story(
        "draft", authors=authors, topics=[make_topic()], lead_image=photo, embargo_until=promised
    )
    page = at_desk.get(change(story)).content.decode()
    assert re.search(
        r'<button type="submit" class="button" form="edition-ru">\s*Begin the edition: Русский', page
    )
    sent = begin(at_desk, story)
    russian = Story.objects.get(language="ru")
    assert sent.headers["Location"] == change(russian)
    assert (russian.state(), russian.edition_group) == (Story.State.DRAFT, story.edition_group)
    assert (russian.headline, russian.body_text) == (story.headline, story.body_text)
    assert (russian.lead_image, russian.embargo_until) == (photo, promised)
    assert [row.author.name for row in russian.bylines.all()] == ["Nina Feldt", "Timur"]
    assert (russian.category, list(russian.topics.all())) == (None, [])
    assert AuditEntry.objects.all()[0].act == "story.create"
    for one, other in ((story, russian), (russian, story)):
        assert f'href="{change(other)}"' in at_desk.get(change(one)).content.decode()


def test_pressed_twice_or_by_two_it_is_one_edition(at_desk: Client) -> None:
    story = make_story()
    first, second = begin(at_desk, story), begin(at_desk, story)
    other = Client()
    other.force_login(make_user("editor", name="other"))
    assert first.headers["Location"] == second.headers["Location"] == begin(other, story).headers["Location"]
    assert Story.objects.count() == 2
    said = at_desk.get(second.headers["Location"]).content.decode()
    assert "This edition begins with the words of its sister." in said
    assert "This edition is there already. Nothing was changed in it." in said


def test_a_reporter_begins_one_of_what_readers_see_and_of_no_words_that_wait(client: Client) -> None:
    story = with_draft(make_story(headline="Out"), headline="Waits")
    reporter = make_user("reporter", name="translator")
    client.force_login(reporter)
    begin(client, story)
    russian = Story.objects.get(language="ru")
    assert (russian.headline, russian.created_by) == ("Out", reporter)


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_nobody_begins_one_of_what_is_not_theirs_to_see(client: Client, state: str) -> None:
    story = make_story(state, created_by=make_user("reporter"))
    client.force_login(make_user("reporter", name="somebody-else"))
    assert begin(client, story).status_code == 404
    assert Story.objects.count() == 1


def test_an_edition_that_is_a_colleagues_draft_is_said_to_be_there_and_not_shown(client: Client) -> None:
    story = make_story()
    make_story("draft", language="ru", edition_group=story.edition_group, headline="Secret")
    client.force_login(make_user("reporter", name="somebody-else"))
    assert begin(client, story).headers["Location"] == change(story)
    page = client.get(change(story)).content.decode()
    assert "A colleague has begun this edition already." in page
    assert "Secret" not in page


@pytest.mark.parametrize("language", ["en", "de", "", "x" * 300])
def test_a_language_that_is_none_begins_nothing(at_desk: Client, language: str) -> None:
    story = make_story()
    assert begin(at_desk, story, language).headers["Location"] == change(story)
    assert "Choose another language of the site." in at_desk.get(change(story)).content.decode()
    assert Story.objects.count() == 1


def test_the_database_has_one_story_of_a_language_in_a_group() -> None:
    story = make_story()
    with pytest.raises(IntegrityError, match="story_edition_once"), transaction.atomic():
        make_story(edition_group=story.edition_group)


def test_a_draft_cannot_take_the_language_of_its_sister(editor: User) -> None:
    story = make_story("draft", category=None)
    russian, _is_new = editions.begin(story=story, by=editor, language="ru")
    with pytest.raises(desk.Refused, match="has an edition in that language"):
        desk.write(story=russian, by=editor, fields={"language": "en"}, seen=russian.version)
