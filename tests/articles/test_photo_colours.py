"""Colours that a file names by numbers are shown as they are meant, or the file is refused."""

import io
import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from articles import photos

from .hostile_uploads import chunk
from .pictures import encoded

Colour = tuple[int, int, int]
# One red, as sRGB, P3 and BT.2020 write it.
RED: dict[int, Colour] = {1: (255, 0, 0), 12: (234, 51, 35), 9: (207, 74, 34)}
KINDS = ("PNG", "AVIF")


def naming(kind: str, colour: Colour, primaries: int, curve: int, **options: object) -> bytes:
    """Return a picture of one colour whose numbers are these."""
    image = Image.new("RGB", (300, 300), colour)
    if kind == "PNG":
        data = encoded(image, kind, **options)
        return data[:33] + chunk(b"cICP", bytes((primaries, curve, 0, 1))) + data[33:]
    data = encoded(image, kind, quality=100, **options)
    at = data.index(b"colrnclx") + 8
    return data[:at] + struct.pack(">HH", primaries, curve) + data[at + 4 :]


def shown(data: bytes) -> Colour:
    """Return the colour that readers see."""
    with Image.open(io.BytesIO(photos.check(SimpleUploadedFile("a.png", data)).data)) as image:
        assert "icc_profile" not in image.info
        red, green, blue = image.convert("RGB").getpixel((150, 150))  # type: ignore[misc]  # of three bands
        return red, green, blue


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("curve", [1, 13])
@pytest.mark.parametrize("primaries", RED)
def test_a_red_of_other_primaries_is_the_same_red(kind: str, primaries: int, curve: int) -> None:
    assert shown(naming(kind, RED[primaries], primaries, curve)) == pytest.approx(RED[1], abs=8)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("primaries", "curve"), [(1, 13), (2, 2), (0, 0), (6, 6)])
def test_what_is_like_srgb_or_unsaid_stays_as_it_is(kind: str, primaries: int, curve: int) -> None:
    assert shown(naming(kind, RED[12], primaries, curve)) == pytest.approx(RED[12], abs=5)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("primaries", "curve"), [(9, 16), (9, 18), (1, 8), (22, 13)])
def test_colours_that_cannot_be_shown_are_refused_with_what_to_do(
    kind: str, primaries: int, curve: int
) -> None:
    with pytest.raises(ValidationError) as refused:
        shown(naming(kind, RED[1], primaries, curve))
    assert "Export it as JPEG with sRGB colours" in refused.value.messages[0]


def test_a_profile_says_more_than_numbers() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert shown(naming("PNG", RED[12], 9, 16, icc_profile=srgb)) == pytest.approx(RED[12], abs=3)


@pytest.mark.parametrize("kind", KINDS)
def test_grey_stays_grey(kind: str) -> None:
    assert shown(naming(kind, (128, 128, 128), 12, 13)) == pytest.approx((128, 128, 128), abs=3)


@pytest.mark.parametrize("tail", [b"", b"\0", b"\0\0\0\x04cICP", b"\xff\xff\xff\xffcICP"])
def test_numbers_that_break_off_are_a_sentence(tail: bytes) -> None:
    whole = naming("PNG", RED[1], 12, 13)
    with pytest.raises(ValidationError):
        shown(whole[:33] + tail)
