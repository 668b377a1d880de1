"""Text of a feed, and the entity tag that is known before any text is read."""

import hashlib

from django.conf import settings
from django.utils.feedgenerator import SyndicationFeed

from articles.feeds.channels import Channel
from articles.feeds.entries import Entry
from articles.feeds.formats import Format
from articles.models import Correction, Story
from articles.presentation import absolute


def fingerprint(channel: Channel, format: Format, path: str) -> str:
    """Return the entity tag of the feed at `path`: another one whenever anything in it is.

    `Story.version` stands for the text, which is not read for this. Names of authors, headings and pictures
    change without it.
    """
    told: list[object] = [settings.SITE_URL, path, format.file, channel.title, channel.about, channel.page]
    told += [part for row in channel.rows for part in _told(row)]
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'


def written(channel: Channel, format: Format, path: str) -> bytes:
    """Return the feed that stands at `path`, in UTF-8."""
    feed = format.generator(
        title=channel.title,
        link=absolute(channel.page),
        description=channel.about,
        language=channel.language,
        feed_url=absolute(path),
        # Of its own, whatever format: who changes the format has read these entries already.
        feed_guid=absolute(channel.page),
    )
    for entry in channel.entries(channel.rows):
        _add(feed, entry)
    return feed.writeString("utf-8").encode()


def _add(feed: SyndicationFeed, entry: Entry) -> None:
    feed.add_item(
        title=entry.title,
        link=entry.link,
        description=entry.summary,
        unique_id=entry.id,
        unique_id_is_permalink=False,
        pubdate=entry.published,
        updateddate=entry.updated,
        categories=entry.subjects,
        entry=entry,
    )


def _told(row: Story | Correction) -> list[object]:
    if isinstance(row, Correction):
        return [row.pk, row.redacted_at, row.story.pk, row.story.version]
    names = [(byline.role, byline.author.name, byline.author.slug) for byline in row.bylines.all()]
    topics = [each.topic.name for each in row.story_topics.all()]
    photo = row.lead_image
    picture = (photo.alt, photo.caption, photo.credit, str(photo.renditions)) if photo else None
    return [row.pk, row.version, row.category and row.category.name, names, topics, picture]
