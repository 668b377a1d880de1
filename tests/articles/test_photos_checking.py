"""Validation of uploads: what is taken as a picture, and that nothing but its pixels stays."""

import hashlib
import io
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms
from PIL.Image import Transpose

from articles import photos
from articles.models import Photo

from .hostile_uploads import CARRIERS, REFUSED, with_place
from .pictures import drawn, encoded, picture

ids = [name for name, _, _ in REFUSED]


def checked(data: bytes, name: str = "photo.jpg") -> photos.CheckedImage:
    return photos.check(SimpleUploadedFile(name, data))


def shown(image: photos.CheckedImage) -> Image.Image:
    return Image.open(io.BytesIO(image.data))


def refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        checked(data)
    return refused.value.messages[0]


def cpu_seconds() -> float:
    """Return the processor time of this process and of those that it waited for."""
    return sum(os.times()[:4])


@pytest.mark.parametrize(("_name", "filename", "make"), REFUSED, ids=ids)
def test_a_hostile_file_is_refused_quickly_with_what_to_do(
    _name: str, filename: str, make: Callable[..., Any]
) -> None:
    data = make()
    started = cpu_seconds()
    with pytest.raises(ValidationError) as refused:
        checked(data, filename)
    assert cpu_seconds() - started < 2
    (sentence,) = refused.value.messages
    assert any(word in sentence for word in ("pload", "Choose"))


@pytest.mark.parametrize(("_name", "filename", "make"), CARRIERS, ids=[name for name, _, _ in CARRIERS])
def test_what_a_picture_carried_is_gone(_name: str, filename: str, make: Callable[..., Any]) -> None:
    image = checked(make(), filename)
    for trace in (
        b"<script",
        b"<?php",
        b"META-INF",
        b"PK\x03\x04",
        b"Exif",
        b"Secret",
        b"ICC_PROFILE",
        b"http",
    ):
        assert trace not in image.data
    assert image.data.endswith(b"\xff\xd9")
    with shown(image) as clean:
        clean.load()
        assert clean.format == "JPEG"
        assert set(clean.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("_name", "filename", "make"), CARRIERS[-6:], ids=[name for name, _, _ in CARRIERS[-6:]]
)
def test_a_picture_is_kept_under_the_name_of_its_hash(
    _name: str, filename: str, make: Callable[..., Any]
) -> None:
    image = checked(make(), filename)
    photo = Photo(alt="A field.")
    photos.store(image, photo=photo)
    photo.save()
    assert photo.file.name == f"photos/{image.sha256[:2]}/{image.sha256[:32]}.jpg"
    with photo.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == photo.sha256
    assert (photo.size, photo.width, photo.height) == (len(image.data), image.width, image.height)


@pytest.mark.django_db
def test_the_same_upload_is_found_in_the_library() -> None:
    photo = Photo(alt="A field.")
    photos.store(checked(with_place()), photo=photo)
    assert photos.existing(checked(with_place())) is None
    photo.save()
    assert photos.existing(checked(with_place())) == photo
    assert photos.existing(checked(picture(500, 300))) is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    # How the camera would have stored the upright picture.
    back = [Transpose(number) for number in (0, 3, 1, 5, 2, 6, 4)]
    stored = drawn().transpose(back[orientation - 2]) if orientation > 1 else drawn()
    upright = shown(checked(encoded(stored, exif=exif, quality=95)))
    assert upright.size == (400, 300)
    corners = [upright.convert("L").getpixel(at) for at in ((20, 20), (380, 20), (380, 280), (20, 280))]
    assert corners == pytest.approx([60, 255, 190, 60], abs=4)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_other_kinds_than_jpeg_are_turned_upright_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = shown(checked(encoded(drawn().transpose(Transpose.ROTATE_90), kind, exif=exif)))
    assert upright.size == (400, 300)
    assert upright.convert("L").getpixel((20, 20)) == pytest.approx(60, abs=4)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_every_kind_of_jpeg_and_png_comes_out_in_full_colour(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    clean = shown(checked(encoded(drawn(mode=mode), kind)))
    assert (clean.mode, clean.size) == ("RGB", (400, 300))
    assert clean.getpixel((380, 20)) == pytest.approx((255, 255, 255), abs=3)


def test_16_bit_grey_keeps_its_shades() -> None:
    grey = drawn(mode="I;16").point(lambda value: value * 257)
    clean = shown(checked(encoded(grey, "PNG")))
    assert clean.getpixel((20, 20)) == pytest.approx((60, 60, 60), abs=3)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_parts_become_white(kind: str, mode: str) -> None:
    empty = Image.new("RGBA", (300, 300), (200, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" and kind == "PNG" else {}
    clean = shown(
        checked(encoded(empty if options or mode != "P" else empty.convert("RGBA"), kind, **options))
    )
    assert clean.getpixel((150, 150)) == (255, 255, 255)


def test_colours_of_another_profile_are_brought_to_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    red = Image.new("RGB", (300, 300), "red")
    assert shown(checked(encoded(red, icc_profile=srgb))).getpixel((9, 9)) == pytest.approx(
        (255, 0, 0), abs=3
    )
    assert shown(checked(encoded(red, icc_profile=swapped))).getpixel((9, 9)) == pytest.approx(
        (0, 255, 0), abs=3
    )


def test_a_huge_picture_is_kept_at_4096_pixels() -> None:
    image = checked(encoded(Image.new("RGB", (7000, 5000), "gray"), quality=30))
    assert (image.width, image.height) == shown(image).size == (4096, 2926)


def test_of_a_camera_file_with_two_pictures_the_first_is_taken() -> None:
    both = encoded(drawn(), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 300), "red")])
    assert shown(checked(both)).size == (400, 300)


def test_a_refusal_names_what_is_wrong() -> None:
    assert "240 by 100 pixels" in refusal(picture(240, 100))
    assert "81 megapixels" in refusal(encoded(Image.new("1", (9000, 9000)), "PNG"))
    assert "26 MB" in refusal(picture() + bytes(25 * 1024 * 1024))
