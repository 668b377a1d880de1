"""Files that somebody might upload as a picture to do harm, made when a test runs.

``HOSTILE_UPLOADS`` lists name, file name and maker of each. Those named in ``CLEANED`` show a real picture:
they are taken, and what they carried is gone. All others must be refused beside the field.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from .pictures import drawn, encoded, picture

SCRIPT = b"<script>fetch('/admin/')</script>"
PHP = b"<?php system($_GET['c']); ?>"
PNG = b"\x89PNG\r\n\x1a\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">' + SCRIPT + b"</svg>"
SVG_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
)
DELEGATE = b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://example.org/x.jpg\"|id\")'\n"
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n(%pipe%id) (r) file\n"
MEGABYTE = 1024 * 1024


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    return PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def png_with(extra: bytes) -> bytes:
    """Return a real PNG with more chunks behind its header."""
    data = picture(kind="PNG")
    return data[:33] + extra + data[33:]


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def zeros(megabytes: int) -> bytes:
    """Return many zeros, packed a thousandfold."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("META-INF/MANIFEST.MF", "Main-Class: Applet")
    return out.getvalue()


def promised_png() -> bytes:
    return png_header(60_000, 60_000) + chunk(b"IDAT", zeros(1)) + chunk(b"IEND", b"")


def packed_png() -> bytes:
    """Return a PNG of 81 megapixels in a few kilobytes."""
    image = Image.new("1", (9000, 9000))
    return encoded(image, "PNG")


def overfull_png() -> bytes:
    """Return a small picture whose pixel data unpacks to 200 MB."""
    return png_header(300, 300) + chunk(b"IDAT", zeros(200)) + chunk(b"IEND", b"")


