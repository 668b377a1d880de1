"""Requests whose framing is odd or wrong: what they ask for is done whole, or nothing of it is."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence

import pytest

from tests.load.clients import HOST, Answer, ask, request
from tests.patience import PATIENCE
from tests.serving.bodies import Posted, fingerprint, form
from tests.serving.conftest import Served

NUMBERS = itertools.count()
CHUNKED = "Transfer-Encoding: chunked"
# No answer, or a refusal: of the server itself or of ours.
REFUSED = {0, 400, 403, 411, 413, 501}
TAKEN = 302


def author(served: Served) -> Posted:
    name = f"Framed {next(NUMBERS)}"
    return form("/admin/articles/author/add/", served.cookie, name=name, slug="", _save="1")


def send(served: Served, sent: bytes, *, leaves: bool = True) -> Answer:
    return asyncio.run(ask(served.port, sent, leaves=leaves))


def chunked(body: bytes, *, end: bytes = b"0\r\n\r\n", extension: bytes = b"") -> bytes:
    return b"%x%s\r\n%s\r\n" % (len(body), extension, body) + end


# What the body is announced by, and what then goes over the wire.
NOTHING_DONE = {
    "two lengths": (
        lambda body: ([f"Content-Length: {len(body)}", f"Content-Length: {len(body) - 30}"], body)
    ),
    "two lengths in one": (lambda body: ([f"Content-Length: {len(body)}, {len(body) - 30}"], body)),
    "a length too large": (lambda body: ([f"Content-Length: {len(body) + 1}"], body)),
    "a length beyond all numbers": (lambda body: ([f"Content-Length: {'9' * 40}"], body)),
    "a negative length": (lambda body: ([f"Content-Length: -{len(body)}"], body)),
    "a length with a sign": (lambda body: ([f"Content-Length: +{len(body)}"], body)),
    "a length in words": (lambda body: (["Content-Length: all"], body)),
    "an empty length": (lambda body: (["Content-Length: "], body)),
    "no length": (lambda body: ([], body)),
    "an unknown encoding": (lambda body: (["Transfer-Encoding: xchunked"], chunked(body))),
    "identity": (lambda body: (["Transfer-Encoding: identity"], body)),
    "chunked before gzip": (lambda body: (["Transfer-Encoding: chunked, gzip"], chunked(body))),
    "a size that is none": (lambda body: ([CHUNKED], b"zz\r\n" + body + b"\r\n0\r\n\r\n")),
    "a negative size": (lambda body: ([CHUNKED], b"-1\r\n" + body + b"\r\n0\r\n\r\n")),
    "a size too large": (lambda body: ([CHUNKED], b"%x\r\n%s\r\n0\r\n\r\n" % (len(body) + 9, body))),
    "a size beyond all numbers": (lambda body: ([CHUNKED], b"f" * 17 + b"\r\n" + body + b"\r\n0\r\n\r\n")),
    "a size too small": (lambda body: ([CHUNKED], b"%x\r\n%s\r\n0\r\n\r\n" % (len(body) - 9, body))),
    "no end in chunks": (lambda body: ([CHUNKED], chunked(body[: -len(b"&end=1")], end=b""))),
    "half in chunks, the end": (lambda body: ([CHUNKED], chunked(body[: len(body) // 2]))),
}
WHOLE = {
    "one length twice": (lambda body: ([f"Content-Length: {len(body)}"] * 2, body)),
    "chunks with words": (lambda body: ([CHUNKED], chunked(body, extension=b";name=value"))),
    "chunks with a trailer": (lambda body: ([CHUNKED], chunked(body, end=b"0\r\nX-Sum: 1\r\n\r\n"))),
    "chunks of a byte": (
        lambda body: ([CHUNKED], b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n")
    ),
    "a capital": (lambda body: (["transfer-encoding: Chunked"], chunked(body))),
}
# A proxy in front could read these in another way than the server: done whole, or not at all.
EITHER = {
    "chunks and a length": (lambda body: ([CHUNKED, "Content-Length: 5"], chunked(body))),
    "a length and chunks": (lambda body: ([f"Content-Length: {len(body)}", CHUNKED], chunked(body))),
    "chunked twice": (lambda body: (["Transfer-Encoding: chunked, chunked"], chunked(body))),
}


def names(served: Served) -> list[str]:
    with served.connect() as connection:
        rows = connection.execute("SELECT name FROM articles_author WHERE name LIKE 'Framed %' ORDER BY id")
        return [row[0] for row in rows.fetchall()]


def framed(served: Served, kind: str) -> tuple[Answer, str]:
    """Send an author in that framing; return the answer and the author's name."""
    posted = author(served)
    lines, wire = (NOTHING_DONE | WHOLE | EITHER)[kind](posted.body)
    name = f"Framed {next(NUMBERS) - 1}"
    head = request(posted.path, *posted.headers, *lines, method="POST")
    return send(served, head + wire, leaves=kind in NOTHING_DONE), name


