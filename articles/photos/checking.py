"""Validation of uploaded pictures: decoded with bounds, and encoded again without metadata.

Nothing of the uploaded file is kept but its pixels: they are decoded, turned upright, brought to sRGB on
white and encoded again, in a process of its own (`articles.decoding`). So metadata that names people and
places, hidden scripts and appended archives are gone.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.decoding.errors import Unfit
from newsroom.core import text

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
    words: Mapping[str, str] = field(default_factory=dict)
    """What the file said about itself, to be offered: `caption`, `credit`, `alt`; ``data`` has none of it."""


def check(upload: "UploadedFile[bytes]") -> CheckedImage:
    """Return the upload as a clean picture, or raise ValidationError with a sentence for its uploader."""
    try:
        _check_size(upload.size or 0)
        facts, [data] = run("check", upload, patience=PATIENCE)
    except Unfit as unfit:
        raise ValidationError(REFUSALS[unfit.code], code=unfit.code, params=unfit.params) from unfit
    sha256 = hashlib.sha256(data).hexdigest()
    return CheckedImage(data, facts["width"], facts["height"], sha256, "jpg", _cleaned(facts["words"]))


def _cleaned(words: Mapping[str, str]) -> dict[str, str]:
    """Return the words as if they had been typed, without those of which nothing is left."""
    lines = {
        name: text.clean(said) if name == "caption" else text.clean_line(said) for name, said in words.items()
    }
    return {name: said.strip() for name, said in lines.items() if said.strip()}


def _check_size(size: int) -> None:
    if not size:
        raise Unfit("empty")
    if size > MAX_BYTES:
        raise Unfit("too_heavy", size=-(-size // 1024**2))
