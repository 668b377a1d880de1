"""Chromium with a profile of its own in a folder: it can be killed, and starts again with what it kept."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.watching import how
from tests.patience import PATIENCE


class OwnChromium:
    """A browser that somebody is logged in with, at one site."""

    def __init__(self, playwright: Playwright, folder: Path, url: str, session: str) -> None:
        self.playwright, self.folder, self.url, self.session = playwright, folder, url, session
        self.context: BrowserContext | None = None

    def page(self) -> Page:
        """Open a page, and start the browser where it does not run."""
        if self.context is None:
            self.context = self.playwright.chromium.launch_persistent_context(
                str(self.folder), base_url=self.url, **how()
            )
            self.context.set_default_timeout(PATIENCE * 1000)
            self.context.add_cookies([{"name": "sessionid", "value": self.session, "url": self.url}])
        return self.context.new_page()

    def kill(self) -> None:
        """End all of its processes at once, as the kernel does when memory is short."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and f"--user-data-dir={self.folder}" in _command(entry):
                os.kill(int(entry.name), signal.SIGKILL)
        self.context = None

    def close(self) -> None:
        if self.context:
            self.context.close()


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
