"""Conversion of a story's text: from the editor's HTML to safe HTML, plain text and a word count.

Everything here is a pure function of its arguments. The one rule of safety: nothing leaves this package as
HTML that did not pass the nh3 allow-list of `policy.py` as its last step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from . import markup, outline, rules
from .rendered import data_block, stored
from .typography import typeset

__all__ = [
    "MAX_SOURCE",
    "Rendered",
    "clean_source",
    "data_block",
    "excerpt",
    "left_out",
    "reading_rules",
    "render",
    "stored",
    "typeset",
]

# In characters, of a cleaned source: some 80,000 words. The functions below take longer texts too, in time
# that grows in step with the length; refusing them, in words an editor understands, is the desk's part.
MAX_SOURCE = 500_000


@dataclass(frozen=True)
class Rendered:
    """A story's text in the three forms that are stored beside its source."""

    html: str
    """Safe HTML for readers, to stand inside the page's story text."""
    text: str
    """Plain text: a blank line between paragraphs, ordinary spaces, no pull quotes (they repeat the text)."""
    words: int
    """Number of words in `text`, so without pull quotes."""


def clean_source(source: str) -> str:
    """Return what is stored of the editor's HTML: our own few elements, one block a line, nothing empty.

    Bold and italics that Google Docs and Word write as styles become `<strong>` and `<em>`; hard spaces
    become ordinary ones; scripts, classes, ids and unknown elements go. Cleaning twice changes nothing more.
    """
    return markup.source_html(outline.Outline(source).story)


def left_out(source: str) -> dict[str, int]:
    """Count what of the editor's HTML no story can keep, by kind of `rules.SAID`."""
    return outline.Outline(source).left_out


def reading_rules() -> dict[str, Any]:
    """Return the rules by which HTML is read, as the editor's window in the browser gets them."""
    return rules.as_data()


def render(source: str, *, language: str) -> Rendered:
    """Turn any source into safe HTML, plain text and a word count, set as `language` (en, ru) sets quotes."""
    story = outline.Outline(source).story
    markup.typeset_blocks(story, language)
    text = markup.plain_text(story)
    return Rendered(html=markup.reader_html(story), text=text, words=_count(text))


def excerpt(text: str, length: int) -> str:
    """Return the start of a plain text in at most `length` characters: whole words, then … if it was cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[:length]
    whole_words = cut.rpartition(" ")[0] or cut
    return whole_words[: length - 1].rstrip(" ,;:.-–—") + "…"


def _count(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in re.split(r"[\s—]+", text))
