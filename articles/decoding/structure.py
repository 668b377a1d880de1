"""Structure of picture files, read before anything is decoded: what costs far more than its bytes is refused.

Each pass over a progressive JPEG costs as much as all its pixels, and a pass of nothing has ten bytes;
thousands of tiny chunks cost a step of Python each. A picture that moves is several.
"""

import re
from collections.abc import Iterator

from .errors import Unfit

# Programs write about ten scans, those that squeeze hardest twenty: which is the most at 50 megapixels.
MAX_SCANS = 100
MAX_PIXELS = 50_000_000
MAX_SCANNED = 1_000_000_000
MAX_SEGMENTS = 4_000
MAX_CHUNKS = 50_000
# A marker in a JPEG that neither fills nor restarts.
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
_SOS, _EOI = b"\xda", b"\xd9"
# Of all the ways to encode a JPEG: from SOF0 to SOF15 without DHT, JPG and DAC.
_FRAMES = {bytes([number]) for number in range(0xC0, 0xD0)} - {b"\xc4", b"\xc8", b"\xcc"}
_WEBP_MOVES = 0x02


def check(kind: str, data: bytes) -> None:
    """Raise Unfit for a file that would take too long, or moves."""
    if kind == "JPEG":
        _check_jpeg(data)
    elif kind == "PNG":
        _check_png(data)
    elif kind == "WEBP" and data[12:16] == b"VP8X" and data[20:21] and data[20] & _WEBP_MOVES:
        raise Unfit("animated")


def _check_jpeg(data: bytes) -> None:
    scans, pixels = 0, 0
    for number, (marker, at) in enumerate(_jpeg_markers(data)):
        if marker in _FRAMES:
            height, width = (int.from_bytes(data[here : here + 2], "big") for here in (at + 3, at + 5))
            pixels = max(pixels, width * height)
        scans += marker == _SOS
        # What has too many pixels hears so.
        scanned = scans * min(pixels, MAX_PIXELS)
        if number > MAX_SEGMENTS or scans > MAX_SCANS or scanned > MAX_SCANNED:
            raise Unfit("too_elaborate")


def _jpeg_markers(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the markers of the first picture in the file, and where the segment of each begins.

    Cameras put further pictures behind the first one, and into its segments.
    """
    at = 2
    while found := _MARKER.search(data, at):
        yield found[1], found.end()
        if found[1] == _EOI:
            return
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")


def _check_png(data: bytes) -> None:
    at = 8
    for _number in range(MAX_CHUNKS):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name == b"acTL":
            raise Unfit("animated")
        if name in (b"IEND", b""):
            return
        at += size + 12
    raise Unfit("too_elaborate")
