"""Formats of feeds: RSS 2.0 with content, Dublin Core and Media RSS; Atom (RFC 4287); JSON Feed 1.1."""

import json
from dataclasses import dataclass
from typing import IO, Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.entries import Entry, Picture

NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class Rss(Rss201rev2Feed):
    """RSS 2.0 whose items have the whole text, every author and the picture with its credit."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for person in entry.people:
            handler.addQuickElement("dc:creator" if person.is_author else "dc:contributor", person.name)
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        handler.addQuickElement("content:encoded", entry.html)
        if entry.picture:
            _media(handler, entry.picture)


class Atom(Atom1Feed):
    """Atom whose entries have the whole text and every author; the others of a byline are contributors."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for person in entry.people:
            name = "author" if person.is_author else "contributor"
            handler.startElement(name, AttributesImpl({}))
            handler.addQuickElement("name", person.name)
            handler.addQuickElement("uri", person.url)
            handler.endElement(name)
        handler.addQuickElement("content", entry.html, {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    def write(self, outfile: IO[str], encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "items": [_json_item(item["entry"]) for item in self.items],
        }
        json.dump(feed, outfile, ensure_ascii=False)


@dataclass(frozen=True)
class Format:
    """One format: the name of its file below the page of the list, its media type, and what writes it."""

    file: str
    media_type: str
    generator: type[SyndicationFeed]


FORMATS = {
    format.file: format
    for format in (
        Format("rss.xml", "application/rss+xml", Rss),
        Format("atom.xml", "application/atom+xml", Atom),
        Format("feed.json", "application/feed+json", JsonFeed),
    )
}


def _media(handler: SimplerXMLGenerator, picture: Picture) -> None:
    about = {"url": picture.url, "medium": "image", "type": picture.kind}
    handler.startElement("media:content", AttributesImpl(about))
    if picture.caption:
        handler.addQuickElement("media:description", picture.caption, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
    }
    if entry.people:
        # An extension begins with an underscore: the standard's authors have no role.
        item["authors"] = [{"name": one.name, "url": one.url, "_role": one.role} for one in entry.people]
    if entry.subjects:
        item["tags"] = entry.subjects
    if entry.picture:
        item["image"] = entry.picture.url
        item["_image_credit"] = entry.picture.credit
    return item
