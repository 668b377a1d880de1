"""The pictures of the demo newsroom: drawn by code, the same on every machine, fit for the library."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import photos
from newsroom.demo import drawing


def some(pictures: dict[str, str]) -> list[object]:
    """Return every fourth for each run, the others for `make test-slow`: loading the demo draws them all."""
    return [
        pytest.param(name, marks=pytest.mark.slow if number % 4 else [])
        for number, name in enumerate(pictures)
    ]


@pytest.mark.parametrize("name", some(drawing.PICTURES))
def test_a_landscape_passes_as_a_photo(name: str) -> None:
    image = photos.check(SimpleUploadedFile("a.jpg", drawing.draw(name)))
    assert (image.width, image.height) == (1600, 1067)


@pytest.mark.parametrize("name", some(drawing.PORTRAITS))
def test_a_portrait_passes_as_a_photo(name: str) -> None:
    image = photos.check(SimpleUploadedFile("a.jpg", drawing.draw(name)))
    assert (image.width, image.height) == (640, 640)


def test_a_picture_is_the_same_every_time() -> None:
    assert drawing.draw("port") == drawing.draw("port")
    assert drawing.draw("bob") == drawing.draw("bob")


def test_every_picture_says_what_is_seen() -> None:
    for sentence in (drawing.PICTURES | drawing.PORTRAITS).values():
        assert sentence.endswith(".")
        assert len(sentence) <= 120
