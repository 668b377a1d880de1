"""`manage.py check_feeds`: writes every feed of the site and checks it."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from articles import feeds, walks
from articles.feeds.checking import faults
from articles.models import Author, Category, Topic
from newsroom.core.language_settings import codes


class Command(BaseCommand):
    help = "Writes the feeds of the site, in each language and format, and says which rules they break."

    def handle(self, *args: Any, **options: Any) -> None:
        count, found = 0, 0
        for language in codes():
            with translation.override(language):
                for channel in _channels(language):
                    for format in feeds.FORMATS.values():
                        path = f"{channel.page}{format.file}"
                        count += 1
                        for fault in faults(feeds.written(channel, format, path), format):
                            found += 1
                            self.stderr.write(f"{path}: {fault}")
        if found:
            raise CommandError(f"{found} faults in {count} feeds.")
        self.stdout.write(f"No faults in {count} feeds.")


def _channels(language: str) -> Iterator[feeds.Channel]:
    """Yield every channel of a language that its pages name."""
    yield feeds.of_front(language)
    yield feeds.of_corrections(language)
    for category in Category.objects.filter(language=language):
        yield feeds.of_heading(category, walks.of_category(category), language)
    headings: list[tuple[Topic | Author, walks.Walk]] = [
        *((topic, walks.of_topic(topic)) for topic in Topic.objects.filter(language=language)),
        *((author, walks.of_author(author, language)) for author in Author.objects.all()),
    ]
    # Without a story they have no page.
    found = (feeds.of_heading(heading, walk, language) for heading, walk in headings)
    yield from (channel for channel in found if channel.rows)
