"""A log has one line for each problem, by which it can be found, and nothing of what people sent."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO, StringIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import IntegrityError, connection
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory

from articles.models import Story
from newsroom.core import logs
from newsroom.core.web.handler import BrokenOff, Handler, Held
from newsroom.serving import MOST, MOST_OF_COLLEAGUES, WHOLE_FILE, lanes

pytestmark = pytest.mark.django_db
CANARY, NAME, IP = "reader.of.ours@example.org", "Karenina", "203.0.113.77"
LINE = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (WARNING|ERROR|INFO) [\w.]+ (-|[2-9a-z]{10}) .+")


@pytest.fixture
def log() -> Iterator[Callable[[], list[str]]]:
    """A function that returns the lines of the log; each must be whole, and hold nothing that was sent."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.LineFormatter())
    logging.getLogger().addHandler(handler)
    number = logs._number.set("-")  # Tests before may have left theirs.

    def lines() -> list[str]:
        found = written.getvalue().splitlines()
        for line in found:
            assert LINE.fullmatch(line), line
            assert not any(one in line for one in (CANARY, NAME, IP, "example", "203.0")), line
        return found

    yield lines
    logs._number.reset(number)
    logging.getLogger().removeHandler(handler)


def after_number(line: str) -> str:
    return line.split(" ", 4)[4]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"/{CANARY}", "GET no-page 404 Not Found"),
        (f"/ru/{NAME}%20{CANARY}", "GET no-page 404 Not Found"),
        (f"/%0d%0a/{CANARY}", "GET no-page 404 Not Found"),
        (f"/2026/11/23/{CANARY}-a7", "GET articles:story 404 Not Found"),
        (
            f"/2026/11/23/mailto:reader.of.ours%40example.org-a7?to={CANARY}",
            "GET articles:story 404 Not Found",
        ),
        ("/category/reader-of-ours-at-example-org/", "GET articles:category 404 Not Found"),
    ],
)
def test_a_request_is_named_by_its_route(
    client: Client, log: Callable[[], list[str]], path: str, said: str
) -> None:
    sent = {"Referer": f"https://x/{CANARY}", "User-Agent": CANARY, "X-Request-ID": CANARY}
    assert client.get(path, secure=True, headers=sent).status_code == 404
    [line] = log()
    assert (" WARNING django.request " in line, after_number(line)) == (True, said)


def test_what_was_posted_is_not_logged(client: Client, log: Callable[[], list[str]]) -> None:
    strict = Client(enforce_csrf_checks=True)
    typed = {"login": CANARY, "password": NAME, "other": IP}
    strict.post("/admin/login/", typed, secure=True, headers={"Origin": f"https://{CANARY}"})
    strict.post("/support/", typed, secure=True, headers={"Referer": f"https://{CANARY}/"})
    client.post("/support/webhook/", CANARY, content_type="text/plain", secure=True)
    client.generic(NAME.upper(), "/", secure=True)
    assert [after_number(line) for line in log()] == [
        "POST account_login 403 Forbidden",
        "POST donations:support 403 Forbidden",
        "POST donations:webhook 400 Bad Request",
        "OTHER articles:front 405 Method Not Allowed",
    ]


@pytest.mark.parametrize(
    "host", [CANARY, f"{CANARY}:8000", f"{IP}:80", "evil.example", "a b", "", "[::1", f"{NAME}.org"]
)
def test_a_host_that_is_not_ours_is_one_line(client: Client, log: Callable[[], list[str]], host: str) -> None:
    client.raise_request_exception = False
    assert client.get("/", secure=True, headers={"Host": host}).status_code == 400
    [line] = log()
    assert " ERROR django.security.DisallowedHost " in line
    assert "400 Bad Request: DisallowedHost at " in line


@pytest.mark.parametrize(
    "typed", [{f"{number}": "" for number in range(2100)}, {"a": "x" * (5 * 1024 * 1024 + 1)}]
)
def test_other_suspicious_requests_are_one_line_too(
    client: Client, log: Callable[[], list[str]], typed: dict[str, str]
) -> None:
    client.raise_request_exception = False
    client.post("/admin/articles/story/add/", typed | {"headline": CANARY}, secure=True)
    [line] = log()
    assert re.search("django.security.(TooManyFieldsSent|RequestDataTooBig) ", line)


def test_no_library_writes_by_a_handler_of_its_own() -> None:
    for name in (
        "django",
        "django.request",
        "django.server",
        "procrastinate",
        "allauth",
        "stripe",
        "psycopg.pool",
    ):
        logging.getLogger(name)
    of_their_own = {
        logger.name: logger.handlers
        for logger in logging.root.manager.loggerDict.values()
        if isinstance(logger, logging.Logger)
        and (not logger.propagate or not all(isinstance(one, logging.NullHandler) for one in logger.handlers))
    }
    assert of_their_own == {}


