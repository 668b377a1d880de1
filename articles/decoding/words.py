"""Words of a picture file about itself: caption, credit and description, from XMP, IPTC, EXIF and PNG.

They are handed on with the clean picture, to be offered to whoever uploads it, and are in no file of ours.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from PIL import ExifTags, Image

from . import iptc, xmp
from .errors import UNREADABLE
from .guessing import decoded

# The youngest first: XMP knows every script and cuts nothing, EXIF is what cameras write by themselves.
_Reader = Callable[[Image.Image], Mapping[str, str]]
_NAMES = ("caption", "author", "agency", "alt")
MOST = 10_000
# What cameras and programs write where nobody wrote anything.
_NOTHING_SAID = re.compile(
    r"[\w .]*(digital camera|camera pictures)|sony dsc|dcim[\\/].*|default|untitled|screenshot"
    r"|created with .*|(img|dsc|dji)_?\d+\S*",
    re.IGNORECASE,
)


def said(image: Image.Image) -> dict[str, str]:
    """Return what an opened picture says: `caption`, `credit` and `alt`, without those that are empty."""
    found = [_readable(reader, image) for reader in (_xmp, _iptc, _exif, _png)]
    caption, author, agency, alt = (
        next((words[name] for words in found if words.get(name)), "") for name in _NAMES
    )
    words = {"caption": caption, "credit": _credit(author, agency), "alt": alt}
    return {name: text[:MOST] for name, text in words.items() if text}


def _readable(reader: _Reader, image: Image.Image) -> dict[str, str]:
    try:
        words = reader(image)
    except (*UNREADABLE, RecursionError):
        return {}  # Broken metadata is no reason to refuse a picture.
    stripped = {name: text.strip() for name, text in words.items()}
    return {name: text for name, text in stripped.items() if _says_something(text)}


def _says_something(text: str) -> bool:
    """Tell words from the question marks that a program writes for letters that it does not know."""
    return any(letter.isalnum() for letter in text) and not _NOTHING_SAID.fullmatch(text)


def _credit(author: str, agency: str) -> str:
    """Return photographer and agency as newsrooms write them, each once."""
    if author.casefold() in agency.casefold():
        return agency
    return author if agency.casefold() in author.casefold() else f"{author} / {agency}"


def _xmp(image: Image.Image) -> Mapping[str, str]:
    # Pillow leaves it under either name, as the format goes.
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return xmp.read(packet.encode() if isinstance(packet, str) else packet)


def _iptc(image: Image.Image) -> Mapping[str, str]:
    resources = image.info.get("photoshop")
    if isinstance(resources, dict):
        return iptc.read(resources.get(iptc.RESOURCE, b""))
    profile = image.info.get("Raw profile type iptc")
    return iptc.read(iptc.unwrapped(profile)) if profile else {}


def _exif(image: Image.Image) -> Mapping[str, str]:
    exif = image.getexif()
    return {
        "caption": _text(exif.get(ExifTags.Base.ImageDescription)),
        "author": _text(exif.get(ExifTags.Base.Artist)),
    }


def _png(image: Image.Image) -> Mapping[str, str]:
    return {"caption": _text(image.info.get("Description")), "author": _text(image.info.get("Author"))}


def _text(value: Any) -> str:
    """Return a text that Pillow read as Latin-1, as the standard has it, whatever it was written in."""
    if not isinstance(value, str):
        return ""
    try:
        return decoded(value.encode("latin-1")).replace("\0", "")
    except UnicodeEncodeError:
        return value
