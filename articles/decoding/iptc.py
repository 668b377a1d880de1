"""IPTC-IIM, the oldest of the metadata that agencies write: fields of bytes, one after another."""

from collections.abc import Iterator, Mapping

from .guessing import decoded

# Its place among the resources of Photoshop, in a JPEG.
RESOURCE = 0x0404
_CHARSET = (1, 90)
_UTF8 = b"\x1b%G"
_CAPTION, _BYLINE, _CREDIT = (2, 120), (2, 80), (2, 110)


def read(data: bytes) -> Mapping[str, str]:
    """Return caption, author and agency."""
    fields: dict[tuple[int, int], list[bytes]] = {}
    for key, value in _fields(data):
        fields.setdefault(key, []).append(value)
    is_utf8 = _UTF8 in fields.get(_CHARSET, [])
    caption, author, agency = (
        ", ".join(decoded(value, is_utf8=is_utf8) for value in fields.get(key, []))
        for key in (_CAPTION, _BYLINE, _CREDIT)
    )
    return {"caption": caption, "author": author, "agency": agency}


def unwrapped(profile: str | bytes) -> bytes:
    """Return the bytes of a "raw profile" in a PNG, which is hexadecimal under a title and a length."""
    text = profile.decode("latin-1") if isinstance(profile, bytes) else profile
    data = bytes.fromhex("".join(text.split()[2:]))
    at = data.find(b"\x1c")
    return data[at:] if at >= 0 else b""


def _fields(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    while len(data) >= at + 5 and data[at] == 0x1C:
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        if size & 0x8000:
            return  # Longer than 32 KB: no words.
        yield (data[at + 1], data[at + 2]), data[at + 5 : at + 5 + size]
        at += 5 + size
