"""Validation of uploaded pictures: decoded with bounds, and encoded again without metadata.

Nothing of the uploaded file is kept but its pixels: they are decoded, turned upright, brought to sRGB on
white and encoded again, in a process of its own (`articles.decoding`). So metadata that names people and
places, hidden scripts and appended archives are gone.
"""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.decoding.errors import Unfit

from .process import run
from .sentences import REFUSALS

MAX_BYTES = 25 * 1024 * 1024
# With what decoding takes at most, less than a proxy waits.
PATIENCE = 20


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
    try:
        _check_size(upload.size or 0)
        facts, [data] = run("check", upload, patience=PATIENCE)
    except Unfit as unfit:
        raise ValidationError(REFUSALS[unfit.code], code=unfit.code, params=unfit.params) from unfit
    return CheckedImage(data, facts["width"], facts["height"], hashlib.sha256(data).hexdigest(), "jpg")


def _check_size(size: int) -> None:
    if not size:
        raise Unfit("empty")
    if size > MAX_BYTES:
        raise Unfit("too_heavy", size=-(-size // 1024**2))
