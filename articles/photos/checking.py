"""Validation of uploaded pictures: decoded with bounds, and encoded again without metadata.

Nothing of the uploaded file is kept but its pixels: they are decoded, turned upright, brought to sRGB on
white and encoded again. So metadata that names people and places, hidden scripts and appended archives are
gone. Every limit is checked from the header, before a pixel is decoded.
"""

import hashlib
import io
import threading
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

from . import pixels

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 50_000_000
MIN_SIDE = 200
MAX_ASPECT = 10
# A progressive JPEG has about ten scans. One with thousands of empty ones is small and takes hours to decode.
MAX_SCANS = 100
# What Pillow raises for broken files; found by damaging good ones at random.
UNREADABLE = (
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    pixels.StructError,
    pixels.ZlibError,
)

# One picture at a time in each process: 50 megapixels with transparency take 600 MB for two seconds.
_decoding = threading.Lock()


@dataclass(frozen=True)
class CheckedImage:
    """A picture that was decoded, cleaned and encoded again."""

    data: bytes
    width: int
    height: int
    sha256: str
    """Of ``data``; the same upload gives the same hash, so a picture we already have is found."""
    extension: str


def check(upload: "UploadedFile[bytes]") -> CheckedImage:
    """Return the upload as a clean picture, or raise ValidationError with a sentence for its uploader."""
    data = _read(upload)
    with _decoding, warnings.catch_warnings():
        # Complaints about metadata do not matter, since it goes; a decompression bomb does.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _open(data) as image:
            _check_shape(image)
            try:
                clean = pixels.clean(image)
            except UNREADABLE as error:
                raise ValidationError(
                    _("This picture is damaged or cut off. Export it again as JPEG and upload the new file."),
                    code="damaged",
                ) from error
    encoded = pixels.encode(clean, "jpeg", quality=90)
    return CheckedImage(encoded, clean.width, clean.height, hashlib.sha256(encoded).hexdigest(), "jpg")


def _read(upload: "UploadedFile[bytes]") -> bytes:
    size = upload.size or 0
    if not size:
        raise ValidationError(_("This file is empty. Choose the picture again."), code="empty")
    if size > MAX_BYTES:
        raise ValidationError(
            _(
                "This file is %(size)d MB; a picture may have at most 25 MB. "
                "Save it smaller and upload it again."
            ),
            code="too_heavy",
            params={"size": -(-size // 1024**2)},
        )
    upload.seek(0)
    return bytes(upload.read())


def _open(data: bytes) -> Image.Image:
    try:
        if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MAX_SCANS:
            raise ValueError("too many scans")
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("This picture has far more than 50 megapixels. Save it smaller and upload it again."),
            code="too_large",
        ) from error
    except UNREADABLE as error:
        raise ValidationError(
            _("This file is not a picture that can be shown. Upload a JPEG, PNG or WebP file."),
            code="not_a_picture",
        ) from error


def _check_shape(image: Image.Image) -> None:
    """Raise ValidationError unless the header promises one still picture of a usable size."""
    width, height = image.size
    shape = {"width": width, "height": height, "megapixels": -(-width * height // 1_000_000)}
    if width * height > MAX_PIXELS:
        raise ValidationError(
            _(
                "This picture has %(megapixels)d megapixels; at most 50 are allowed. "
                "Save it smaller and upload it again."
            ),
            code="too_large",
            params=shape,
        )
    if min(width, height) < MIN_SIDE:
        raise ValidationError(
            _(
                "This picture is %(width)d by %(height)d pixels; each side needs at least 200. "
                "Upload a larger version."
            ),
            code="too_small",
            params=shape,
        )
    _check_kind(image, shape)


def _check_kind(image: Image.Image, shape: dict[str, int]) -> None:
    if max(image.size) > MAX_ASPECT * min(image.size):
        raise ValidationError(
            _(
                "This picture is %(width)d by %(height)d pixels, too narrow to show. "
                "Crop it and upload it again."
            ),
            code="too_narrow",
            params=shape,
        )
    # Cameras put a second picture (depth, preview) into a JPEG: there the first one is meant.
    if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
        raise ValidationError(
            _("This picture moves. Save one frame of it as JPEG or PNG and upload that."), code="animated"
        )
