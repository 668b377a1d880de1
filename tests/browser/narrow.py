"""Scripts that look at a page as it stands on a narrow screen."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 320, "height": 640}
# Wider than the page, so that whoever zooms to 400 % on a laptop, or holds a phone, must scroll sideways.
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
# Words whose letters stand on more than one line; a hyphen may end a line.
_TORN = """
(inside) => {
  const torn = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest(inside)?.checkVisibility()) continue;
    for (const word of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) torn.push(word[0]);
    }
  }
  return torn;
}
"""


def torn_words(page: Page, inside: str = "main") -> list[str]:
    """Return the words of these elements that are torn over two lines."""
    torn: list[str] = page.evaluate(_TORN, inside)
    return torn