def promised_webp() -> bytes:
    """Return a WebP whose header claims the largest canvas that the format allows."""
    frame = encoded(drawn(), "WEBP")[12:]
    side = struct.pack("<I", 16_383 - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + side + side + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def promised_jpeg() -> bytes:
    data = bytearray(picture())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


def endless_jpeg() -> bytes:
    """Return a small progressive JPEG that repeats a scan 5,000 times: each costs a pass over all pixels."""
    data = encoded(Image.new("RGB", (6000, 6000)), "JPEG", progressive=True, optimize=False)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * 5000 + data[-2:]


def heavy_jpeg() -> bytes:
    """Return a JPEG of 49 megapixels and 99 scans in 300 KB: nothing in it is broken."""
    data = encoded(Image.new("L", (7000, 7000)), "JPEG", progressive=True, optimize=False)
    last = data.rindex(b"\xff\xda")
    scans = data.count(b"\xff\xda")
    return data[:last] + data[last:-2] * (100 - scans) + data[-2:]


def hollow_jpeg() -> bytes:
    """Return a JPEG with 100,000 empty segments."""
    return picture()[:2] + b"\xff\xe9\0\2" * 100_000 + picture()[2:]


def heic() -> bytes:
    """Return the beginning of what a phone makes."""
    return struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + noise()


def animated(kind: str) -> bytes:
    frames = [drawn(), drawn().rotate(180)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def text_bomb(kind: bytes) -> bytes:
    head = b"Comment\0\0" if kind == b"zTXt" else b"Comment\0\1\0\0\0"
    return png_with(chunk(kind, head + zeros(100)))


def profile_bomb() -> bytes:
    return png_with(chunk(b"iCCP", b"sRGB\0\0" + zeros(100)))


def wrong_checksum() -> bytes:
    data = bytearray(picture(kind="PNG"))
    data[29] ^= 0xFF
    return bytes(data)


def too_heavy() -> bytes:
    return picture() + bytes(25 * MEGABYTE)


def noise() -> bytes:
    return random.Random(7).randbytes(4000)


def with_place() -> bytes:
    """Return a photo that says where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x013B] = "Secret Source"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 21.0), 3: "E", 4: (37.0, 37.0, 2.0)})
    return picture(exif=exif, comment=b"Secret Source")


def with_program() -> bytes:
    return png_with(chunk(b"tEXt", b"Comment\0" + SCRIPT) + chunk(b"tEXt", b"Author\0" + PHP))


def with_broken_metadata() -> bytes:
    return picture(exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + noise(), icc_profile=noise())


REFUSED: list[tuple[str, str, Callable[[], bytes]]] = [
    ("nothing", "empty.jpg", lambda: b""),
    ("a page", "page.jpg", lambda: b"<!doctype html><title>x</title>" + SCRIPT),
    ("a page behind a JPEG signature", "page.jpg", lambda: b"\xff\xd8\xff\xe0" + SCRIPT),
    ("a PHP program", "shell.jpg", lambda: PHP),
    ("a PHP program behind a GIF signature", "shell.php.jpg", lambda: b"GIF89a" + PHP),
    ("a script", "run.png", lambda: b"alert(document.cookie)"),
    ("an SVG with a script", "drawing.svg", lambda: SVG),
    ("an SVG named PNG", "drawing.png", lambda: SVG),
    ("an SVG that reads files", "drawing.svg", lambda: SVG_ENTITY),
    ("a drawing that runs commands", "drawing.jpg", lambda: DELEGATE),
    ("PostScript that runs commands", "print.jpg", lambda: POSTSCRIPT),
    ("a GIF that is an archive", "applet.gif", lambda: encoded(drawn(), "GIF") + archive()),
    ("a TIFF", "scan.jpg", lambda: picture(kind="TIFF")),
    ("a PDF", "leaflet.jpg", lambda: picture(kind="PDF")),
    ("noise", "noise.jpg", noise),
    ("half a JPEG", "half.jpg", lambda: half(picture())),
    ("half a PNG", "half.png", lambda: half(picture(kind="PNG"))),
    ("half a WebP", "half.webp", lambda: half(picture(kind="WEBP"))),
    ("a PNG signature alone", "start.png", lambda: PNG),
    ("a PNG with a wrong checksum", "wrong.png", wrong_checksum),
    ("a PNG that promises 3,600 megapixels", "bomb.png", promised_png),
    ("a PNG of 81 packed megapixels", "bomb.png", packed_png),
    ("a WebP that promises 268 megapixels", "bomb.webp", promised_webp),
    ("a JPEG that promises 4,225 megapixels", "bomb.jpg", promised_jpeg),
    ("a JPEG of 5,000 scans", "slow.jpg", endless_jpeg),
    ("a JPEG of 99 scans", "slow.jpg", heavy_jpeg),
    ("a JPEG of 100,000 segments", "slow.jpg", hollow_jpeg),
    ("a PNG of 100,000 chunks", "slow.png", lambda: png_with(chunk(b"pRIV", b"") * 100_000)),
    ("a HEIC named JPEG", "IMG_0001.jpg", heic),
    ("half an AVIF", "half.avif", lambda: half(picture(kind="AVIF"))),
    ("an animated AVIF", "moves.avif", lambda: animated("AVIF")),
    ("a PNG with a packed text bomb", "bomb.png", lambda: text_bomb(b"zTXt")),
    ("a PNG with an international text bomb", "bomb.png", lambda: text_bomb(b"iTXt")),
    ("a PNG with a profile bomb", "bomb.png", profile_bomb),
    ("an animated PNG", "moves.png", lambda: animated("PNG")),
    ("an animated WebP", "moves.webp", lambda: animated("WEBP")),
    ("a sliver", "sliver.png", lambda: encoded(Image.new("L", (1, 65_000)), "PNG")),
    ("a ribbon", "ribbon.jpg", lambda: picture(6000, 220)),
    ("a single pixel", "pixel.png", lambda: encoded(Image.new("RGB", (1, 1)), "PNG")),
    ("more than 25 MB", "heavy.jpg", too_heavy),
]

CARRIERS: list[tuple[str, str, Callable[[], bytes]]] = [
    ("a photo that names place and person", "source.jpg", with_place),
    ("a photo with an archive behind it", "applet.jpg", lambda: picture() + archive()),
    ("a photo with a page behind it", "page.jpg", lambda: picture() + SCRIPT),
    ("a photo with a program in its comment", "shell.jpg", lambda: picture(comment=PHP)),
    ("a PNG with programs in its texts", "shell.png", with_program),
    ("a small PNG that unpacks to 200 MB", "bomb.png", overfull_png),
    ("a photo with broken metadata", "broken.jpg", with_broken_metadata),
    ("a photo named as a program", "shell.php", picture),
    ("a photo with two endings", "photo.jpg.html", picture),
    ("a photo named as a path", "../../../etc/cron.d/photo.jpg", picture),
    ("a photo named as a script", "<img src=x onerror=alert(1)>.jpg", picture),
    ("a photo with control characters in its name", "a\x07\x1b[2J\u202egpj.exe.jpg", picture),
    ("a photo with a very long name", "n" * 5000 + ".jpg", picture),
]

HOSTILE_UPLOADS = REFUSED + CARRIERS
CLEANED = frozenset(name for name, _, _ in CARRIERS)
