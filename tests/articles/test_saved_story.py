"""Saved story: one HTML file with its pictures and style inside, which opens without a network."""

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import photos
from articles.models import Photo, Story
from tests import builders, paper
from tests.articles.conftest import Reader

pytestmark = pytest.mark.django_db
MOST = 300_000
MOST_QUERIES = 9
# Attributes whose URL a browser fetches by itself, and elements that run or load.
FETCHED = {
    "src",
    "srcset",
    "poster",
    "background",
    "data",
    "action",
    "formaction",
    "ping",
    "style",
    "imagesrcset",
}
LOADING = {"script", "iframe", "object", "embed", "base", "source", "video", "audio", "form", "frame"}


class Loads(HTMLParser):
    """Collects what of a page a browser would fetch, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.feed(page)
        for sheet in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
            self.found += re.findall(r"@import.*|(?:url|image|image-set|src)\([^)]*\)", sheet)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in LOADING or (tag == "meta" and values.get("http-equiv", "").lower() == "refresh"):
            self.found.append(tag)
        if tag == "link" and values.get("rel") != "canonical":
            self.found.append(str(values))
        for name in FETCHED & values.keys() | {each for each in values if each.startswith("on")}:
            inside = tag == "img" and name == "src" and values[name].startswith("data:image/")
            (self.pictures if inside else self.found).append(values[name])
        if tag == "a":
            self.links.append(values["href"])


def url_of(story: Story) -> str:
    return f"/saved{story.get_absolute_url()}"


def make_kept(number: int, *sizes: tuple[int, int]) -> Photo:
    """Make a photo whose renditions have these widths and sizes in bytes."""
    renditions = []
    for width, size in sizes:
        name = f"photos/kept/{number}-{width}.webp"
        default_storage.delete(name)
        default_storage.save(name, ContentFile(bytes([number]) * size))
        renditions.append({"width": width, "height": width, "format": "webp", "name": name, "size": size})
    return builders.make_photo(renditions=renditions, caption=f"Caption {number}", credit=f"Credit {number}")


def text_of(characters: int) -> str:
    return "".join(f"<p>{'ice ' * 250}</p>" for _ in range(characters // 1000))


def test_it_holds_the_whole_story_and_loads_nothing(reader: Reader) -> None:
    story = paper.publish(3)
    page = reader.page(url_of(story))
    loads = Loads(page)
    assert loads.found == []
    assert len(loads.pictures) == 1
    told = [correction.words for correction in story.corrections.all()]
    for words in (story.headline, story.standfirst, "nine captains", "Nina Feldt", *told):
        assert words in page
    assert told
    assert story.lead_image
    assert story.lead_image.credit in page
    here = f"{settings.SITE_URL}{story.get_absolute_url()}"
    assert f'<link rel="canonical" href="{here}">' in page
    assert here in loads.links
    assert [link for link in loads.links if not link.startswith(("https://", "http://"))] == []
    assert f'datetime="{timezone.localtime(story.corrected_at).isoformat(timespec="minutes")}"' in page


def test_links_of_the_text_lead_to_the_site_from_anywhere(reader: Reader) -> None:
    story = builders.make_story(body_source='<p>As <a href="/2026/05/03/ice-a1">we wrote</a> in May.</p>')
    assert f"{settings.SITE_URL}/2026/05/03/ice-a1" in Loads(reader.page(url_of(story))).links


def test_what_a_browser_would_load_is_found() -> None:
    planted = [
        '<img src="/media/a.webp">',
        '<link rel="icon" href="/a.svg">',
        "<style>p { background: url(a.png) }</style>",
        "<script>go()</script>",
        '<p style="background: red">',
        '<p onclick="go()">',
    ]
    assert [len(Loads(html).found) for html in planted] == [1] * len(planted)


def test_its_policy_allows_its_own_sheet_alone(reader: Reader) -> None:
    page = reader.page(url_of(builders.make_story(body_source=paper.EVERYTHING)))
    sheet = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    hashed = b64encode(hashlib.sha256(sheet[0].encode()).digest()).decode().replace("+", "&#x2B;")
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert len(sheet) == len(policy) == 1
    assert f"style-src &#x27;sha256-{hashed}&#x27;" in policy[0].replace("+", "&#x2B;")
    assert "default-src &#x27;none&#x27;; img-src data:;" in policy[0]


def test_its_name_holds_the_hash_of_what_is_in_it(reader: Reader) -> None:
    story = builders.make_story()
    first, again = reader.get(url_of(story)), reader.get(url_of(story))
    day, _slash, words = story.get_absolute_url().strip("/").rpartition("/")
    digest = hashlib.sha256(first.content).hexdigest()[:16]
    name = f'attachment; filename="{day.replace("/", "-")}-{words}-{digest}.html"'
    assert first.headers["Content-Disposition"] == again.headers["Content-Disposition"] == name
    builders.with_correction(story)
    corrected = reader.get(url_of(story))
    assert "It was 2009, not 2011." in corrected.content.decode()
    assert corrected.headers["Content-Disposition"] != name


def test_caches_keep_it_as_long_as_a_page_and_search_engines_leave_it(reader: Reader) -> None:
    url = url_of(builders.make_story())
    answer = reader.get(url)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == reader.get("/").headers["Cache-Control"]
    assert reader.get(url, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
    assert "/saved/" not in reader.page("/sitemaps/pages.xml") + reader.page("/sitemaps/news.xml")


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("expired", 404), ("withdrawn", 410)])
def test_what_is_not_live_cannot_be_saved(state: str, status: int, reader: Reader) -> None:
    answer = reader.get(url_of(builders.make_story(state)))
    assert answer.status_code == status
    assert "Content-Disposition" not in answer.headers


def test_another_address_of_the_story_leads_to_its_own(reader: Reader) -> None:
    story = builders.make_story()
    answer = reader.get(f"/saved/1999/01/01/wrong-a{story.pk}")
    assert (answer.status_code, answer.headers["Location"]) == (301, url_of(story))


@pytest.mark.parametrize(("text", "inside"), [(1_000, "640"), (100_000, "320"), (280_000, ""), (400_000, "")])
def test_pictures_give_way_until_the_file_is_small_enough(text: int, inside: str, reader: Reader) -> None:
    photo = make_kept(1, (320, 60_000), (640, 180_000), (1024, 250_000))
    story = builders.make_story(lead_image=photo, body_source=text_of(text))
    page = reader.page(url_of(story))
    assert len(page.encode()) <= max(MOST, text * 1.03)
    widths = {str(row["width"]): row["size"] for row in photo.renditions}
    assert [len(each) > widths[inside] for each in Loads(page).pictures] == ([True] if inside else [])
    assert "Caption 1" in page
    assert "Credit 1" in page
    link = re.findall(r'<p class="picture-line"[^>]*><a href="([^"]*)">Picture: ', page)
    assert link == ([] if inside else [f"{settings.SITE_URL}{photo.file.url}"])


def test_a_portrait_takes_what_the_lead_picture_left(reader: Reader) -> None:
    lead, portrait = make_kept(1, (640, 150_000)), make_kept(2, (320, 40_000))
    author = builders.make_author(photo=portrait)
    values: dict[str, Any] = {"lead_image": lead, "kind": "opinion", "authors": [author]}
    small = Loads(reader.page(url_of(builders.make_story(**values)))).pictures
    long = reader.page(url_of(builders.make_story(**values, body_source=text_of(70_000))))
    assert (len(small), len(Loads(long).pictures)) == (2, 1)
    assert len(long.encode()) <= MOST


def test_twelve_large_pictures_fill_the_room_and_no_more() -> None:
    room, urls = MOST, []
    for number in range(12):
        url = photos.data_url(make_kept(number, (320, 30_000), (640, 90_000)), widest=640, most=room)
        room -= len(url)
        urls.append(url)
    assert room >= 0
    assert [len(url) // 10_000 for url in urls] == [12, 12, 4, *[0] * 9]


def test_a_picture_whose_file_is_not_there_is_a_line(reader: Reader) -> None:
    page = reader.page(url_of(builders.make_story(lead_image=builders.make_photo())))
    assert Loads(page).pictures == []
    assert "Four cranes over a river in fog." in page


def test_story_and_text_edition_lead_to_it(reader: Reader) -> None:
    story = builders.make_story()
    for page in (story.get_absolute_url(), f"/lite{story.get_absolute_url()}"):
        assert f'href="{url_of(story)}"' in reader.page(page)


def test_a_russian_one_is_russian_throughout(reader: Reader) -> None:
    words: dict[str, Any] = {
        "headline": "Гавань",
        "kicker": "Лёд",
        "standfirst": "Ждут",
        "body_source": "<p>Письмо.</p>",
    }
    author = builders.make_author(name="Нина Фельдт", slug="nina")
    story = builders.make_story(language="ru", slug="gavan", authors=[author], **words)
    page = re.sub(r"<style>.*?</style>", "", reader.page(url_of(story)), flags=re.DOTALL)
    assert '<html lang="ru">' in page
    shown = re.sub(r"<[^>]*>", " ", page).replace(settings.PUBLICATION_NAME, "")
    assert set(re.findall(r"[A-Za-z]+", re.sub(r"https?://\S+", "", shown))) <= {"UTC"}


def test_it_takes_few_queries() -> None:
    story = paper.publish(3)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(url_of(story)).status_code == 200
    assert len(queries) <= MOST_QUERIES
