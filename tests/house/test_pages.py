"""House rules for every page, whatever stands on it."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from tests import pages, paper
from tests.house import form_ends
from tests.house.markup import no_code_or_style_stands_in_a_page
from tests.pages import Page
from tests.people import client_of
from tests.urlconf import Pattern

pytestmark = pytest.mark.django_db


def faults(html: str) -> Iterator[str]:
    """Return what is wrong with a whole page."""
    headings = len(re.findall(r"<h1[\s>]", html))
    if headings != 1:
        yield f"has {headings} <h1>"
    # JSON is never run, and the map of the editor's modules carries the nonce of the page.
    data = r'<script type="importmap"[^>]* nonce="[^>]*>|<script [^>]*type="application/json"[^>]*>'
    yield from no_code_or_style_stands_in_a_page({"templates/page.html": re.sub(data, "", html)})
    if not re.search(r"<html[^>]* lang=\"?(en|ru)", html):
        yield "names no language"
    if not re.search(r"<title>\s*[^<\s]", html):
        yield "has no title"
    # Django moved the block between 5.2 and 6.1: a page that has it in two places shows its links twice.
    if html.count('class="object-tools"') > 1:
        yield "shows its tools twice"
    yield from (f"has a form that does not say its end: {form}" for form in form_ends.without_end(html))
    if found := re.search(r"{[{%]|{#|#}", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)):
        yield f"shows {found[0]} of its template"


@pytest.mark.parametrize("kind", [pages.public_pages, pages.desk_pages])
def test_every_page_keeps_the_rules(kind: Callable[[], list[Page]]) -> None:
    paper.publish()
    client, found = functools.cache(client_of), []
    for page in kind():
        answer = client(page.role).get(page.url)
        assert answer.status_code == page.status, f"{page}: {answer.status_code}"
        found += [f"{page} {fault}" for fault in faults(answer.content.decode())]
    assert found == []


def without_example() -> list[str]:
    return [pattern for pattern, examples in pages.examples().items() if not examples]


def test_every_url_has_an_example_that_answers_as_it_says() -> None:
    paper.publish()
    assert without_example() == []
    client = functools.cache(client_of)
    for page in (page for page in pages.every_example() if not page.is_seen):
        answer = client(page.role).get(page.url)
        answer.getvalue()  # which closes the file that is sent
        assert answer.status_code == page.status, page


def test_a_planted_url_has_no_example(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = [Pattern("articles:leak", frozenset()), Pattern("admin/planted/", frozenset())]
    monkeypatch.setattr(pages, "patterns", lambda: planted)
    assert without_example() == ["articles:leak", "admin/planted/"]


def test_no_two_pages_have_the_same_name() -> None:
    paper.publish()
    names = Counter(page.name for page in [*pages.public_pages(), *pages.desk_pages()])
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    "html",
    [
        "<html lang=en><title>x</title><h1>One</h1><h1>Two</h1>",
        "<html lang=en><title>x</title><p>None</p>",
        "<html lang=en><title>x</title><h1>a</h1><form method=post><input name=end><button name=go></form>",
        "<html lang=en><title>x</title><h1>a</h1><form id=f method=post></form><input form=f name=go>",
        "<html><title>x</title><h1>One</h1>",
        "<html lang=en><title> </title><h1>One</h1>",
        "<html lang=en><title>x</title><h1>{{ story }}</h1>",
        "<html lang=en><title>x</title><h1>a</h1>" + '<ul class="object-tools"></ul>' * 2,
        "<html lang=en><title>x</title><h1 onclick='x()'>One</h1>",
    ],
)
def test_a_planted_fault_is_found(html: str) -> None:
    assert len(list(faults(html))) == 1


def test_pages_of_an_empty_newsroom_answer() -> None:
    call_command("check")
    for path in ("/", "/ru/", "/robots.txt", "/healthz", "/readyz"):
        assert Client().get(path).status_code == 200
