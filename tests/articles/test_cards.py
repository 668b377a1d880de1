"""Card pictures: what networks show of a live story that has no photo."""

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.functions import Now
from PIL import Image

from articles import cards, desk, photos
from articles.models import Category, Story
from articles.photos.cards import FONT, INK, NEWS, OPINION
from newsroom.core.models import User
from tests import builders
from tests.articles.conftest import Reader
from tests.articles.test_photos_renditions import run_worker

pytestmark = pytest.mark.django_db
LONGEST = "Правительство предложило изменить порядок рассмотрения обращений граждан "
OG = re.compile(r'<meta property="(og:image[:\w]*)" content="([^"]*)">')


def drawn(headline: str = "Ice", label: str = "Arctic", *, hour: int = 5) -> Image.Image:
    data = photos.draw_card(headline, label, "The Moscow Times", opinion=False, hour=hour)
    return Image.open(io.BytesIO(data))


def share_of(image: Image.Image, colour: tuple[int, int, int]) -> float:
    """Return how much of the picture has that colour."""
    counted: dict[Any, int] = {each: number for number, each in image.convert("RGB").getcolors() or ()}
    return counted.get(colour, 0) / (image.width * image.height)


def files_of(story: Story) -> list[Path]:
    folder = Path(default_storage.path(f"cards/{story.pk // 1000}/{story.pk}"))
    return sorted(folder.glob("*")) if folder.exists() else []


