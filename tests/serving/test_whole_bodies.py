"""A body counts whole or not at all, with a length or in chunks, wherever it breaks off."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json
import re
from collections.abc import Callable, Iterable

import pytest

from donations import forms
from newsroom import serving
from tests.articles.pictures import picture
from tests.builders import PASSWORD
from tests.donations.giving import choice
from tests.load.clients import Answer, ask
from tests.serving.bodies import Posted, event, fingerprint, form, upload
from tests.serving.conftest import Served

pytestmark = pytest.mark.processes

AT_ONCE = 16
FRAMINGS = ("length", "chunks")
NUMBERS = itertools.count()
# Cut off, and no answer: the web server need not answer somebody who has left.
REFUSED = {0, 400}


def support(served: Served) -> Posted:
    typed = choice("once", "EUR", typed="45") | {"token": forms.new_token()}
    return form("/support/", **typed)


def log_in(served: Served) -> Posted:
    return form("/admin/login/", login="editor", password=PASSWORD)


def account(served: Served) -> Posted:
    return form("/account/", served.cookie, language=("ru", "en")[next(NUMBERS) % 2])


def author(served: Served) -> Posted:
    name = f"Author {next(NUMBERS)}"
    return form("/admin/articles/author/add/", served.cookie, name=name, slug="", _save="1")


def photo(served: Served) -> Posted:
    words = {"alt": "A boat", "credit": "Arina Belskaya", "caption": "", "licence": "", "_save": "1"}
    return upload(
        "/admin/articles/photo/add/", served.cookie, picture(400, 300 + next(NUMBERS), quality=20), **words
    )


def hint(served: Served) -> Posted:
    return event(json.dumps({**EVENT, "id": "evt_of_the_bodies"}).encode())


EVENT = {
    "object": "v2.core.event",
    "type": "v1.invoice.paid",
    "livemode": False,
    "created": "2026-11-29T12:00:00.000Z",
    "related_object": {"id": "in_1", "type": "invoice", "url": "/v1/invoices/in_1"},
}
BODIES = (support, log_in, account, author, photo, hint)
# What the whole answers, however it is framed. The payment processor of this site is away.
ANSWERS: dict[Callable[[Served], Posted], int] = {
    support: 503,
    log_in: 302,
    account: 302,
    author: 302,
    photo: 302,
    hint: 200,
}


def send(served: Served, requests: Iterable[bytes], *, leaves: bool) -> list[Answer]:
    async def run() -> list[Answer]:
        places = asyncio.Semaphore(AT_ONCE)

        async def one(sent: bytes) -> Answer:
            async with places:
                return await ask(served.port, sent, leaves=leaves)

        return await asyncio.gather(*(one(sent) for sent in requests))

    return asyncio.run(run())


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_breaks_off_does_nothing(
    served: Served, body: Callable[[Served], Posted], framing: str
) -> None:
    before = fingerprint(served)
    head, wire = body(served).framed(framing)
    # A chunk that ends the body says nothing that is not there; a picture is cut at fewer places.
    whole = wire.index(b"\r\n0\r\n\r\n") if framing == "chunks" else len(wire)
    cuts = range(0, whole, 1 if whole < 1000 else 37)
    answers = send(served, (head + wire[:cut] for cut in cuts), leaves=True)
    assert {answer.status for answer in answers} <= REFUSED
    assert fingerprint(served) == before


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_whole_is_taken(
    served: Served, body: Callable[[Served], Posted], framing: str
) -> None:
    before = fingerprint(served)
    [answer] = send(served, [b"".join(body(served).framed(framing))], leaves=False)
    assert answer.status == ANSWERS[body], re.findall("(?s)errorlist.{300}", answer.body.decode())
    assert fingerprint(served) != before


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize(
    ("size", "words"), [(serving.MOST, "larger than anything"), (300 * 1024, "too large")]
)
def test_a_body_that_is_too_large_is_refused_in_words(
    served: Served, size: int, words: str, framing: str
) -> None:
    posted = event(b"x" * (size + 1))
    [answer] = send(served, [b"".join(posted.framed(framing))], leaves=False)
    assert (answer.status, words in answer.body.decode()) == (413, True)


def test_a_form_in_chunks_that_does_not_say_its_end_is_refused_in_words(served: Served) -> None:
    posted = account(served)
    short = dataclasses.replace(posted, body=posted.body.removesuffix(b"&end=1"))
    [answer] = send(served, [b"".join(short.framed("chunks"))], leaves=False)
    assert answer.status == 400
    assert "The connection broke before all of it was here" in answer.body.decode()
