"""Tokenizer of HTML: cuts any string into start tags, end tags and text, in one pass.

Not the standard library's parser: in the Python versions we support, that one takes time that grows with the
square of some broken inputs. It need not agree with browsers about broken markup either: what is read here is
never passed on, but written anew by `markup.py`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# Elements that go with everything inside. What stands in the first ones is no markup, up to their end tag.
RAW = frozenset(
    ["script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes", "noscript", "plaintext"]
)
DROPPED = RAW | {"svg", "math", "object", "applet", "template", "select", "datalist", "audio", "video"}
DROPPED |= {"canvas", "xml", "head", "frameset"}

_OPENING = re.compile(r"<(?=[!?]|/?[a-zA-Z])")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/=]*>")
_TAG_JUNK = re.compile(r"[\s/=]+")
# Python refuses to read numbers of thousands of digits, with an exception.
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
# Control characters, marks that turn the direction of writing, byte order marks, halves of surrogate pairs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Token(NamedTuple):
    """One token: `kind` is "start", "end" or "text"; `value` is the tag in lower case, or the text."""

    kind: str
    value: str
    attributes: dict[str, str] = {}


def visible(text: str) -> str:
    """Resolve character references and take out what no reader sees."""
    if "&" in text:
        text = html.unescape(_HUGE_REFERENCE.sub("\ufffd", text))
    return _UNSEEN.sub("", text)


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of `source` without comments and without the elements in DROPPED."""
    skipping, depth = "", 0
    for token in _all(source):
        if skipping:
            if token.value == skipping and token.kind != "text":
                depth += 1 if token.kind == "start" else -1
                skipping = skipping if depth else ""
        elif token.kind == "start" and token.value in DROPPED:
            skipping, depth = token.value, 1
        else:
            yield token


def _all(source: str) -> Iterator[Token]:
    source = _UNSEEN.sub("", source)
    position = 0
    while found := _OPENING.search(source, position):
        opening = found.start()
        if opening > position:
            yield Token("text", visible(source[position:opening]))
        name = _NAME.match(source, opening)
        if not name:
            position = _after_comment(source, opening)
            continue
        attributes, position = _attributes(source, name.end())
        if position < 0:
            # A tag that never ends: whatever was meant, it is kept as text.
            position = opening
            break
        tag, is_end = name[1].lower(), source[opening + 1] == "/"
        yield Token("end" if is_end else "start", tag, attributes)
        if tag in RAW and not is_end:
            position = _after_raw(source, position, tag)
            yield Token("end", tag)
    if position < len(source):
        yield Token("text", visible(source[position:]))


def _after_comment(source: str, opening: int) -> int:
    closing = "-->" if source.startswith("<!--", opening) else ">"
    end = source.find(closing, opening + 2)
    return end + len(closing) if end >= 0 else len(source)


def _after_raw(source: str, position: int, tag: str) -> int:
    end = re.compile(rf"</{tag}[\s/>]", re.IGNORECASE).search(source, position)
    if not end:
        return len(source)
    closing = source.find(">", end.start())
    return closing + 1 if closing >= 0 else len(source)


def _attributes(source: str, position: int) -> tuple[dict[str, str], int]:
    """Return a tag's attributes (of each name the first, as browsers do) and where the tag ends, or -1."""
    found: dict[str, str] = {}
    while not (end := _TAG_END.match(source, position)):
        if attribute := _ATTRIBUTE.match(source, position):
            name, *values = attribute.groups()
            found.setdefault(name.lower(), visible(next((v for v in values if v is not None), "")))
            position = attribute.end()
        elif junk := _TAG_JUNK.match(source, position):
            position = junk.end()
        else:
            return found, -1
    return found, end.end()
