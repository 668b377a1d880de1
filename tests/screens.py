"""Take a picture of every page, narrow, middling and wide, in light and dark (`make screens`).

They lie in `var/screens/`, named by page, width and scheme, to be held beside the design. Words after the
command choose pages by name: `python -m tests.screens front desk-live`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.demo_site import demo_site

FOLDER = Path(__file__).resolve().parent.parent / "var" / "screens"
WIDTHS = (320, 768, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Waits for every picture that shows; the policy of our pages forbids Playwright's own way of waiting.
LOADED = """
() => Promise.all([...document.images].filter(picture => picture.checkVisibility() && !picture.complete).map(
  picture => new Promise(done => { picture.onload = picture.onerror = done; setTimeout(done, 5000) })
))
"""


def main(wanted: list[str]) -> int:
    """Take the pictures and say where they are."""
    with demo_site("screens-site", fill) as site:
        from tests import pages

        every = [*pages.public_pages(), *pages.desk_pages()]
        shown = [page for page in every if not wanted or page.name in wanted]
        cookies = sessions({page.role for page in shown})
        if not wanted:
            shutil.rmtree(FOLDER, ignore_errors=True)
        with sync_playwright() as playwright:
            from tests.browser.watching import launch

            browser = launch(playwright)
            for page in shown:
                take(browser, site, page.name, page.url, cookies.get(page.role, ""))
            browser.close()
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}\n")
    return 0


def fill() -> None:
    """Add what the demo has no example of: rows of the books, and stories in the states that are missing."""
    from articles.models import Story
    from tests import builders, paper
    from tests.donations import books

    for amount in (900, 1250, 3000):
        books.make_payment(books.make_contribution(amount=amount, interval="month", status="active"))
    paper.furnish_the_desk()
    colleague = builders.make_user("reporter")
    words = {"headline": "Ice comes late", "body_source": paper.EVERYTHING}
    builders.with_unsaved(builders.make_story("draft", created_by=colleague), colleague, **words)
    builders.with_unsaved(Story.objects.live().first(), builders.make_user("editor"), **words)
    builders.with_scheduled_changes(builders.make_story("live"), body_source=paper.EVERYTHING)
    builders.with_unsaved(None, builders.make_user("editor"), headline="Ice comes early")
    there = {story.state() for story in Story.objects.all()}
    for state in sorted(set(Story.State) - there):
        builders.make_story(state)


def sessions(roles: set[str]) -> dict[str, str]:
    """Sign somebody of each role in, and return the sessions; readers have none."""
    from tests.people import client_of

    return {role: client_of(role).cookies["sessionid"].value for role in roles if role}


def take(browser: Browser, site: str, name: str, path: str, session: str) -> None:
    """Take the pictures of one page, which is fetched once for all of them."""
    with browser.new_context(base_url=site, reduced_motion="reduce") as context:
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = context.new_page()
        page.goto(path)
        for width in WIDTHS:
            stretch(page, width)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)


def stretch(page: Page, width: int) -> None:
    """Make the window as high as the page: late pictures load, and bars stand where the page ends."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(900, height)})
    page.evaluate(LOADED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
