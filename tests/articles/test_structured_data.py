"""Structured data of a story: every term is one of schema.org, with the kind of value that it takes."""

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from articles.models import Byline, Story
from tests import builders
from tests.articles.conftest import Reader
from tests.articles.test_reader_story import data_of

TERMS: dict[str, Any] = json.loads(Path(__file__).with_name("schema_org_terms.json").read_text())["types"]


def _is_moment(value: Any) -> bool:
    return datetime.datetime.fromisoformat(value).tzinfo is not None


VALUES: dict[str, Callable[[Any], bool]] = {
    "Text": lambda value: isinstance(value, str) and bool(value),
    "URL": lambda value: isinstance(value, str) and value.startswith(("https://", "http://")),
    "DateTime": _is_moment,
    "Integer": lambda value: type(value) is int,
    "Boolean": lambda value: type(value) is bool,
}


def faults(data: dict[str, Any]) -> Iterator[str]:
    """Yield each term that is none of its type, and each value of another kind than the term takes."""
    kind = data["@type"]
    terms = TERMS[TERMS[kind]] if isinstance(TERMS[kind], str) else TERMS[kind]
    for name, value in data.items():
        if name.startswith("@"):
            continue
        if name not in terms:
            yield f"{kind} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            if terms[name] in TERMS:
                found = each["@type"] if isinstance(each, dict) else each
                yield from faults(each) if found == terms[name] else [f"{kind}.{name} is {found}"]
            elif not VALUES[terms[name]](each):
                yield f"{kind}.{name} is {each!r}"


@pytest.mark.parametrize("kind", list(Story.Kind))
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_term_is_known(kind: str, language: str, reader: Reader) -> None:
    story = builders.make_story(
        kind=kind,
        language=language,
        lead_image=builders.make_photo(caption="A port.", credit="A. B."),
        topics=[builders.make_topic()],
    )
    roles = ["photographer", "translator", "editor", "reporter"]
    for order, role in enumerate(roles, start=1):
        author = builders.make_author(name=f"Of {role}", slug=role)
        Byline.objects.create(story=story, author=author, role=role, order=order)
    builders.with_correction(story, kind="retraction")
    data = data_of(reader.page(story.get_absolute_url()))
    assert list(faults(data)) == []
    assert data["@type"] in {"NewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle"}
    assert [person["name"] for person in data["author"]] == ["Nina Feldt", "Of reporter"]
    assert [data[term][0]["name"] for term in ("contributor", "translator", "editor")] == [
        f"Of {role}" for role in roles[:3]
    ]


def test_a_bare_story_says_no_term_without_a_value(reader: Reader) -> None:
    story = builders.make_story(authors=[], summary="", standfirst="")
    data = data_of(reader.page(story.get_absolute_url()))
    assert list(faults(data)) == []
    assert "author" not in data
    assert data["isAccessibleForFree"] is True


def test_it_says_where_the_story_stands(reader: Reader) -> None:
    story = builders.make_story(kind="opinion")
    data = data_of(reader.page(story.get_absolute_url()))
    assert data["@type"] == "OpinionNewsArticle"
    steps = data["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
    assert story.category
    assert [step["item"].removeprefix(settings.SITE_URL) for step in steps] == [
        "/",
        story.category.get_absolute_url(),
        story.get_absolute_url(),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("writer", "Nina"), ("headline", ""), ("author", [{"@type": "Robot"}]), ("wordCount", "12")],
)
def test_a_planted_fault_is_found(name: str, value: Any) -> None:
    assert list(faults({"@type": "NewsArticle", "headline": "Ice", name: value}))
