"""Whatever reaches the served site: a line in the log for each problem, a number for each answer."""

from __future__ import annotations

import asyncio
import re

from tests.core.test_logs import LINE
from tests.load.clients import Answer, ask, request
from tests.serving.bodies import form
from tests.serving.conftest import Served

CANARY = "reader.of.ours"
MAIL = f"{CANARY}@example.org"
CUT = b"cut"
GIVEN = f"X-Request-ID: {MAIL}"


def send(served: Served, *requests: bytes) -> list[Answer]:
    async def run() -> list[Answer]:
        return [await ask(served.port, one, leaves=one.endswith(CUT)) for one in requests]

    return asyncio.run(run())


def hostile() -> list[bytes]:
    """Return requests that carry an address everywhere, and that the site refuses at each of its doors."""
    cut = form("/support/", other=MAIL)
    other_host = request("/").replace(b"Host: 127.0.0.1", f"Host: {MAIL}".encode())
    return [
        request(f"/{MAIL}?q={MAIL}", GIVEN),
        request(f"/2026/11/23/{MAIL}-a7", GIVEN),
        other_host,
        request("/", f"Cookie: sessionid={MAIL}; csrftoken={MAIL}", GIVEN, method="POST"),
        request("/admin/login/", GIVEN, method="POST", body=MAIL.encode()),
        request("/support/webhook/", f"Stripe-Signature: {MAIL}", method="POST", body=MAIL.encode()),
        cut.framed("length")[0] + cut.body[:-9] + CUT,
        b"".join(form("/admin/login/", login=MAIL, password=MAIL).framed("chunks")),
        request("/static/" + MAIL, GIVEN),
        request("/media/" + MAIL, GIVEN),
        request("/", method=CANARY.upper().replace(".", "-")),
    ]


def test_every_answer_has_a_number_that_nobody_else_chose(served: Served) -> None:
    answers = send(served, *hostile(), request("/"), request("/healthz"), request(served.story))
    heads = [answer.head for answer in answers if answer.status]
    assert len(heads) >= 12
    numbers = [re.findall(r"(?im)^x-request-id: (.+?)\r?$", head) for head in heads]
    assert all(len(one) == 1 and re.fullmatch(r"[2-9a-z]{10}", one[0]) for one in numbers), numbers
    assert len({one[0] for one in numbers}) == len(heads)


def test_the_log_has_one_line_for_each_problem_and_nothing_that_was_sent(served: Served) -> None:
    before = len(served.log.read_text())
    answers = send(served, *hostile())
    problems = [answer for answer in answers if answer.status >= 400]
    lines = served.log.read_text()[before:].splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert CANARY not in served.log.read_text()
    logged = [line.split(" ")[3] for line in lines]
    for answer in problems:
        number = re.findall(r"(?im)^x-request-id: (.+?)\r?$", answer.head)
        assert logged.count(number[0]) == 1, (answer.head, lines)
