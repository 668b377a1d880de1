"""Start of the machine's Chromium, and collection of whatever it complains of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests import pages

# The headless shell is the same engine without the windows that nobody sees: a page costs a quarter.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
FLAGS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`content security policy: ${event.violatedDirective} refused ${event.blockedURI}`);
});
"""


@dataclass
class Complaints:
    """Console errors, script errors, violations of the policy, and requests to other hosts."""

    heard: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, *words: str) -> None:
        """Expect complaints that hold one of these words."""
        self.allowed += words

    def allow_answers(self, shown: Iterable[pages.Page]) -> None:
        """Expect what each of these pages answers, where that is an error."""
        self.allow(*{f"status of {one.status}" for one in shown if one.status >= 400})

    def left(self) -> list[str]:
        """Return the complaints that were not expected."""
        return [said for said in self.heard if not any(words in said for words in self.allowed)]


def launch(playwright: Playwright) -> Browser:
    """Start Chromium, or fail with the sentence that says what to install."""
    return playwright.chromium.launch(**how())


def how() -> dict[str, Any]:
    """Return which program is started, and with what."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("The browser tests need Chromium: install the package `chromium`.", pytrace=False)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    return {"executable_path": program, "args": flags}


def watch(context: BrowserContext, site: str, complaints: Complaints) -> None:
    """Listen to every page of the context."""
    host = urlsplit(site).netloc

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.heard.append(f"console: {message.text} ({message.location.get('url', '')})")

    def request(sent: Request) -> None:
        parts = urlsplit(sent.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != host:
            complaints.heard.append(f"request to another host: {sent.url}")

    def page(opened: Page) -> None:
        opened.on("pageerror", lambda error: complaints.heard.append(f"script: {error}"))

    context.add_init_script(VIOLATIONS)
    context.on("console", console)
    context.on("request", request)
    context.on("page", page)