@pytest.fixture(autouse=True)
def _no_cards(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def card_url(reader: Reader, story: Story) -> str:
    """Return the path of the card that the story's page names, or nothing."""
    named: dict[str, str] = dict(OG.findall(reader.page(story.get_absolute_url())))
    return named.get("og:image", "").removeprefix(settings.SITE_URL)


def with_card(**changes: Any) -> Story:
    story = builders.make_story(**changes)
    cards.bring_up_to_date(story.pk)
    return story


@pytest.mark.parametrize(("opinion", "colours"), [(False, NEWS), (True, OPINION)])
def test_it_is_a_small_picture_in_the_colours_of_the_paper(opinion: bool, colours: Any) -> None:
    data = photos.draw_card("Ice Comes Late", "Arctic", "The Moscow Times", opinion=opinion, hour=7)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(image.getcolors() or ()) <= 32
    assert len(data) < 30_000
    ground, accent = colours
    assert share_of(image, ground) > 0.8
    assert share_of(image, INK) > 0.01
    assert share_of(image, accent) > 0.001


@pytest.mark.parametrize(
    "headline",
    [
        "Лёд",
        LONGEST * 3,
        "б" * 60,
        "Rindfleischetikettierungsgesetz " * 7,
        "W" * 250,
    ],
)
def test_every_headline_stays_within_the_margins(headline: str) -> None:
    image = drawn(headline).convert("RGB")
    assert share_of(image, INK) > 0.005
    edges = [(0, 0, 50, 630), (1150, 0, 1200, 630), (0, 600, 1200, 630)]
    assert [image.crop(edge).getcolors() for edge in edges] == [
        [((right - left) * (bottom - top), NEWS[0])] for left, top, right, bottom in edges
    ]


def test_a_longer_headline_is_set_smaller() -> None:
    heights: list[int] = []
    for headline in ("I", "I" + " i" * 120):
        first = drawn(headline, "").convert("L").crop((72, 230, 90, 270 if heights else 330))
        box = first.point([255] * 128 + [0] * 128).getbbox()
        assert box
        heights.append(box[3] - box[1])
    assert heights[0] > 1.5 * heights[1]


def test_the_mark_stands_at_the_hour() -> None:
    accent = NEWS[1]
    places = []
    for hour in (0, 12, 23):
        rule = drawn("Ice", "", hour=hour).convert("RGB").crop((0, 126, 1200, 150))
        pixels = rule.load()
        assert pixels
        places.append([x for x in range(1200) if pixels[x, 5] == accent])
    assert [round(sum(xs) / len(xs)) for xs in places] == [72, 600, 1084]


@pytest.mark.parametrize("headline", ["Ice 😀", "北京", "العربية", "\u200b"])
def test_there_is_none_where_the_font_lacks_a_letter(headline: str) -> None:
    assert photos.draw_card(headline, "", "The Moscow Times", opinion=False, hour=0) == b""


@pytest.mark.parametrize("headline", ["Қазақ тілі, Ўзбек, Україна ї ґ", "Café — “quoted”…", "№ 5, 100 ₽, €3"])
def test_there_is_one_where_it_has_them_all(headline: str) -> None:
    assert photos.draw_card(headline, "«Ёлка»", "The Moscow Times", opinion=False, hour=0)


def test_the_font_comes_with_its_licence() -> None:
    licence = FONT.with_name("OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert 'Reserved Font Names "PT Sans", "PT Serif"' in licence


def test_a_page_names_its_card_once_that_is_drawn(reader: Reader) -> None:
    story = builders.make_story()
    assert card_url(reader, story) == ""
    cards.bring_up_to_date(story.pk)
    page = reader.page(story.get_absolute_url())
    named = dict(OG.findall(page))
    assert (named["og:image:width"], named["og:image:height"]) == ("1200", "630")
    assert named["og:image:alt"] == f"{settings.PUBLICATION_NAME}: {story.headline}"
    data = json.loads(re.findall(r"ld\+json\">(.*?)</script>", page, re.DOTALL)[0])
    assert data["image"]["url"] == named["og:image"]
    answer = reader.get(card_url(reader, story))
    assert answer.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_a_story_with_a_photo_has_none(reader: Reader) -> None:
    story = with_card(lead_image=builders.make_photo())
    assert files_of(story) == []
    assert "/cards/" not in reader.page(story.get_absolute_url())


def test_a_retracted_story_names_none(reader: Reader) -> None:
    story = with_card()
    builders.with_correction(story, kind="retraction")
    assert card_url(reader, story) == ""


@pytest.mark.parametrize(
    "change",
    [*({"status": status, "publish_at": None} for status in ("withdrawn", "draft")), {"expires_at": Now()}],
)
def test_it_goes_with_its_story(change: dict[str, Any], reader: Reader) -> None:
    story = with_card()
    url = card_url(reader, story)
    assert reader.get(url).status_code == 200
    Story.objects.filter(pk=story.pk).update(**change)
    assert reader.get(url).status_code == 404


@pytest.mark.parametrize("state", sorted(set(Story.State) - {Story.State.LIVE}))
def test_nobody_gets_the_card_of_what_is_not_live(state: str, reader: Reader) -> None:
    story = builders.make_story(state)
    cards.bring_up_to_date(story.pk)
    for digest in {cards.digest_of(story), "0" * 32, *(path.stem for path in files_of(story))} - {""}:
        assert reader.get(f"/cards/{story.pk}-{digest}.png").status_code == 404


def test_the_card_of_a_changed_headline_goes_at_once(reader: Reader) -> None:
    story = with_card(headline="Semyon D. Asks for a Harbor")
    url = card_url(reader, story)
    Story.objects.filter(pk=story.pk).update(headline="A Captain Asks for a Harbor")
    assert reader.get(url).status_code == 404
    assert card_url(reader, story) == ""
    cards.bring_up_to_date(story.pk)
    assert [path.stem in card_url(reader, story) for path in files_of(story)] == [True]


def test_nobody_can_make_the_name_without_the_key(reader: Reader, settings: Any) -> None:
    story = builders.make_story()
    mine = cards.digest_of(story)
    settings.SECRET_KEY = "another-key-" + "0123456789" * 5
    assert cards.digest_of(story) != mine


@pytest.mark.django_db(transaction=True)
def test_acts_of_the_desk_have_the_worker_draw_it(editor: User, reader: Reader) -> None:
    story = builders.make_story("in_review")
    story = desk.publish(story=story, by=editor)
    assert files_of(story) == []
    run_worker()
    first = card_url(reader, story)
    assert first
    story = desk.save_draft(story=story, by=editor, fields={"headline": "Harbor Is Built"})
    run_worker()
    assert card_url(reader, story) == first
    story = desk.publish_changes(story=story, by=editor, material=False)
    run_worker()
    assert card_url(reader, story) not in ("", first)
    assert len(files_of(story)) == 1
    desk.withdraw(story=story, by=editor, reason="It was wrong.")
    run_worker()
    assert files_of(story) == []


def test_it_can_be_killed_and_run_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    story = builders.make_story()

    def killed(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            cards.bring_up_to_date(story.pk)
    assert card_url(reader, story) == ""
    cards.bring_up_to_date(story.pk)
    assert reader.get(card_url(reader, story)).status_code == 200


def test_what_is_the_same_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    story = with_card()
    monkeypatch.setattr(photos, "draw_card", None)
    cards.bring_up_to_date(story.pk)
    assert len(files_of(story)) == 1


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_leaves_one_whole_file(reader: Reader) -> None:
    story = builders.make_story()

    def draw(_turn: int) -> None:
        try:
            cards.bring_up_to_date(story.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(draw, range(4)))
    (path,) = files_of(story)
    assert path.suffix == ".png"
    assert Image.open(io.BytesIO(path.read_bytes())).size == (1200, 630)


def test_at_night_old_files_go_and_missing_ones_are_drawn(reader: Reader) -> None:
    missing, withdrawn = builders.make_story(), with_card()
    Story.objects.filter(pk=withdrawn.pk).update(status="withdrawn", publish_at=None)
    renamed, gone = with_card(kicker=""), with_card()
    gone_files = files_of(gone)
    Category.objects.filter(stories=renamed).update(name="Provinces")
    old = card_url(reader, renamed) or files_of(renamed)[0].stem
    Story.objects.filter(pk=gone.pk).update(status="draft", publish_at=None)
    cards.look_after()
    assert reader.get(card_url(reader, missing)).status_code == 200
    assert files_of(withdrawn) == files_of(gone) == []
    assert gone_files
    assert card_url(reader, renamed) not in ("", old)
    assert len(files_of(renamed)) == 1
