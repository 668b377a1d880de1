"""Tokenizer of HTML: cuts any string into start tags, end tags and text, in one pass.

Not the standard library's parser: in the Python versions we support, that one takes time that grows with the
square of some broken inputs. It need not agree with browsers about broken markup either: what is read here is
never passed on, but written anew by `markup.py`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html import entities
from typing import NamedTuple

from . import rules

_RAW = frozenset(rules.RAW.split())
# Word draws the marker of a list item for programs that know no lists; it says so in a comment.
_MARKER, _MARKER_ENDS = re.compile(r"<!(?:--)?\[if !supportLists\]"), re.compile(r"<!(?:--)?\[endif\]")
_OPENING = re.compile(r"<(?=[!?]|/?[a-zA-Z])")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/=]*>")
_TAG_JUNK = re.compile(r"[\s/=]+")
# Python refuses to read numbers of thousands of digits, with an exception.
_ZEROS = re.compile(r"(?<=&#)0+(?=[0-9])|(?<=&#[xX])0+(?=[0-9a-fA-F])")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_NO_REFERENCE = re.compile("&([a-zA-Z][a-zA-Z0-9]*)(?![a-zA-Z0-9;])(=?)")
# What could stand inside a tag or a word and hide it. The rest is judged by the line (`characters.py`).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Token(NamedTuple):
    """One token: `kind` is "start", "end", "text" or "sheet"; `value` is the tag or the text."""

    kind: str
    value: str
    attributes: dict[str, str] = {}


def visible(text: str) -> str:
    """Resolve character references and take out what no reader sees."""
    if "&" in text:
        text = html.unescape(_HUGE_REFERENCE.sub("\ufffd", _ZEROS.sub("", text)))
    return seen(text)


def seen(text: str) -> str:
    """Take out the characters that no reader sees."""
    return _UNSEEN.sub("", text)


def has_tags(source: str) -> bool:
    """Return False for plain text, which holds no tag at all."""
    return bool(_OPENING.search(source))


def tokens(source: str) -> Iterator[Token]:
    """Tokenize HTML; comments are dropped, the content of `style` is a "sheet"."""
    source = seen(source)
    position = 0
    while found := _OPENING.search(source, position):
        opening = found.start()
        if opening > position:
            yield Token("text", visible(source[position:opening]))
        name = _NAME.match(source, opening)
        if not name:
            if _MARKER.match(source, opening):
                yield Token("start", "word-list-marker")
            elif _MARKER_ENDS.match(source, opening):
                yield Token("end", "word-list-marker")
            position = _after_comment(source, opening)
            continue
        attributes, position = _attributes(source, name.end())
        if position < 0:
            # A tag that never ends: whatever was meant, it is kept as text.
            position = opening
            break
        tag, is_end = name[1].lower(), source[opening + 1] == "/"
        yield Token("end" if is_end else "start", tag, attributes)
        if tag in _RAW and not is_end:
            inside, position = _raw(source, position, tag)
            yield Token("sheet" if tag == "style" else "text", inside)
            yield Token("end", tag)
    if position < len(source):
        yield Token("text", visible(source[position:]))


def _after_comment(source: str, opening: int) -> int:
    closing = "-->" if source.startswith("<!--", opening) else ">"
    end = source.find(closing, opening + 2)
    return end + len(closing) if end >= 0 else len(source)


def _raw(source: str, position: int, tag: str) -> tuple[str, int]:
    """Return the raw text up to the end tag of an element, and the position after that tag."""
    end = re.compile(rf"</{tag}[\s/>]", re.IGNORECASE).search(source, position)
    if not end:
        return source[position:], len(source)
    closing = source.find(">", end.start())
    return source[position : end.start()], closing + 1 if closing >= 0 else len(source)


def _as_typed(found: re.Match[str]) -> str:
    """Escape “&copy=1” in a URL: in values, a reference without semicolon does not end before “=”."""
    is_reference = not found[2] and found[1] in entities.html5
    return found[0] if is_reference else f"&amp;{found[0][1:]}"


def _attributes(source: str, position: int) -> tuple[dict[str, str], int]:
    """Return a tag's attributes (of each name the first, as browsers do) and where the tag ends, or -1."""
    found: dict[str, str] = {}
    while not (end := _TAG_END.match(source, position)):
        if attribute := _ATTRIBUTE.match(source, position):
            name, *values = attribute.groups()
            value = next((v for v in values if v is not None), "")
            found.setdefault(name.lower(), visible(_NO_REFERENCE.sub(_as_typed, value)))
            position = attribute.end()
        elif junk := _TAG_JUNK.match(source, position):
            position = junk.end()
        else:
            return found, -1
    return found, end.end()
