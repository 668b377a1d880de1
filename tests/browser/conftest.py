"""pytest fixtures of a real browser before the real site: any complaint of the browser fails a test.

`page` is a fresh visitor, `site` the URL of the running site, `sign_in(page, "editor")` opens a session,
`shop` connects the site with the payment sandbox.

The synchronous Playwright keeps an event loop in the thread of the tests, so Django would refuse the ORM
there from the first browser test on, in every teardown, too. No code of ours runs in that loop, so nothing
can be blocked: DJANGO_ALLOW_ASYNC_UNSAFE says so. The site itself runs in other threads. Tests that need a
loop of their own come first (`tests/conftest.py`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django import Settings

from donations.forms import choice as choices
from newsroom.core.models import User
from tests import builders, people
from tests.browser.serving import serve
from tests.browser.watching import Complaints, launch, watch
from tests.donations.processor import Processor
from tests.patience import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)
SignIn = Callable[..., User]
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = launch(playwright)
    yield running
    running.close()


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """Serve the site, static files and pictures as production does, from the database of this test."""
    with serve() as url:
        yield url


@pytest.fixture
def complaints() -> Complaints:
    """What the browser complained of; `complaints.allow("404")` before a page that answers so."""
    return Complaints()


@pytest.fixture
def new_context(browser: Browser, site: str, complaints: Complaints) -> Iterator[NewContext]:
    """Open browser contexts with options: `new_context(java_script_enabled=False, color_scheme="dark")`."""
    opened: list[BrowserContext] = []

    def open_one(**wishes: Any) -> BrowserContext:
        context = browser.new_context(base_url=site, **wishes)
        context.set_default_timeout(PATIENCE * 1000)
        watch(context, site, complaints)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert not complaints.left(), "\n".join(complaints.left())


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context().new_page()


@pytest.fixture
def sign_in(site: str) -> SignIn:
    """Give the visitor of that page a session of somebody with that role, and return the user."""

    def give_session(page: Page, role: str = "editor", *, name: str = "") -> User:
        user = builders.make_user(role, name=name) if name else people.person(role)
        cookie = people.signed_in(user).cookies["sessionid"]
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie.value, "url": site, "httpOnly": True}]
        )
        return user

    return give_session


@pytest.fixture
def shop(
    monkeypatch: pytest.MonkeyPatch,
    site: str,
    settings: Settings,
    processor: Processor,
    complaints: Complaints,
) -> Processor:
    """The site and the sandbox, each at its URL, connected with each other."""
    settings.SITE_URL = site
    monkeypatch.setattr(choices, "LEAST_AGE", timedelta(seconds=-1))
    processor.deliver_to(site)
    complaints.allow(f"request to another host: {processor.origin}/")
    return processor
