"""Exceptions of decoding."""

import struct
import zlib

from PIL import Image

# What Pillow raises for broken files; found by damaging good ones at random.
UNREADABLE = (
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


class Unfit(Exception):
    """A file that is not taken: `code` names its sentence in `articles.photos.sentences`, with `params`."""

    def __init__(self, code: str, **params: int | str) -> None:
        self.code, self.params = code, params
        super().__init__(code)
