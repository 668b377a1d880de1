"""Files of every kind that a colleague may upload: taken, or refused with a sentence that says what to do."""

import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import photos

from .hostile_uploads import SVG, animated, heic
from .pictures import drawn, encoded, picture

EXPORT = "Export the picture as JPEG or PNG and upload that."


def media_file(major: bytes, *others: bytes) -> bytes:
    """Return the beginning of an ISO media file with these brands."""
    brands = b"".join(others)
    return struct.pack(">I", 16 + len(brands)) + b"ftyp" + major + bytes(4) + brands + bytes(2000)


OTHERS = [
    ("GIF", "still.gif", encoded(drawn(), "GIF")),
    ("BMP", "scan.jpg", encoded(drawn(), "BMP")),
    ("TIFF or RAW", "scan.tif", encoded(drawn(), "TIFF")),
    ("TIFF or RAW", "IMG_1.DNG", b"II*\0\x08\0\0\0" + bytes(2000)),
    ("RAW", "IMG_1.CR2", b"II*\0\x10\0\0\0CR\2\0" + bytes(2000)),
    ("RAW", "IMG_1.CR3", media_file(b"crx ", b"crx ", b"isom")),
    ("RAW", "DSCF1.RAF", b"FUJIFILMCCD-RAW 0201" + bytes(2000)),
    ("Photoshop", "poster.psd", b"8BPS\0\1" + bytes(2000)),
    ("SVG", "map.svg", SVG),
    ("SVG", "map.svg", b'<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->\n' + SVG),
    ("PDF", "map.pdf", encoded(drawn(), "PDF")),
    ("EPS", "map.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n" + bytes(2000)),
    ("JPEG XL", "photo.jxl", b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(2000)),
    ("JPEG XL", "photo.jpg", b"\xff\x0a" + bytes(2000)),
    ("JPEG 2000", "scan.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(2000)),
    ("MP4 or MOV", "IMG_1.MOV", media_file(b"qt  ", b"qt  ")),
    ("MP4 or MOV", "clip.jpg", media_file(b"isom", b"isom", b"avc1")),
]


def refusal(data: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(ValidationError) as refused:
        photos.check(SimpleUploadedFile(name, data))
    return refused.value.messages[0]


@pytest.mark.parametrize(("kind", "name", "data"), OTHERS, ids=[f"{kind}-{name}" for kind, name, _ in OTHERS])
def test_another_kind_is_named_and_hears_how_to_go_on(kind: str, name: str, data: bytes) -> None:
    sentence = refusal(data, name)
    assert f"of the kind {kind}," in sentence
    assert EXPORT in sentence


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_what_moves_hears_that_it_moves(kind: str) -> None:
    assert "This picture moves." in refusal(animated(kind))


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "IMG_0001.jpg", "photo.avif"])
@pytest.mark.parametrize(
    "data",
    [
        heic(),
        media_file(b"mif1", b"mif1", b"heic"),
        media_file(b"heix", b"mif1"),
        media_file(b"msf1", b"hevc"),
        media_file(b"mif1"),
    ],
    ids=["iphone", "generic", "10-bit", "burst", "unsaid"],
)
def test_what_phones_make_hears_how_to_export_it_whatever_it_is_called(data: bytes, name: str) -> None:
    sentence = refusal(data, name)
    assert "HEIC" in sentence
    assert all(place in sentence for place in ("iPhone", "Android", "Mac", "JPEG"))


@pytest.mark.parametrize("brand", [b"avif", b"mif1"])
@pytest.mark.parametrize("name", ["photo.avif", "photo.jpg", "photo.heic"])
def test_avif_is_taken_whatever_it_is_called(name: str, brand: bytes) -> None:
    data = picture(kind="AVIF").replace(b"ftypavif", b"ftyp" + brand, 1)
    image = photos.check(SimpleUploadedFile(name, data))
    assert (image.width, image.height, image.data[:2]) == (400, 300, b"\xff\xd8")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("name", ["photo.png", "photo", "photo.tiff"])
def test_a_wrong_ending_does_not_matter(kind: str, name: str) -> None:
    assert photos.check(SimpleUploadedFile(name, picture(kind=kind))).width == 400


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_what_is_cut_off_is_refused(kind: str, part: float) -> None:
    data = encoded(drawn(), kind)
    assert "JPEG" in refusal(data[: int(len(data) * part)])


def test_a_progressive_jpeg_of_many_scans_is_refused_by_scans_times_pixels() -> None:
    small = encoded(drawn(), "JPEG", progressive=True, optimize=False)
    last = small.rindex(b"\xff\xda")
    many = small[:last] + small[last:-2] * 80 + small[-2:]
    assert photos.check(SimpleUploadedFile("a.jpg", many)).width == 400
    assert "too long to read" in refusal(small[:last] + small[last:-2] * 200 + small[-2:])