@pytest.mark.parametrize("kind", NOTHING_DONE)
def test_what_is_announced_wrongly_does_nothing(served: Served, kind: str) -> None:
    before = fingerprint(served)
    answer, _name = framed(served, kind)
    assert answer.status in REFUSED
    assert fingerprint(served) == before


@pytest.mark.parametrize("kind", WHOLE)
def test_what_is_announced_oddly_is_taken_whole(served: Served, kind: str) -> None:
    answer, name = framed(served, kind)
    assert (answer.status, names(served)[-1]) == (TAKEN, name)


@pytest.mark.parametrize("kind", EITHER)
def test_what_two_could_read_differently_is_whole_or_nothing(served: Served, kind: str) -> None:
    before = names(served)
    answer, name = framed(served, kind)
    assert names(served) == ([*before, name] if answer.status == TAKEN else before)
    assert answer.status in {TAKEN, *REFUSED}


def test_a_form_of_http_1_0_is_taken_with_a_length_alone(served: Served) -> None:
    posted = author(served)
    with_length = request(posted.path, *posted.headers, method="POST", body=posted.body).replace(
        b"HTTP/1.1", b"HTTP/1.0"
    )
    before = fingerprint(served)
    without = with_length.replace(b"Content-Length: %d\r\n" % len(posted.body), b"")
    assert send(served, without).status in REFUSED
    assert fingerprint(served) == before
    assert send(served, with_length, leaves=False).status == TAKEN


async def converse(served: Served, parts: Sequence[bytes], *, leaves: bool) -> list[bytes]:
    """Send the first part, wait for what comes, send the next; return all that came."""
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection(HOST, served.port)
        heard = []
        for part in parts:
            writer.write(part)
            heard.append(await reader.readuntil(b"\r\n\r\n"))
        if leaves:
            writer.write_eof()
        heard.append(await reader.read(-1))
        writer.close()
        return heard


@pytest.mark.parametrize("framing", ["length", "chunks"])
def test_whoever_asks_first_is_told_to_go_on(served: Served, framing: str) -> None:
    head, wire = author(served).framed(framing)
    asking = head.replace(b"Connection: close", b"Expect: 100-continue\r\nConnection: close")
    heard = asyncio.run(converse(served, [asking, wire], leaves=False))
    assert heard[0].startswith(b"HTTP/1.1 100 ")
    assert heard[1].startswith(b"HTTP/1.1 302 ")


def test_whoever_asks_first_and_leaves_does_nothing(served: Served) -> None:
    head, wire = author(served).framed("length")
    asking = head.replace(b"Connection: close", b"Expect: 100-continue\r\nConnection: close")
    before = fingerprint(served)
    for cut in (0, len(wire) // 2, len(wire) - 1):
        asyncio.run(converse(served, [asking], leaves=True)) if not cut else send(served, asking + wire[:cut])
    assert fingerprint(served) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("framing", ["length", "chunks"])
def test_a_body_that_nobody_asked_for_is_no_request_of_its_own(
    served: Served, method: str, framing: str
) -> None:
    """What follows it on the connection is not taken for a request, nor it for what follows."""
    posted = author(served)
    hidden = b"".join(posted.framed("length"))
    before = fingerprint(served)
    head, wire = Posted("/healthz", (), hidden).framed(framing)
    head = head.replace(b"POST ", method.encode() + b" ").replace(
        b"Connection: close", b"Connection: keep-alive"
    )
    heard = send(served, head + wire + request("/readyz"))
    assert heard.status in {0, 200, 400, 405}
    assert fingerprint(served) == before
    text = (heard.head.encode() + heard.body).decode("latin-1")
    assert "/admin/articles/author/" not in text
