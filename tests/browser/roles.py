"""Visitors of the pages in `tests.pages`: readers, and people at the desk."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page


def visit_as(
    role: str, new_context: Callable[..., BrowserContext], sign_in: Callable[..., object], **wishes: object
) -> Page:
    """Open a window for somebody of that role; "" is a reader."""
    page = new_context(**wishes).new_page()
    if role:
        sign_in(page, role)
    return page
