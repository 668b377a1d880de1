"""XMP, the metadata that programs write today: RDF in XML, read without DTDs: no entity is expanded."""

from collections.abc import Mapping
from xml.etree import ElementTree  # Safe without a DTD, and none is read.

MOST = 1024 * 1024
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {
    "caption": f"{_DC}description",
    "author": f"{_DC}creator",
    "agency": f"{_PHOTOSHOP}Credit",
    "alt": f"{_IPTC}AltTextAccessibility",
}
_BYTE_ORDER = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


def read(packet: bytes) -> Mapping[str, str]:
    """Return caption, author, agency and alt; raise SyntaxError or ValueError where it is no XMP."""
    if not packet or len(packet) > MOST:
        return {}
    text = packet.decode(_BYTE_ORDER.get(packet[:2], "utf-8-sig"))
    if "<!DOCTYPE" in text:
        return {}
    # An encoding that the packet names is past: it is text by now. So is the padding behind it.
    root = ElementTree.fromstring(text.strip("\0 \n\r\t"))  # noqa: S314 - without a DTD, see above
    return {name: _value(root, tag) for name, tag in _NAMES.items()}


def _value(root: ElementTree.Element, tag: str) -> str:
    """Return a property, which is an attribute, plain text, a list, or a choice of languages."""
    for about in root.iter(f"{_RDF}Description"):
        if tag in about.attrib:
            return about.attrib[tag]
        if (found := about.find(tag)) is not None:
            return _text(found)
    return ""


def _text(found: ElementTree.Element) -> str:
    if (choice := found.find(f"{_RDF}Alt")) is not None:
        items = choice.findall(f"{_RDF}li")
        default = [item for item in items if item.get(_LANG, "").lower() == "x-default"]
        return next((item.text for item in [*default, *items] if item.text), "")
    texts = [item.text for item in found.iter(f"{_RDF}li") if item.text]
    return ", ".join(texts) if texts else found.text or ""
