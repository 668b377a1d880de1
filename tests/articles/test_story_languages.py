"""A story may be in the languages of the setting, and outlives one that is taken out of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles import desk
from articles.models import Story
from tests.articles.conftest import Reader
from tests.articles.desk_form import ADD
from tests.builders import make_category, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db


def test_the_desk_refuses_a_language_that_the_site_does_not_have() -> None:
    with pytest.raises(desk.Refused) as refused:
        desk.start(by=make_user("editor"), fields={"headline": "Häfen", "language": "de"})
    assert list(refused.value.errors) == ["language"]
    assert not Story.objects.exists()


@pytest.mark.parametrize("model", ["category", "topic"])
def test_a_heading_in_a_language_that_the_site_does_not_have_is_refused(client: Client, model: str) -> None:
    client.force_login(make_user("editor"))
    typed = {"name": "Häfen", "slug": "", "language": "de", "introduction": "", "order": "0"}
    page = client.post(f"/admin/articles/{model}/add/", typed).content.decode()
    assert "de is not one of the available choices" in page
    assert 'value="Häfen"' in page


def test_the_desk_offers_the_languages_of_the_site_by_their_own_names(client: Client) -> None:
    client.force_login(make_user("editor", language="ru"))
    page = client.get(ADD, follow=True).content.decode()
    field = page[page.index('name="language"') :]
    assert re.findall(r"<option[^>]*>([^<]*)", field[: field.index("</select>")]) == ["English", "Русский"]


def test_a_story_stays_when_its_language_is_taken_out_of_the_setting(reader: Reader) -> None:
    heading = {"language": "de", "slug": "hafen", "name": "Häfen"}
    story = make_story(
        language="de", category=make_category(**heading), topics=[make_topic(**heading)], lead_image=None
    )
    page = reader.page(story.get_absolute_url())
    assert '<html lang="de">' in page
    assert 'href="/category/hafen/">Far East</a>' in page
    assert page.count('hreflang="') == 2
    assert story.headline not in reader.page("/")


def test_somebody_whose_language_is_taken_out_finds_the_desk_in_the_default_one(client: Client) -> None:
    client.force_login(make_user("editor", language="de"))
    assert '<html lang="en"' in client.get("/admin/").content.decode()
