"""Colours that a file names by numbers (CICP, ITU-T H.273) in place of a profile: PNG's cICP, AVIF's nclx.

Pillow hands on no such numbers. What they mean is made into an ICC profile here, so that all pictures are
brought to sRGB in one way.
"""

import struct
from collections.abc import Iterator

from .errors import Unfit

# Primaries like sRGB's: BT.709, unsaid, and those of older television, which differ less than eyes tell.
_LIKE_SRGB = {0, 1, 2, 5, 6, 7}
# Curves for common screens: BT.709 and its kin, unsaid, gamma 2.2, sRGB. The rest is for films and HDR.
_CURVES = {0, 1, 2, 4, 6, 13, 14, 15}
# Columns of red, green and blue in XYZ under D50, as in the profiles of the ICC.
_COLUMNS = {
    9: ((0.67348, 0.27904, -0.00194), (0.16568, 0.67535, 0.02998), (0.12505, 0.04561, 0.79686)),  # BT.2020
    12: ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),  # P3
}
_D50 = (0.96420, 1.0, 0.82491)
# Exponent and the four numbers behind it of sRGB's curve, as ICC's parametric type 3 has them.
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_MOST_BOXES = 1000
# Boxes of ISO/IEC 14496-12 on the way to the colours, and the bytes before what is in them.
_WAY = {b"meta": 4, b"iprp": 0, b"ipco": 0}


def profile(kind: str, data: bytes) -> bytes:
    """Return an ICC profile for the colours that the file names; empty for sRGB and where it names none.

    Raises Unfit for colours that nothing here converts.
    """
    # Parts of a file may name their own, as a map for brighter screens does: one that can be shown is enough.
    named = {numbers for numbers in _NAMED.get(kind, _none)(data) if numbers != (2, 2)}
    known = {primaries for primaries, curve in named if curve in _CURVES}
    if not named or known & _LIKE_SRGB:
        return b""
    if fit := sorted(known & _COLUMNS.keys()):
        return _icc(_COLUMNS[fit[-1]])
    raise Unfit("colours")


def _none(_data: bytes) -> Iterator[tuple[int, int]]:
    return iter(())


def _of_png(data: bytes) -> Iterator[tuple[int, int]]:
    at = 8
    # The structure was checked: there are few chunks.
    while data[at + 4 : at + 8] not in (b"", b"IDAT", b"IEND"):
        if data[at + 4 : at + 8] == b"cICP" and len(data) > at + 10:
            yield data[at + 8], data[at + 9]
        at += int.from_bytes(data[at : at + 4], "big") + 12


def _of_avif(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield what the properties of the file's pictures name."""
    at, end = 0, len(data)
    for _number in range(_MOST_BOXES):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name in _WAY:
            at, end = at + 8 + _WAY[name], min(end, at + size)
            continue
        if name == b"colr" and data[at + 8 : at + 12] == b"nclx":
            yield struct.unpack(">HH", data[at + 12 : at + 16].ljust(4, b"\0"))
        at += size
        if size < 8 or at >= end:
            return


_NAMED = {"PNG": _of_png, "AVIF": _of_avif}


def _icc(columns: tuple[tuple[float, ...], ...]) -> bytes:
    """Return a profile (ICC.1:2010) of three primaries with sRGB's curve."""
    curve = b"para" + struct.pack(">4xHH", 3, 0) + _fixed(_SRGB_CURVE)
    xyz = [b"XYZ " + bytes(4) + _fixed(column) for column in (*columns, _D50)]
    parts = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt"), xyz, strict=True))
    parts |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, content, at = [struct.pack(">I", len(parts))], [], 128 + 4 + 12 * len(parts)
    for name, part in parts.items():
        table.append(struct.pack(">4sII", name, at, len(part)))
        content.append(part)
        at += len(part)
    facts = (at, 0x04200000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    head = struct.pack(">I4xI4s4s4s12x4s28x", *facts) + _fixed(_D50) + bytes(48)
    return b"".join((head, *table, *content))


def _fixed(numbers: tuple[float, ...]) -> bytes:
    """Return ICC's numbers: 16 bits before the point and 16 behind it."""
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)
