"""Pixel operations on a picture between decoding and encoding."""

import io
import struct
from typing import Literal

from PIL import ExifTags, Image, ImageCms

Kind = Literal["webp", "jpeg"]
# The longest side that is kept: enough for a full page of print, and it bounds what later work costs.
MAX_SIDE = 4096
# A printing profile has about 2 MB; anything much larger is not worth the time.
MAX_PROFILE = 4 * 1024 * 1024
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def load(image: Image.Image) -> None:
    """Decode an opened picture; let Pillow's errors pass."""
    # JPEG alone can leave out detail while decoding, which keeps a 50-megapixel picture at 50 MB.
    image.draft(None, fit(image.size, MAX_SIDE))
    image.load()


def clean(image: Image.Image) -> Image.Image:
    """Return a decoded picture upright, in RGB, on white, at most MAX_SIDE long."""
    profile = image.info.get("icc_profile")
    turn = TURNS.get(_orientation(image))
    flat = _flatten(image)
    if flat is not image:
        image.close()  # Two copies of a large picture are more than we want to hold.
    if max(flat.size) > MAX_SIDE:
        flat = flat.resize(fit(flat.size, MAX_SIDE), Image.Resampling.LANCZOS)
    flat = _to_srgb(flat, profile)
    return flat.transpose(turn) if turn is not None else flat


def fit(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """Return the size with its longest side at most that many pixels, never enlarged."""
    width, height = size
    scale = min(1, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def encode(image: Image.Image, kind: Literal["jpeg", "webp"], *, quality: int) -> bytes:
    """Return the pixels and nothing else as a file; the same pixels always give the same bytes."""
    image.info.clear()  # Pillow would write a comment or a profile that it finds here.
    out = io.BytesIO()
    if kind == "webp":
        image.save(out, "WEBP", quality=quality, method=4)
    else:
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held (EXIF 1 to 8); damaged metadata counts as upright."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error):
        return 1


def _flatten(image: Image.Image) -> Image.Image:
    """Return the picture as L, RGB or CMYK, with white where it was transparent."""
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image)
        return flat
    if image.mode.startswith("I"):
        # 16-bit grey: converting would turn everything above 255 white.
        return image.point(lambda value: value / 257).convert("L")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the colours a browser shows; a profile that does not fit it is ignored."""
    if profile and len(profile) <= MAX_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return image if image.mode == "RGB" else image.convert("RGB")
