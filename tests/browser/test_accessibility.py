"""Every page, public and at the desk, is without a finding of axe: in light and dark, wide and narrow."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests import pages, paper
from tests.browser.axe import OF_COLOURS, findings
from tests.browser.conftest import SignIn
from tests.browser.narrow import PHONE, SIDEWAYS
from tests.browser.roles import visit_as
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser

# So many tests, which two processes can share.
PARTS = 6


def faults(page: Page) -> Iterator[str]:
    """Look at the page in light and dark, and narrow."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    yield from (f"light {finding}" for finding in findings(page))
    page.emulate_media(color_scheme="dark")
    yield from (f"dark {finding}" for finding in findings(page, *OF_COLOURS))
    page.set_viewport_size(PHONE)
    if (over := page.evaluate(SIDEWAYS)) > 0:
        yield f"is {over} pixels wider than a phone"
    yield from (f"narrow {finding}" for finding in findings(page))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_finding(
    part: int, new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    paper.publish()
    found, looked_at = [], [*pages.public_pages(), *pages.desk_pages()][part::PARTS]
    complaints.allow_answers(looked_at)
    for shown in looked_at:
        page = visit_as(shown.role, new_context, sign_in)
        answer = page.goto(shown.url)
        assert answer
        assert answer.status == shown.status, shown
        found += [f"{shown}: {fault}" for fault in faults(page)]
        page.context.close()
    assert not found, "\n".join(found)


def test_a_planted_fault_is_found(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(bypass_csp=True).new_page()
    page.goto("/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        " '<img src=\"/favicon.ico\"><p id=wide>Wide</p>');"
        "document.getElementById('wide').style.width = '2000px'"
    )
    said = "\n".join(faults(page))
    assert "image-alt" in said
    assert "wider than a phone" in said
