"""Russian pages are Russian from first to last."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from articles.models import Story
from tests.articles.conftest import Reader
from tests.builders import make_author, make_category, make_photo, make_story, make_topic

TEMPLATES = Path(settings.BASE_DIR, "templates")
SHOWN = (
    "base.html",
    "404.html",
    "410.html",
    *(f"{each}/*.html" for each in ("partials", "articles", "lite", "saved")),
)
WORDS = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')(?:\s+context\s+"([^"]*)")?""")


def test_every_sentence_of_a_readers_template_has_its_russian() -> None:
    paths = [path for shown in SHOWN for path in TEMPLATES.glob(shown)]
    found = [match for path in paths for match in WORDS.findall(path.read_text())]
    assert len(found) > 30
    with translation.override("ru"):
        for double, single, context in found:
            words = double or single
            said = translation.pgettext(context, words) if context else translation.gettext(words)
            assert re.search("[а-я]", said), f"no Russian for: {words}"


@pytest.fixture
def russian(db: None) -> Story:
    return make_story(
        language="ru",
        headline="Капитаны паромов просят крышу",
        slug="kapitany",
        kicker="Дальний Восток",
        standfirst="Одиннадцать зим.",
        summary="Девять капитанов.",
        body_source="<p>Письмо на одну страницу.</p>",
        category=make_category(name="Регионы", slug="regiony", language="ru"),
        authors=[make_author(name="Нина Фельдт"), make_author(name="Тимур Осин", slug="timur")],
        topics=[make_topic(name="Зерно", slug="zerno", language="ru")],
        lead_image=make_photo(alt="Краны над рекой", credit="Арина Бельская"),
    )


@pytest.mark.parametrize(
    "url",
    ["/ru/", "/ru/category/regiony/", "/ru/topic/zerno/", "/ru/author/nina-feldt/", "story", "/ru/nothing/"],
)
def test_no_english_stands_on_a_russian_page(reader: Reader, russian: Story, url: str) -> None:
    missing = url == "/ru/nothing/"
    page = reader.page(russian.get_absolute_url() if url == "story" else url, 404 if missing else 200)
    assert '<html lang="ru">' in page
    text = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    shown = re.sub(r"<[^>]*>", " ", text) + " ".join(re.findall(r'(?:alt|aria-label)="([^"]*)"', text))
    words = re.findall(r"[A-Za-z]+", shown.replace("The Moscow Times", "").replace("&copy;", ""))
    assert set(words) <= {"English", "cookie"}


def test_russian_dates_and_names_are_written_as_in_russian(reader: Reader, russian: Story) -> None:
    page = reader.page(russian.get_absolute_url())
    assert re.search(r">\d{1,2} [а-я]+(я|а) 20\d\d, \d\d:\d\d</time>", page)
    assert "Нина Фельдт и Тимур Осин" in re.sub("<[^>]*>", "", page)
    assert "/ru/author/nina-feldt/" in page
    assert "/ru/category/regiony/" in page


def test_the_other_language_has_its_own_lists(reader: Reader, russian: Story) -> None:
    assert "Капитаны" not in reader.page("/")
    assert "Капитаны" in reader.page("/ru/")
    reader.page("/author/nina-feldt/", 404)
    reader.page("/category/regiony/", 404)
