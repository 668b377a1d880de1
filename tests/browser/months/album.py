"""Pictures of pages and letters, narrow and wide, light and dark, to be held beside the design."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Literal

from django.core.mail import EmailMessage
from playwright.sync_api import Page

from tests.donations.mailing import html_of

WIDTHS = (320, 1200)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Album:
    """Numbered pictures in the folder that `PICTURES` names; without it, none are taken."""

    def __init__(self, page: Page, name: str) -> None:
        folder = os.environ.get("PICTURES", "")
        self._folder = Path(folder) / name if folder else None
        self._page, self._number = page, 0

    def keep_page(self, page: Page, name: str) -> None:
        """Take pictures of a page as it stands."""
        if self._folder is None:
            return
        self._number += 1
        size = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                path = self._folder / f"{self._number:02}-{name}-{width}-{scheme}.png"
                page.screenshot(path=path, full_page=True)
        page.emulate_media(color_scheme="light")
        if size:
            page.set_viewport_size(size)

    def keep_letter(self, letter: EmailMessage, kind: str) -> None:
        """Take pictures of a letter as a mail program shows its HTML, and keep its text."""
        if self._folder is None:
            return
        whole = base64.b64encode(html_of(letter).encode()).decode()
        self._page.goto(f"data:text/html;base64,{whole}")
        self.keep_page(self._page, f"letter-{kind}")
        text = self._folder / f"{self._number:02}-letter-{kind}.txt"
        text.write_text(f"{letter.subject}\n\n{letter.body}")
