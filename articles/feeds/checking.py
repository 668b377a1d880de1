"""Rules that a written feed must keep, so that every reader's program can read it."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from articles.feeds.formats import Format

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
RELATIVE = re.compile(r"""\s(?:href|src)=["'](?!https?://|mailto:)""")


def faults(content: bytes, format: Format) -> Iterator[str]:
    """Yield a sentence for each rule that the feed breaks: of RSS 2.0, RFC 4287 or JSON Feed 1.1."""
    try:
        found = READERS[format.file](content)
    except (ET.ParseError, ValueError, KeyError, AttributeError) as error:
        yield f"It cannot be read: {error!r}"
        return
    ids = [entry["id"] for entry in found]
    if len(ids) != len(set(ids)):
        yield "Two entries have the same id."
    for entry in found:
        yield from _faults_of(entry)


def _faults_of(entry: dict[str, str]) -> Iterator[str]:
    named = entry["id"] or entry["link"]
    yield from (f"{named}: {name} is empty." for name in ("id", "title", "link", "html") if not entry[name])
    if not entry["link"].startswith(("https://", "http://")):
        yield f"{named}: its link is not absolute."
    if RELATIVE.search(entry["html"]):
        yield f"{named}: an address in its text is not absolute."
    try:
        if _moment(entry["published"]).tzinfo is None:
            yield f"{named}: its time has no zone."
    except ValueError:
        yield f"{named}: its time cannot be read."


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)


def _of_rss(content: bytes) -> list[dict[str, str]]:
    channel = _root(content).find("channel")
    if channel is None or not all(channel.findtext(name) for name in ("title", "link", "description")):
        raise ValueError("the channel has no title, link or description")
    return [
        {
            "id": item.findtext("guid", ""),
            "title": item.findtext("title", ""),
            "link": item.findtext("link", ""),
            "html": item.findtext(CONTENT, ""),
            "published": item.findtext("pubDate", ""),
        }
        for item in channel.findall("item")
    ]


def _of_atom(content: bytes) -> list[dict[str, str]]:
    root = _root(content)
    told = [root.findtext(ATOM + name) for name in ("title", "id", "updated")]
    if root.tag != f"{ATOM}feed" or not all(told):
        raise ValueError("the feed has no title, id or time")
    return [
        {
            "id": entry.findtext(f"{ATOM}id", ""),
            "title": entry.findtext(f"{ATOM}title", ""),
            "link": link.get("href", "") if (link := entry.find(f"{ATOM}link")) is not None else "",
            "html": entry.findtext(f"{ATOM}content", ""),
            "published": entry.findtext(f"{ATOM}updated", ""),
        }
        for entry in root.findall(f"{ATOM}entry")
    ]


def _of_json(content: bytes) -> list[dict[str, str]]:
    feed = json.loads(content)
    if not feed["version"].startswith("https://jsonfeed.org/version/") or not feed["title"]:
        raise ValueError("the feed has no version or title")
    return [
        {
            "id": item["id"],
            "title": item["title"],
            "link": item["url"],
            "html": item["content_html"],
            "published": item["date_published"],
        }
        for item in feed["items"]
    ]


def _root(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314  # our own text, written a moment ago


READERS = {"rss.xml": _of_rss, "atom.xml": _of_atom, "feed.json": _of_json}
