"""A body counts whole or not at all, with a length or in chunks, wherever it breaks off."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json
import re
from collections.abc import Callable, Iterable
from uuid import uuid4

import pytest

from donations import forms, ledger
from newsroom import serving
from tests.articles.desk_form import Form
from tests.articles.pictures import picture
from tests.builders import PASSWORD
from tests.donations.giving import aged, choice
from tests.load.clients import Answer, ask, request
from tests.serving.bodies import Posted, event, fingerprint, form, upload
from tests.serving.conftest import Served
from tests.site_process import log_in as session

AT_ONCE = 16
FRAMINGS = ("length", "chunks")
NUMBERS = itertools.count()
# Cut off, and no answer: the web server need not answer somebody who has left.
REFUSED = {0, 400}


def support(served: Served) -> Posted:
    typed = choice("once", "EUR", typed="45") | {"token": forms.new_token()}
    return form("/support/", **typed)


def question(served: Served) -> Posted:
    chosen = ledger.Choice(interval="once", amount=4500, currency="EUR", language="en")
    return form("/support/question/", choice=aged(forms.carry(uuid4(), chosen)), answer="no")


def log_in(served: Served) -> Posted:
    return form("/admin/login/", login="editor", password=PASSWORD)


def account(served: Served) -> Posted:
    with served.connect() as connection:
        found = connection.execute("SELECT language FROM core_user WHERE username = 'editor'").fetchone()
    assert found
    return form("/account/", served.cookie, language="en" if found[0] == "ru" else "ru")


def author(served: Served) -> Posted:
    name = f"Author {next(NUMBERS)}"
    return form("/admin/articles/author/add/", served.cookie, name=name, slug="", _save="1")


def photo(served: Served) -> Posted:
    words = {"alt": "A boat", "credit": "Arina Belskaya", "caption": "", "licence": "", "_save": "1"}
    return upload(
        "/admin/articles/photo/add/", served.cookie, picture(400, 300 + next(NUMBERS), quality=20), **words
    )


def story(served: Served) -> Posted:
    fields = {name: value for name, value in opened(served, STORY).items() if name not in OF_EACH_FORM}
    typed = {"headline": f"Story {next(NUMBERS)}", "body_source": "<p>One, two.</p>", "act": "write"}
    return form(STORY, served.cookie, **fields | typed)


def deletion(served: Served) -> Posted:
    send(served, [b"".join(author(served).framed("length"))], leaves=False)
    with served.connect() as connection:
        found = connection.execute("SELECT max(id) FROM articles_author").fetchone()
    assert found
    return form(f"/admin/articles/author/{found[0]}/delete/", served.cookie, post="yes")


def log_out(served: Served) -> Posted:
    return form("/account/logout/", session(served.port, "editor", PASSWORD))


def another_try(served: Served) -> Posted:
    """The form on the page that says that the payment page did not open."""
    [page] = send(served, [b"".join(question(served).framed("length"))], leaves=False)
    fields = re.findall(r'<input type="hidden" name="([^"]+)"\s+value="([^"]*)"', page.body.decode())
    return form("/support/question/", **{name: value for name, value in fields if name not in OF_EACH_FORM})


def hint(served: Served) -> Posted:
    return event(json.dumps({**EVENT, "id": "evt_of_the_bodies"}).encode())


EVENT = {
    "object": "v2.core.event",
    "type": "v1.invoice.paid",
    "livemode": False,
    "created": "2026-11-29T12:00:00.000Z",
    "related_object": {"id": "in_1", "type": "invoice", "url": "/v1/invoices/in_1"},
}
OF_EACH_FORM = ("", "csrfmiddlewaretoken", "end")
STORY = "/admin/articles/story/add/"
# Tries are counted, so that nobody tries cards.
COUNTS = "core_budget"
BODIES = (support, question, another_try, log_in, log_out, account, author, deletion, story, photo, hint)
# What the whole answers, however it is framed. The payment processor of this site is away.
ANSWERS: dict[Callable[[Served], Posted], int] = {
    support: 200,
    question: 503,
    another_try: 503,
    log_in: 302,
    log_out: 302,
    account: 302,
    author: 302,
    deletion: 302,
    story: 302,
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


def opened(served: Served, path: str) -> dict[str, str]:
    """Open a story's form and return what it would send unchanged."""
    # A new story's form has an address of its own, with its token.
    [moved] = send(served, [request(path, f"Cookie: {served.cookie}")], leaves=False)
    at = re.search(r"(?im)^location: (\S+)", moved.head)
    assert at, moved.head
    [page] = send(served, [request(at[1], f"Cookie: {served.cookie}")], leaves=False)
    fields = Form("story_form")
    fields.feed(page.body.decode())
    return {name: value for name, value in fields.values.items() if "__prefix__" not in name}


def break_off(served: Served, posted: Posted, framing: str, step: int) -> None:
    """Send the body cut at every so many bytes, and see that nothing was done."""
    before = fingerprint(served)
    head, wire = posted.framed(framing)
    # A chunk that ends the body says nothing that is not there.
    whole = wire.index(b"\r\n0\r\n\r\n") if framing == "chunks" else len(wire)
    cuts = sorted({*range(0, whole, step), *range(max(0, whole - 10), whole)})
    answers = send(served, (head + wire[:cut] for cut in cuts), leaves=True)
    assert {answer.status for answer in answers} <= REFUSED
    assert fingerprint(served) == before


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_breaks_off_does_nothing(
    served: Served, body: Callable[[Served], Posted], framing: str
) -> None:
    posted = body(served)
    break_off(served, posted, framing, max(1, len(posted.body) // 20))


@pytest.mark.slow
@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_breaks_off_at_any_byte_does_nothing(
    served: Served, body: Callable[[Served], Posted], framing: str
) -> None:
    posted = body(served)
    break_off(served, posted, framing, 1 if len(posted.body) < 5000 else 37)


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_whole_is_taken(
    served: Served, body: Callable[[Served], Posted], framing: str
) -> None:
    posted = body(served)
    before = fingerprint(served)
    [answer] = send(served, [b"".join(posted.framed(framing))], leaves=False)
    assert answer.status == ANSWERS[body], re.findall("(?s)errorlist.{300}", answer.body.decode())
    # The form alone stores nothing, and another try of the same one is the same contribution, counted again.
    after = fingerprint(served)
    changed = {name for name in after if after[name] != before.get(name)}
    assert bool(changed - {COUNTS}) == (body not in (support, another_try)), changed


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


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("body", [support, question, log_in, account, author, story, photo])
def test_a_form_of_which_less_was_announced_than_was_typed_does_nothing(
    served: Served, body: Callable[[Served], Posted], framing: str
) -> None:
    posted = body(served)
    before, size = fingerprint(served), len(posted.body)
    cuts = sorted({*range(1, size, size // 6), size - 7, size - 1})
    short = (dataclasses.replace(posted, body=posted.body[:cut]) for cut in cuts)
    answers = send(served, (b"".join(one.framed(framing)) for one in short), leaves=False)
    assert {answer.status for answer in answers} == {400}
    assert all("The connection broke before all of it was here" in one.body.decode() for one in answers)
    assert fingerprint(served) == before


@pytest.mark.parametrize("framing", FRAMINGS)
def test_fields_that_a_program_in_the_browser_adds_do_not_matter(served: Served, framing: str) -> None:
    posted = author(served)
    more = dataclasses.replace(posted, body=posted.body + b"&added-by=a+program")
    [answer] = send(served, [b"".join(more.framed(framing))], leaves=False)
    assert answer.status == 302
