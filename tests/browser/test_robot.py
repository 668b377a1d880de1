"""A mail scanner that is a whole browser opens all letters and sends all forms as served: nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from donations import letters
from donations.forms.manage import SureField
from donations.models import Letter
from tests.browser.conftest import NewContext
from tests.browser.watching import Complaints
from tests.donations.giving import Supporter
from tests.donations.mailing import html_of
from tests.donations.managing import give, work
from tests.donations.processor import Processor
from tests.donations.robot import LEFT_OUT, URL, everything
from tests.donations.test_robot import letters_about, three_holders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINKS = "() => [...document.querySelectorAll('a[href], link[rel=alternate]')].map((link) => link.href)"
ACTIONS = "() => [...document.forms].map((form) => form.action)"
# A click on its button stops at a field that the browser finds wrong; a script sends it all the same.
CAN_CLICK = "(number) => document.forms[number].noValidate || document.forms[number].checkValidity()"
CLICK = "(number) => document.forms[number].requestSubmit()"
SUBMIT = "(number) => HTMLFormElement.prototype.submit.call(document.forms[number])"


@dataclass
class Scanner:
    """Scanner of mail in Chromium: `seen` are the URLs that it opened, `sent` counts the forms."""

    page: Page
    site: str
    seen: set[str] = field(default_factory=set)
    sent: int = 0

    def scan(self, letter: Letter) -> None:
        """Do HEAD on each link of a letter and open it, then whatever the pages behind it lead to."""
        built = letters.build(letter)
        for url in sorted({*URL.findall(str(built.body)), *URL.findall(html_of(built))}):
            if url not in self.seen and self._is_to_open(url):
                self.page.request.head(url)
            self.follow(url)

    def follow(self, url: str) -> None:
        left = [url]
        while left:
            url = urldefrag(left.pop())[0]
            if url not in self.seen and self._is_to_open(url):
                self.seen.add(url)
                left += self._look(url)

    def _is_to_open(self, url: str) -> bool:
        return url.startswith(f"{self.site}/") and not LEFT_OUT.match(urlsplit(url).path)

    def _look(self, url: str) -> Iterator[str]:
        """Open a page, send each of its forms in each way, and yield where all that leads."""
        self.page.goto(url)
        yield from [self.page.url, *self.page.evaluate(LINKS)]
        for number, action in enumerate(self.page.evaluate(ACTIONS)):
            if not self._is_to_open(action):
                continue
            for way in (CLICK, SUBMIT):
                self.page.goto(url)
                if way == SUBMIT or self.page.evaluate(CAN_CLICK, number):
                    with self.page.expect_navigation():
                        self.page.evaluate(way, number)
                    self.sent += 1
                    yield self.page.url


@pytest.fixture
def scanner(
    new_context: NewContext,
    site: str,
    processor: Processor,
    settings: Settings,
    complaints: Complaints,
) -> Scanner:
    settings.SITE_URL = site
    # Forms as served are refused: 422, and pages that a link no longer opens: 404, 410.
    complaints.allow("the server responded with a status of")
    # Only a form that wants no tick leads to the processor's page of cards.
    complaints.allow(f"request to another host: {processor.origin}/")
    return Scanner(new_context().new_page(), site)


def test_nothing_changes(scanner: Scanner, supporter: Supporter, processor: Processor) -> None:
    holders = three_holders(supporter, processor)
    written = [letter for holder in holders for letter in letters_about(holder.contribution)]
    assert len(written) >= 100
    before = everything(processor)
    for letter in written:
        scanner.scan(letter)
    work()
    assert everything(processor) == before
    # It was there: each page in each language, with every form that it has, in both ways.
    own = {f"{scanner.site}{prefix}{holder.url}" for prefix in ("", "/ru") for holder in holders}
    assert own <= scanner.seen
    assert sum("/support/address/" in url for url in scanner.seen) == 12
    assert scanner.sent >= 2 * (2 * (6 + 6 + 3) + 12)


def test_a_form_that_wants_no_tick_is_found(
    scanner: Scanner,
    supporter: Supporter,
    processor: Processor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holder = give(supporter, processor)
    before = everything(processor)
    monkeypatch.setattr(SureField, "to_python", lambda _field, _value: "yes")
    scanner.scan(Letter.objects.get(kind="receipt"))
    assert everything(processor) != before
    assert holder.contribution.course
