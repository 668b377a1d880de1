"""HTML allow-list (nh3) for stories: safety rests on it, and it is always the last step."""

from __future__ import annotations

import re
from html import escape

import nh3

from newsroom.core.text import clean_line

TAGS = {
    "p",
    "h2",
    "h3",
    "strong",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "cite",
    "div",
    "section",
    "hr",
    "br",
}
CLASSES = {"div": {"pull"}, "section": {"facts"}}
SCHEMES = {"http", "https", "mailto"}

_LIST = ("start", "type")
_TURNING = ("p", "h2", "h3", "ul", "ol", "li", "blockquote", "cite", "div", "section")
_FACTS_ID = re.compile(r"facts-[0-9]{1,6}")
# Ids are those made here alone: another could pass for one that the page itself uses.
_VALUES = {
    "id": _FACTS_ID,
    "aria-labelledby": _FACTS_ID,
    "dir": re.compile("auto"),
    "start": re.compile("-?[0-9]{1,4}"),
    "type": re.compile("[aAiI]"),
}
_LINK = re.compile(r"https?://[^/\\]|mailto:[^/\\]|/(?![/\\])", re.IGNORECASE)


def _only_our_values(tag: str, name: str, value: str) -> str | None:
    """Let only such values through as are written here."""
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


_SOURCE = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}, "ol": {*_LIST}},
    attribute_filter=_only_our_values,
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)
_READER = nh3.Cleaner(
    tags=TAGS,
    attributes={
        **{tag: {"dir"} for tag in _TURNING},
        "a": {"href"},
        "ol": {*_LIST, "dir"},
        "h2": {"id", "dir"},
        "section": {"aria-labelledby", "dir"},
    },
    attribute_filter=_only_our_values,
    set_tag_attribute_values={"div": {"aria-hidden": "true"}},
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel="noreferrer",
)


def safe_link(url: str) -> str:
    """Return the URL if readers may be led there (http, https, mailto, `/...` here), else nothing."""
    # Browsers take out tabs and newlines before they look at the scheme, so they go first here too.
    url = re.sub(r"[\x00-\x1f\x7f-\xa0\u2028\u2029]", "", url).strip()
    url = clean_line(url).replace(" ", "%20")
    if len(url) > 2000 or not _LINK.match(url):
        return ""
    # Whether the rest of it is a URL at all, the allow-list itself must say.
    return url if "href" in _SOURCE.clean(f'<a href="{escape(url)}"></a>') else ""


def allowed_source(html: str) -> str:
    """Return what the allow-list lets into a stored source."""
    return _SOURCE.clean(html)


def allowed_page(html: str) -> str:
    """Return what the allow-list lets onto readers' pages."""
    # nh3 writes hard spaces as references; readers get the character. Nothing else is added after nh3.
    return _READER.clean(html).replace("&nbsp;", "\u00a0")
