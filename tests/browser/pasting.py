"""Put things on a clipboard of our own and paste them into a story's text."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.desk_typing import BODY

_PASTE = """
(area, things) => {
  const data = new DataTransfer()
  for (const [kind, text] of Object.entries(things)) {
    if (kind === "picture") data.items.add(new File(["GIF89a"], text, { type: "image/gif" }))
    else if (kind === "document") data.items.add(new File(["%PDF"], text, { type: "application/pdf" }))
    else data.setData(kind, text)
  }
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}
"""
_READ = """
async (source) => {
  const { read } = await import("desk/paste/reading")
  const { blocks, leftOut } = read(source)
  return [blocks.join("\\n"), Object.fromEntries(leftOut)]
}
"""


def paste(page: Page, **things: str) -> None:
    """Paste at the cursor: `html="..."`, `plain="..."`, or the name of a `picture` or `document`."""
    kinds = {"html": "text/html", "plain": "text/plain", "picture": "picture", "document": "document"}
    page.locator(BODY).evaluate(_PASTE, {kinds[kind]: text for kind, text in things.items()})


def clear(page: Page) -> None:
    page.locator(BODY).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def sent(page: Page) -> str:
    """Return what the form would send as the story's text."""
    return page.locator("#id_body_source").input_value()


def left_out(page: Page) -> str:
    """Return the sentence under the text."""
    return page.locator(".left-out").inner_text()


def read(page: Page, source: str) -> Any:
    """Return how the editor's window reads HTML, before its blocks are parsed, and what it leaves out."""
    return page.evaluate(_READ, source)
