"""House rules for every page, whatever stands on it."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urljoin

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

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


def nobodys(client: Client, url: str, html: str) -> Iterator[str]:
    """Return the forms of a page of the desk that act for whoever is signed in when they are sent."""
    forms = form_ends.Forms(html)
    for form, action in forms.actions.items():
        if action == reverse("account_logout"):
            continue
        if forms.persons.get(form) != client.session[SESSION_KEY]:
            yield f"has a form that does not say who opened it: {form}"
        status = client.post(urljoin(url, action), {form_ends.PERSON: "0", "end": "1"}).status_code
        if status != HTTPStatus.CONFLICT:
            yield f"has a form that acts for another person than opened it: {form}, {status}"


@pytest.mark.parametrize("kind", [pages.public_pages, pages.desk_pages])
def test_every_page_keeps_the_rules(kind: Callable[[], list[Page]]) -> None:
    paper.publish()
    client, found = functools.cache(client_of), []
    for page in kind():
        answer = client(page.role).get(page.url)
        assert answer.status_code == page.status, f"{page}: {answer.status_code}"
        html = answer.content.decode()
        found += [f"{page} {fault}" for fault in faults(html)]
        if page.role:
            found += [f"{page} {fault}" for fault in nobodys(client(page.role), page.url, html)]
    assert found == []


def test_a_planted_form_of_nobody_is_found() -> None:
    client = client_of("editor")
    mine = client.session[SESSION_KEY]
    planted = [
        "<form method=post action=/account/><input name=end></form>",
        '<form method=post action=/account/><input name=_person value="0"></form>',
        f'<form method=post action=/nowhere/><input name=_person value="{mine}"></form>',
    ]
    assert [len(list(nobodys(client, "/admin/", html))) for html in planted] == [1, 1, 1]


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
