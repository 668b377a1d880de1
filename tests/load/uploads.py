"""Uploads of the worst pictures, eight at once: costly for a decoder, or the largest that are taken."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable

from PIL import Image

from tests.articles.hostile_uploads import heavy_jpeg
from tests.articles.pictures import encoded
from tests.load.clients import HOST, Answer, ask, request
from tests.load.site import Site
from tests.load.watching import page

ADD = "/admin/articles/photo/add/"
AT_ONCE = 8
BOUNDARY = "-----8a2f"


def worst() -> list[bytes]:
    """Return eight files that say that they cost 99 passes over 49 megapixels."""
    return [heavy_jpeg()] * AT_ONCE


def largest() -> list[bytes]:
    """Return eight pictures that are taken, none of them like another."""
    noise = Image.effect_noise((7000, 7000), 12).convert("RGB")
    # Of any colour, since a picture that is there already is refused.
    plain = [Image.new("RGBA", (7000, 7000), (*random.randbytes(3), 128)) for _number in range(5)]
    return [
        encoded(noise, "JPEG", quality=70, progressive=True),
        encoded(noise.convert("CMYK"), "JPEG", quality=30, progressive=True),
        encoded(noise, "AVIF", speed=10, quality=30),
        *(encoded(image, "WEBP", method=0) for image in plain[:3]),
        *(encoded(image, "PNG", compress_level=1) for image in plain[3:]),
    ]


def form(site: Site, token: str, file: bytes) -> bytes:
    """Return the form of a new photo as a browser sends it."""
    typed = {"csrfmiddlewaretoken": token, "alt": "Two cranes.", "credit": "MT", "caption": "", "licence": ""}
    parts = [f'name="{name}"\r\n\r\n{text}'.encode() for name, text in typed.items()]
    parts.append(b'name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + file)
    begin = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    body = b"".join(begin + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()
    own = (
        f"Cookie: {site.cookie}; csrftoken={token}",
        f"Referer: https://{HOST}{ADD}",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
    )
    return request(ADD, *own, method="POST", body=body)


async def uploaded(site: Site, files: list[bytes]) -> list[Answer]:
    """Upload all at once and return the answers."""
    blank = await ask(site.port, page(ADD, site.cookie))
    token = re.search(r"csrftoken=(\w+)", blank.head)
    assert token, blank.head
    return await asyncio.gather(*(ask(site.port, form(site, token[1], file), patience=180) for file in files))


def uploads(make: Callable[[], list[bytes]]) -> Callable[[Site], Awaitable[list[Answer]]]:
    """Return a scenario; its pictures are made when it is called, and sent when it is awaited."""

    def scenario(site: Site) -> Awaitable[list[Answer]]:
        return uploaded(site, make())

    return scenario
