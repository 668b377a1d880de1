"""Opening of uploads as pictures: every limit is checked from the header, before a pixel is decoded."""

import io
import warnings

from PIL import AvifImagePlugin, Image

from . import colours, kinds, structure
from .errors import UNREADABLE, Unfit
from .structure import MAX_PIXELS

MIN_SIDE = 200
MAX_ASPECT = 10
# Each thread would reserve memory of its own.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def opened(data: bytes) -> Image.Image:
    """Return the file as a picture whose pixels may be decoded, or raise Unfit."""
    kind = kinds.kind(data)
    if kind not in kinds.READ:
        raise _not_read(kind, data)
    structure.check(kind, data)
    # Complaints about metadata do not matter, since it goes; a decompression bomb does.
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(data), formats=(kind,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("far_too_large") from error
    except UNREADABLE as error:
        raise Unfit("damaged") from error
    _check_shape(*image.size)
    # Cameras put a second picture (depth, preview) into a JPEG: there the first one is meant.
    if kind != "JPEG" and getattr(image, "is_animated", False):
        raise Unfit("animated")
    if not image.info.get("icc_profile"):
        image.info["icc_profile"] = colours.profile(kind, data)
    return image


def _not_read(kind: str, data: bytes) -> Unfit:
    """Return why a file of another kind is not taken."""
    if kind == "HEIC":
        return Unfit("heic")
    if kind == "GIF" and _gif_moves(data):
        return Unfit("animated")
    return Unfit("other_kind", kind=kind) if kind else Unfit("not_a_picture")


def _gif_moves(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=("GIF",)) as image:
            return bool(getattr(image, "is_animated", False))
    except UNREADABLE:
        return False


def _check_shape(width: int, height: int) -> None:
    shape = {"width": width, "height": height, "megapixels": -(-width * height // 1_000_000)}
    if width * height > MAX_PIXELS:
        raise Unfit("too_large", **shape)
    if min(width, height) < MIN_SIDE:
        raise Unfit("too_small", **shape)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise Unfit("too_narrow", **shape)
