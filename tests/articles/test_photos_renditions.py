"""Renditions: four widths in two formats, made by the worker."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image
from procrastinate.contrib.django import app

from articles import photos
from articles.models import Photo

from .pictures import picture


def make_stored_photo(width: int = 1800, height: int = 1200) -> Photo:
    """Put a real picture into the library as a form does."""
    photo = Photo(alt="A field.", credit="MT")
    photos.store(photos.check(SimpleUploadedFile("a.jpg", picture(width, height))), photo=photo)
    photo.save()
    return photo


def on_disk(photo: Photo, name: str) -> Path:
    return Path(photo.file.storage.path(name))


def run_worker() -> None:
    """Run every waiting job with the real worker, which ends when none is left."""
    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


@pytest.mark.django_db
def test_a_photo_gets_four_widths_in_both_formats() -> None:
    photo = make_stored_photo()
    photos.render(photo)
    photo.refresh_from_db()
    made = [(each["width"], each["height"], each["format"]) for each in photo.renditions]
    sizes = [(320, 213), (640, 427), (1024, 683), (1600, 1067)]
    assert made == [(*size, kind) for size in sizes for kind in ("webp", "jpeg")]


@pytest.mark.django_db
def test_each_rendition_is_what_the_row_says() -> None:
    photo = make_stored_photo()
    photos.render(photo)
    for each in photo.renditions:
        path = on_disk(photo, each["name"])
        assert path.stat().st_size == each["size"]
        with Image.open(path) as image:
            assert (image.format, image.size) == (each["format"].upper(), (each["width"], each["height"]))


@pytest.mark.django_db
@pytest.mark.parametrize(("width", "expected"), [(900, [320, 640, 900]), (320, [320]), (240, [240])])
def test_a_small_picture_is_never_enlarged(width: int, expected: list[int]) -> None:
    photo = make_stored_photo(width, 300)
    photos.render(photo)
    assert [each["width"] for each in photo.renditions if each["format"] == "webp"] == expected


@pytest.mark.django_db
def test_a_second_run_finds_what_a_killed_one_left_behind() -> None:
    photo = make_stored_photo()
    photos.render(photo)
    before = photo.renditions
    whole = on_disk(photo, before[0]["name"])
    content = whole.read_bytes()
    whole.write_bytes(content[:100])
    on_disk(photo, before[1]["name"]).unlink()
    files = len(list(whole.parent.parent.rglob("*.*")))
    photos.render(photo)
    assert photo.renditions == before
    assert whole.read_bytes() == content
    assert len(list(whole.parent.parent.rglob("*.*"))) == files + 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_the_renditions_once_the_form_is_saved() -> None:
    with transaction.atomic():
        photo = make_stored_photo(400, 300)
        photos.defer_render(photo)
    run_worker()
    photo.refresh_from_db()
    assert len(photo.renditions) == 4


@pytest.mark.django_db(transaction=True)
def test_a_photo_deleted_in_the_meantime_leaves_the_worker_content() -> None:
    photo = make_stored_photo(400, 300)
    photos.defer_render(photo)
    photo.delete()
    run_worker()
    # By its name: every minute, the worker itself puts jobs of the books beside it.
    states = [job.status for job in app.job_manager.list_jobs(task="articles.render_photo")]
    assert states == ["succeeded"]


@pytest.mark.django_db
def test_a_photo_deleted_while_the_worker_is_at_it_leaves_no_file_behind() -> None:
    photo = make_stored_photo(400, 300)
    Photo.objects.filter(pk=photo.pk).delete()
    photos.render(photo)
    assert not any(on_disk(photo, each["name"]).exists() for each in photo.renditions)
