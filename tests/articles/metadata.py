"""Metadata as agencies, programs and cameras write it into picture files, for tests."""

import io
import struct
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from .pictures import drawn, encoded

KINDS = ("JPEG", "PNG", "WEBP", "AVIF")
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:iptc="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"{more}>
{body}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(body: str = "", more: str = "") -> bytes:
    return XMP.format(body=body, more=more).encode()


def choice(tag: str, **by_language: str) -> str:
    """Return a property of XMP in several languages; `x_default` is the one for everybody."""
    items = "".join(
        f'<rdf:li xml:lang="{language.replace("_", "-")}">{words}</rdf:li>'
        for language, words in by_language.items()
    )
    return f"<{tag}><rdf:Alt>{items}</rdf:Alt></{tag}>"


def iptc(*fields: tuple[int, bytes], charset: bytes = b"") -> bytes:
    """Return fields of record 2, behind the mark of their encoding if there is one."""
    rows = [(1, 90, charset)] if charset else []
    rows += [(2, number, words) for number, words in fields]
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(words)) + words for record, number, words in rows
    )


def with_iptc(data: bytes) -> bytes:
    """Return a JPEG with these fields where Photoshop and the agencies put them."""
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + resource
    plain = encoded(drawn())
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


def with_xmp(packet: bytes, kind: str = "JPEG", **more: Any) -> bytes:
    if kind != "PNG":
        return encoded(drawn(), kind, xmp=packet, **more)
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet.decode())
    return encoded(drawn(), kind, pnginfo=info, **more)


def exif(**by_name: str) -> Image.Exif:
    made = Image.Exif()
    for name, words in by_name.items():
        made[{"description": 0x010E, "artist": 0x013B}[name]] = words
    return made


def telling(kind: str, canary: str) -> bytes:
    """Return a picture that says in every way that its kind knows who took it, where, and with what."""
    facts = exif(description=canary, artist=canary)
    facts.get_ifd(0x8769).update({0xA431: canary, 0x927C: canary.encode(), 0x9286: canary.encode()})
    facts.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 21.0), 29: canary})
    thumbnail = io.BytesIO()
    drawn(160, 120).save(thumbnail, "JPEG", comment=canary.encode())
    facts[0x927D] = thumbnail.getvalue()
    packet = xmp(choice("dc:description", x_default=canary), f' photoshop:Credit="{canary}"')
    profile = b"a-profile " + canary.encode()
    made = with_xmp(packet, kind, exif=facts, icc_profile=profile)
    return made + canary.encode() if kind != "AVIF" else made