class Planted(Exception):
    """A mistake of ours."""


def test_a_mistake_is_named_by_its_types_and_places(
    client: Client, log: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        try:
            int(CANARY)
        except ValueError as error:
            raise Planted(f"{NAME}\n{CANARY}") from error

    monkeypatch.setattr(Story.objects, "live", broken)
    client.raise_request_exception = False
    client.get(f"/2026/11/25/{CANARY}-a1?q={CANARY}", secure=True)
    [line] = log()
    assert re.fullmatch(
        r"GET articles:story 500 Internal Server Error: Planted at articles\.views\.public:shown:\d+ > "
        r"articles\.views\.story_pages:story:\d+ > articles\.views\.story_pages:find:\d+ > "
        r"tests\.core\.test_logs:broken:\d+, "
        r"from ValueError at tests\.core\.test_logs:broken:\d+",
        after_number(line),
    )


def test_what_postgresql_says_is_not_logged_but_its_state_is(log: Callable[[], list[str]]) -> None:
    with pytest.raises(IntegrityError) as raised, connection.cursor() as cursor:
        cursor.execute("INSERT INTO core_user (username) VALUES (%s)", [CANARY])
    assert CANARY in str(raised.value)
    logging.getLogger("articles.tasks").error("it was not kept", exc_info=raised.value)
    [line] = log()
    assert "it was not kept: IntegrityError at " in line
    assert "NotNullViolation (SQLSTATE 23502) at psycopg." in line


def test_other_libraries_tell_no_text_of_an_exception(log: Callable[[], list[str]]) -> None:
    """Some write it into their own sentence; others add lines, or an address of the network."""
    error = ValueError(f"no letter to {CANARY}")
    logging.getLogger("procrastinate.worker").error(f"worker error: {error!r}", exc_info=error)
    logging.getLogger("django.dispatch").error("Error calling %s (%s)", "a", error, exc_info=error)
    logging.getLogger("asyncio").error(f"never retrieved\nfuture: {error!r}")
    logging.getLogger("allauth.account").warning("Login of %s from %s", CANARY, IP)
    logging.getLogger("psycopg.pool").error(
        "connection to 203.0.113.77, port 5432 and 2001:db8::203:1 failed"
    )
    logging.getLogger("_granian").error(f"Application callable raised an exception\nValueError: {CANARY}")
    assert [line.split(" ", 2)[2].split(": ValueError at")[0] for line in log()] == [
        "procrastinate.worker - worker error: ValueError",
        "django.dispatch - Error calling a (ValueError)",
        "asyncio - never retrieved",
        "allauth.account - Login of [email] from [ip]",
        "psycopg.pool - connection to [ip], port 5432 and [ip] failed",
        "_granian - Application callable raised an exception",
    ]


def test_the_page_of_a_mistake_names_the_number_that_the_log_has(
    client: Client, log: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise Planted

    monkeypatch.setattr(Story.objects, "live", broken)
    client.raise_request_exception = False
    number = logs.begin_request()
    page = client.get("/2026/11/25/words-a1", secure=True).content.decode()
    assert f"tell us this number: <strong>{number}</strong>" in page
    assert f"назовите этот номер: <strong>{number}</strong>" in page
    [line] = log()
    assert line.split(" ")[3] == number


def test_a_mistake_outside_of_django_is_a_page_and_a_line(
    log: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise Planted(CANARY)

    site = Handler(lanes(), most=MOST, most_of_colleagues=MOST_OF_COLLEAGUES, whole=WHOLE_FILE)
    monkeypatch.setattr(WSGIHandler, "__call__", broken)
    started: list[tuple[str, dict[str, str]]] = []
    environ = RequestFactory().get("/healthz").environ | {
        "wsgi.input": BytesIO(),
        "HTTP_X_REQUEST_ID": CANARY,
    }
    [page] = site(environ, lambda status, headers, *_: started.append((status, dict(headers))))
    [(status, headers)] = started
    [line] = log()
    assert status == "500 Internal Server Error"
    assert headers["X-Request-ID"] == line.split(" ")[3]
    assert headers["X-Request-ID"] in page.decode()
    assert "failed outside of every page: Planted at newsroom.core.web.handler:__call__:" in line


def test_an_answer_that_breaks_off_is_a_line_and_never_looks_whole(log: Callable[[], list[str]]) -> None:
    def rows() -> Iterator[bytes]:
        yield b"one"
        raise Planted(CANARY)

    sent = iter(Held(StreamingHttpResponse(rows()), ExitStack()))
    assert next(sent) == b"one"
    with pytest.raises(BrokenOff) as raised:
        next(sent)
    assert raised.value.__cause__ is None
    [line] = log()
    assert "an answer broke off: Planted at " in line
