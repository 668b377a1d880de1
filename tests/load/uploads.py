"""Print what readers and the desk meet while the worst pictures are uploaded: `python -m tests.load.uploads`.

Eight come at once, twice: those that a decoder would take longest for, and the largest that are taken. Memory
is that of all processes of the site, resident; it is read from /proc, so that this needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests.articles.hostile_uploads import heavy_jpeg
from tests.articles.pictures import encoded, picture
from tests.load.__main__ import say, statuses, told
from tests.load.clients import HOST, Answer, ask, request
from tests.load.memory import COLUMNS, weighed
from tests.load.site import SHAPES, Site, filled, served
from tests.load.watching import page, watched
from tests.site_process import ROOT, SERVE

ADD = "/admin/articles/photo/add/"
AT_ONCE = 8
BOUNDARY = "-----8a2f"
HEADINGS = ("", "answers", "slowest", "/healthz", "a page", "the desk", *COLUMNS)


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


PICTURES = {"8 JPEGs of 99 scans": worst, "8 of 49 megapixels that are taken": largest}


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


async def run(site: Site, name: str) -> tuple[str, ...]:
    """Run one scenario and return its line of the table."""
    pictures = PICTURES[name]()
    await uploaded(site, [picture()])
    paths = {"/healthz": page("/healthz"), "a page": page("/"), "the desk": page("/admin/", site.cookie)}
    async with weighed(site.port) as memory, watched(site.port, site.database, paths) as seen:
        answers = await uploaded(site, pictures)
    slowest = f"{max(answer.seconds for answer in answers):.1f} s"
    return (
        name,
        statuses(answers),
        slowest,
        *(told(seen.answers[path]) for path in paths),
        *memory.columns(),
    )


def rows(site: Site) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table."""
    yield HEADINGS
    yield tuple("---" for _heading in HEADINGS)
    for name in PICTURES:
        yield asyncio.run(run(site, name))


def main() -> None:
    """Serve each shape, upload, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.uploads", description=__doc__)
    parser.add_argument("--shape", choices=SHAPES, action="append", help="one of them only")
    parser.add_argument("--command", default=SERVE, help="another way to serve, for comparison")
    parser.add_argument("--folder", type=Path, default=ROOT, help="another checkout to serve, for comparison")
    given = parser.parse_args()
    with filled() as database:
        for shape in given.shape or SHAPES:
            with served(shape, database, given.command, given.folder) as site:
                say(f"\n{shape}: {given.command}\n")
                for row in rows(site):
                    say(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
