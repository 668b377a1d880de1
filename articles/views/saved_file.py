"""A story as one HTML file that opens without a network: style and pictures are inside, nothing is loaded."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header

from articles import photos, presentation
from articles.models import Photo, Story
from articles.presentation import SAVED
from articles.views.public import public
from articles.views.story_context import told_of
from articles.views.story_pages import find

# Bytes of a file; pictures give way, words never.
MOST = 300_000
# Bytes of markup around a picture that the line in place of it has not.
AROUND = 200
# Pixels: the text column, and half the screen of a phone.
LEAD, PORTRAIT = 640, 320
POLICY = "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


@dataclass(kw_only=True)
class Picture:
    """Picture of a saved story: `url` holds it, `link` leads to it on the site."""

    photo: Photo
    widest: int
    alt: str
    caption: str = ""
    credit: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """Return the absolute URL on the site."""
        return presentation.absolute(presentation.source(self.photo, self.widest))


@public
def saved_story(request: HttpRequest, day: str, slug: str, pk: int) -> HttpResponse:
    """Send a live story to be kept; the name of the file ends with the hash of what is in it."""
    found = find(request, slug, pk, own=SAVED)
    if not isinstance(found, Story):
        return found
    with translation.override(found.language):
        page = _written(request, found)
    name = f"{day}/{slug}-a{pk}-{hashlib.sha256(page).hexdigest()[:16]}.html".replace("/", "-")
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(page, headers={"Content-Disposition": disposition, "X-Robots-Tag": "noindex"})


def _written(request: HttpRequest, story: Story) -> bytes:
    """Return the file: first without pictures, to see how much room they have."""
    context = _context(story)
    room = MOST - len(_rendered(request, context))
    for picture in filter(None, (context["lead"], context["portrait"])):
        picture.url = photos.data_url(picture.photo, widest=picture.widest, most=room - AROUND)
        room -= len(picture.url) + AROUND
    return _rendered(request, context)


def _rendered(request: HttpRequest, context: dict[str, Any]) -> bytes:
    return render_to_string("saved/story.html", context, request).strip().encode()


def _context(story: Story) -> dict[str, Any]:
    sheet = render_to_string("saved/sheet.css")
    context = told_of(story)
    times = (story.publish_at, story.updated_at, story.corrected_at)
    return {
        **context,
        "link": presentation.absolute(story.get_absolute_url()),
        "as_of": max(filter(None, times)),
        "sheet": sheet,
        "policy": POLICY.format(b64encode(hashlib.sha256(sheet.encode()).digest()).decode()),
        "lead": _lead(story),
        "portrait": _portrait(story),
    }


def _lead(story: Story) -> Picture | None:
    photo = story.lead_image
    if photo is None:
        return None
    return Picture(
        photo=photo,
        widest=LEAD,
        alt=story.lead_alt or photo.alt,
        caption=story.lead_caption or photo.caption,
        credit=story.lead_credit or photo.credit,
    )


def _portrait(story: Story) -> Picture | None:
    """Return the writer's portrait, which stands over an opinion."""
    writer = presentation.writer(story) if story.kind == Story.Kind.OPINION else None
    photo = writer.photo if writer else None
    return Picture(photo=photo, widest=PORTRAIT, alt=photo.alt) if photo else None
