"""Card pictures: what networks show beside the link to a story that has no photo.

The worker draws a card; the path of its file is the story's number and a keyed hash of what stands on it. So
an unchanged story has one file, and no name tells what a headline was. Nobody gets a file but by way of a
live story whose card it is now (`articles.views.card_file`).
"""

import contextlib
import datetime
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from articles import photos
from articles.labels import label
from articles.models import Story
from newsroom.core import dates

# To be raised when the look changes: every card is drawn anew.
DESIGN = 1
FOLDER = "cards"
# So many stories have their folders side by side.
BESIDE = 1_000
# Drawn in one night: a tenth of a second each.
MOST_AT_NIGHT = 2_000
HALF_WRITTEN = ".part"
ABANDONED = datetime.timedelta(hours=1)
COLUMNS = (
    *("language", "headline", "kicker", "kind", "is_sponsored", "status", "publish_at", "updated_at"),
    *("lead_image", "category__name"),
)


def digest_of(story: Story) -> str:
    """Return the hash of what stands on the card of the story; nothing where it has none."""
    if story.status != Story.Status.APPROVED or story.publish_at is None or story.lead_image_id:
        return ""
    said = json.dumps([DESIGN, settings.PUBLICATION_NAME, *_words(story)])
    return salted_hmac(f"{__name__}.{story.pk}", said, algorithm="sha256").hexdigest()[:32]


def is_drawn(story: Story) -> bool:
    """Return whether the file of the story's card is there."""
    digest = digest_of(story)
    return bool(digest) and default_storage.exists(_name(story.pk, digest))


def read(story: Story) -> bytes:
    """Return the picture; raises FileNotFoundError where it is not drawn."""
    with default_storage.open(_name(story.pk, digest_of(story))) as file:
        return bytes(file.read())


def order(story: Story) -> None:
    """Have the worker draw the card of a story, or delete one that it has no more, once this commits."""
    if _kept(story.pk) != {f"{digest_of(story)}.png"} - {".png"}:
        app.configure_task("articles.draw_card", lock=f"articles.card.{story.pk}").defer(story_id=story.pk)


def bring_up_to_date(story_id: int) -> None:
    """Draw the card of a story and delete its others; it can be killed and run again, twice at once."""
    story = Story.objects.select_related("category").filter(pk=story_id).first()
    digest = digest_of(story) if story else ""
    for name in _kept(story_id) - {f"{digest}.png"}:
        default_storage.delete(f"{_folder(story_id)}/{name}")
    if story and digest and not default_storage.exists(_name(story_id, digest)):
        headline, words, opinion, hour = _words(story)
        data = photos.draw_card(headline, words, settings.PUBLICATION_NAME, opinion=opinion, hour=hour)
        if data:
            _write(_name(story_id, digest), data)


def look_after() -> None:
    """Delete what belongs to no story any more, and draw what is missing, the newest stories first.

    What was renamed, a category or the publication, or came past the desk is drawn anew here.
    """
    for numbers in _numbers():
        stories = Story.objects.select_related("category").filter(pk__in=numbers).in_bulk()
        for number in numbers:
            story = stories.get(number)
            if story is None or _kept(number) != {f"{digest_of(story)}.png"}:
                bring_up_to_date(number)
                _tidy(number)
    missing = (story.pk for story in _without_photo() if not is_drawn(story))
    for _turn, number in zip(range(MOST_AT_NIGHT), missing, strict=False):
        bring_up_to_date(number)


def _words(story: Story) -> tuple[str, str, bool, int]:
    """Return headline, label, whether it is an opinion, and the hour of its mark."""
    at = story.updated_at or story.publish_at or timezone.now()
    with translation.override(story.language):
        return story.headline, label(story), story.kind == Story.Kind.OPINION, int(dates.in_words(at, "hour"))


def _without_photo() -> Iterator[Story]:
    live = Story.objects.live().filter(lead_image__isnull=True).select_related("category")
    return live.newest().only(*COLUMNS).iterator(chunk_size=BESIDE)


def _folder(number: int) -> str:
    return f"{FOLDER}/{number // BESIDE}/{number}"


def _name(number: int, digest: str) -> str:
    return f"{_folder(number)}/{digest}.png"


def _kept(number: int) -> set[str]:
    """Return the names of the story's files; what is half written belongs to who writes it."""
    with contextlib.suppress(FileNotFoundError):
        return {name for name in default_storage.listdir(_folder(number))[1] if name.endswith(".png")}
    return set()


def _numbers() -> Iterator[list[int]]:
    """Yield the numbers of the stories that have a folder, a thousand at a time at most."""
    with contextlib.suppress(FileNotFoundError):
        for beside in default_storage.listdir(FOLDER)[0]:
            folders = default_storage.listdir(f"{FOLDER}/{beside}")[0]
            yield [int(number) for number in folders if number.isdigit()]


def _write(name: str, data: bytes) -> None:
    """Write the file so that it is there whole or not at all."""
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=HALF_WRITTEN, delete=False) as part:
        part.write(data)
    Path(part.name).replace(path)


def _tidy(number: int) -> None:
    """Delete what somebody was killed while writing, and the folder if it is empty then."""
    folder = Path(default_storage.path(_folder(number)))
    oldest = (timezone.now() - ABANDONED).timestamp()
    for path in folder.glob(f"*{HALF_WRITTEN}"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
