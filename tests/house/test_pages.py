"""House rules for every page, whatever stands on it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests import builders, pages, paper
from tests.house.markup import no_code_or_style_stands_in_a_page

pytestmark = pytest.mark.django_db


def faults(html: str) -> Iterator[str]:
    """Return what is wrong with a whole page."""
    headings = len(re.findall(r"<h1[\s>]", html))
    if headings != 1:
        yield f"has {headings} <h1>"
    # The map of the editor's modules is data, and carries the nonce of the page.
    without_map = re.sub(r'<script type="importmap"[^>]* nonce="[^>]*>', "", html)
    yield from no_code_or_style_stands_in_a_page({"templates/page.html": without_map})
    if not re.search(r"<html[^>]* lang=\"?(en|ru)", html):
        yield "names no language"
    if not re.search(r"<title>\s*[^<\s]", html):
        yield "has no title"
    if found := re.search(r"{[{%]|{#|#}", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)):
        yield f"shows {found[0]} of its template"


def client_of(role: str) -> Client:
    client = Client()
    if role:
        changes: dict[str, Any] = {"name": "administrator", "is_superuser": True} if role == "admin" else {}
        client.force_login(builders.make_user("editor" if role == "admin" else role, **changes))
    return client


@pytest.mark.parametrize("kind", [pages.public, pages.desk])
def test_every_page_keeps_the_rules(kind: Callable[[], list[pages.Page]]) -> None:
    paper.publish()
    found = []
    for page in kind():
        answer = client_of(page.role).get(page.path)
        assert answer.status_code == page.status, f"{page}: {answer.status_code}"
        found += [f"{page} {fault}" for fault in faults(answer.content.decode())]
    assert found == []


@pytest.mark.parametrize(
    "html",
    [
        "<html lang=en><title>x</title><h1>One</h1><h1>Two</h1>",
        "<html lang=en><title>x</title><p>None</p>",
        "<html><title>x</title><h1>One</h1>",
        "<html lang=en><title> </title><h1>One</h1>",
        "<html lang=en><title>x</title><h1>{{ story }}</h1>",
        "<html lang=en><title>x</title><h1 onclick='x()'>One</h1>",
    ],
)
def test_a_planted_fault_is_found(html: str) -> None:
    assert len(list(faults(html))) == 1


def test_pages_of_an_empty_newsroom_answer() -> None:
    call_command("check")
    for path in ("/", "/ru/", "/robots.txt", "/healthz", "/readyz"):
        assert Client().get(path).status_code == 200
