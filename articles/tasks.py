"""Background tasks on photos."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import photos
from .models import Photo


@app.task(name="articles.render_photo", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def render_photo(photo_id: int) -> None:
    """Make the renditions of a photo; one that was deleted meanwhile is left alone."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:
        photos.render(photo)


@app.task(name="articles.discard_upload", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def discard_upload(name: str, sha256: str) -> None:
    """Delete a picture that was set aside with its form, unless a photo came of it."""
    photos.discard_upload(name, sha256)
