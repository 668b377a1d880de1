"""Each text on readers' pages runs in the direction of its own letters, whatever the page's is."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client

from articles import body
from articles.models import Author, Category, Photo, RelatedLink, Story, Topic
from donations.models import Appeal
from newsroom.core.stored_text import typed_columns
from tests.builders import make_author, make_photo, make_story, make_topic

pytestmark = pytest.mark.django_db
HEBREW = "\u05e9\u05dc\u05d5\u05dd!"
VOID = {"meta", "link", "img", "source", "br", "hr", "input"}
# One or two words in a box of their own, where the direction changes nothing; and what is not laid out.
APART = {"kicker", "sections", "site-footer", "photo-credit"}
NOT_SHOWN = {"title", "script"}


class Blocks(HTMLParser):
    """Collect the texts with letters of a right-to-left script that stand in no element with `dir`."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.found: list[str] = []
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = {name for _tag, attrs in self.open for name in (attrs.get("class") or "").split()}
        if HEBREW[0] not in data or APART & classes or self.open[-1][0] in NOT_SHOWN:
            return
        self.seen += 1
        if not any("dir" in attrs for _tag, attrs in self.open):
            self.found.append(f"{self.open[-1]}: {data.strip()}")


@pytest.fixture
def story() -> Story:
    """Make a story in which every text is Hebrew, with everything around it."""
    made = make_story(
        kind="opinion",
        topics=[make_topic()],
        authors=[make_author(photo=make_photo())],
        lead_image=make_photo(),
        related=[make_story()],
    )
    RelatedLink.objects.create(story=made, external_url="https://a.example/", headline="A")
    for placement in Appeal.Placement:
        Appeal.objects.create(placement=placement, language="en", heading="A", priority=9)
    for model in (Appeal, Author, Category, Photo, RelatedLink, Story, Topic):
        columns = set(typed_columns(model)) - {"external_url"}
        model._base_manager.update(**dict.fromkeys(columns, HEBREW))
    rendered = body.render(f"<h2>{HEBREW}</h2><p>{HEBREW}</p><ul><li>{HEBREW}</li></ul>", language="en")
    Story.objects.update(body_html=rendered.html)
    return made


@pytest.mark.parametrize(
    "page", ["/", "story", "/author/nina-feldt/", "/topic/grain/", "/category/regions/", "/support/"]
)
def test_every_text_is_where_its_own_letters_say_the_direction(
    client: Client, story: Story, page: str
) -> None:
    blocks = Blocks()
    blocks.feed(client.get(story.get_absolute_url() if page == "story" else page).content.decode())
    assert blocks.seen
    assert not blocks.found


def test_a_planted_text_without_a_direction_is_found() -> None:
    blocks = Blocks()
    blocks.feed(f'<div><p dir="auto">{HEBREW}</p><p>{HEBREW}</p></div>')
    assert len(blocks.found) == 1
