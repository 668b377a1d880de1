"""Credits, description and picture of a story, the same on pages, in feeds and in structured data."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from articles import body, cards, photos
from articles.models import Author, Byline, Photo, Story

# The path of a story in the text edition, made of that of its whole page.
LITE = "/lite{}"
# The path of the file of a story that readers save, made likewise.
SAVED = "/saved{}"
# Addresses in stored HTML that count on the page around them.
RELATIVE = re.compile(r'(?<=\s)(href|src)="([/#])')


def credits(story: Story) -> list[tuple[str, list[Author]]]:
    """Return roles with their authors, writers first, each role in the editors' order."""
    rows = list(story.bylines.all())
    roles = [(role, [row.author for row in rows if row.role == role]) for role in Byline.Role.values]
    return [(role, authors) for role, authors in roles if authors]


def writer(story: Story) -> Author | None:
    """Return the first author, writers before others."""
    named = credits(story)
    return named[0][1][0] if named else None


def description(story: Story) -> str:
    """Return a sentence for search engines and previews: the editor's, else the best there is."""
    said = story.search_description or story.summary or story.standfirst
    return body.excerpt(said or story.body_text, 200)


def source(photo: Photo, width: int) -> str:
    """Return the URL of the smallest JPEG that is so wide; until there are any, of the original."""
    made = [row for row in photo.renditions if row["format"] == "jpeg"]
    fitting = [row for row in made if row["width"] >= width] or made[-1:]
    return default_storage.url(fitting[0]["name"] if fitting else str(photo.file))


@dataclass(frozen=True)
class Card:
    """Card picture of a story: its path, and the words on it."""

    url: str
    alt: str
    width: int = photos.CARD_SIZE[0]
    height: int = photos.CARD_SIZE[1]


def card(story: Story) -> Card | None:
    """Return the picture that networks show of a live story without a photo, once it is drawn."""
    if story.lead_image_id or not story.is_live or not cards.is_drawn(story):
        return None
    url = reverse("articles:card_file", args=[story.pk, cards.digest_of(story)])
    return Card(url=url, alt=f"{settings.PUBLICATION_NAME}: {story.headline}")


def absolute(url: str) -> str:
    """Return a URL of this site with scheme and host; one of another site stays."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def absolute_links(html: str, page: str) -> str:
    """Return stored HTML whose addresses can be followed from anywhere; `page` is the URL of its own page."""
    return RELATIVE.sub(
        lambda found: f'{found[1]}="{settings.SITE_URL + "/" if found[2] == "/" else page + "#"}', html
    )
