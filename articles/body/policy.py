"""HTML allow-list (nh3) for stories: safety rests on it, and it is always the last step."""

from __future__ import annotations

import re
from html import escape

import nh3

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

_FACTS_ID = re.compile(r"facts-[0-9]{1,6}")
_LINK = re.compile(r"https?://[^/\\]|mailto:[^/\\]|/(?![/\\])", re.IGNORECASE)


def _only_our_ids(tag: str, name: str, value: str) -> str | None:
    """Let no id through but those made here: another could pass for one that the page itself uses."""
    if name in ("id", "aria-labelledby"):
        return value if _FACTS_ID.fullmatch(value) else None
    return value


_SOURCE = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)
_READER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}, "h2": {"id"}, "section": {"aria-labelledby"}},
    attribute_filter=_only_our_ids,
    set_tag_attribute_values={"div": {"aria-hidden": "true"}},
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel="noreferrer",
)


def safe_link(url: str) -> str:
    """Return the URL if readers may be led there (http, https, mailto, `/...` here), else nothing."""
    # Browsers take out tabs and newlines before they look at the scheme, so they go first here too.
    url = re.sub(r"[\x00-\x1f\x7f-\xa0\u2028\u2029]", "", url).strip().replace(" ", "%20")
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
