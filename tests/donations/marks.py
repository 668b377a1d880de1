"""Marked personal data of a visitor, and the search for it: as it is, in base64, in hex."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.request import HTTPHandler, Request

from newsroom.demo.postgres.server import program

# Letters and digits alone: no quoting, escaping or percent sign changes them on their way.
ADDRESS = "canarymailq7x@example.org"
MARKS = {
    "the email": "canarymailq7x",
    "the browser": "CanaryAgentQ7X",
    "the IP behind a proxy": "203.0.113.77",
    "the IP": "127.7.7.7",
    "the name": "Quillfeather7X",
}
PLACE = MARKS["the IP"]
# What somebody's browser says who comes from there, and what the proxy in front of the site adds.
HEADERS = {
    "User-Agent": f"Mozilla/5.0 ({MARKS['the browser']}; rv:1.0)",
    "X-Forwarded-For": MARKS["the IP behind a proxy"],
    "Referer": f"https://mail.example/{MARKS['the name']}",
}


class FromThere(HTTPHandler):
    """HTTP handler that connects from the marked IP address."""

    handler_order = 400  # Before the usual one.

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(HTTPConnection, source_address=(PLACE, 0)), req)


def traces(text: str) -> dict[str, list[bytes]]:
    """Return what a text looks like in each way that it may have been written down."""
    plain = text.encode()
    return {
        "as it is": [plain.lower()],
        "in hex": [plain.hex().encode(), plain.lower().hex().encode()],
        "in base64": [*_base64(plain), *_base64(plain.lower())],
    }


def _base64(plain: bytes) -> Iterator[bytes]:
    """Return the text in base64 after 0, 1 and 2 other bytes, without what depends on neighbours."""
    for before, cut in ((0, 0), (1, 2), (2, 3)):
        whole = b"-" * before + plain
        sure = slice(cut, len(whole) * 8 // 6)
        yield base64.b64encode(whole)[sure]
        yield base64.urlsafe_b64encode(whole)[sure]


def digests(text: str) -> list[bytes]:
    """Return the digests that need no key: whoever has a list of email addresses can undo them."""
    makers = (hashlib.md5, hashlib.sha1, hashlib.sha256)
    return [make(text.encode()).hexdigest().encode() for make in makers]


def search(data: bytes) -> list[str]:
    """Name every mark in these bytes, and its encoding."""
    lower = data.lower()
    found = [
        f"{name} {way}"
        for name, text in MARKS.items()
        for way, needles in traces(text).items()
        if any(needle in (data if way == "in base64" else lower) for needle in needles)
    ]
    return found + ["a digest of the email"] * any(one in lower for one in digests(ADDRESS))


def search_files(folder: Path, exempt: Iterable[str] = ()) -> list[str]:
    """Search every file below a folder, but for these names at its top."""
    found = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if place.parts[0] not in exempt and path.is_file():
            with suppress(FileNotFoundError):  # The database server tidies up while we read.
                data = str(place).encode() + b"\n" + path.read_bytes()
                found += [f"{place}: {what}" for what in search(data)]
    return found


def dump(url: str) -> bytes:
    """Return `pg_dump` of a database, as a thief would have it."""
    done = subprocess.run([program("pg_dump"), url], capture_output=True, check=True)
    return done.stdout
