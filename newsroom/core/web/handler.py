"""WSGI handler: Django behind lanes that bound how much is done at once, and with bodies that are whole.

Without it, a web server with many threads opens a connection to the database for each, and one with few is
stopped by a handful of clients that send slowly. Each request waits here, before Django, for its turn.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.db import Error, close_old_connections
from django.http import FileResponse, HttpResponse, parse_cookie
from django.http.response import HttpResponseBase

from newsroom.core import logs
from newsroom.core.web import refusals
from newsroom.core.web.lanes import Full, Lane
from newsroom.core.web.page_language import language_of
from newsroom.core.web.request_bodies import Request, drop_body, take_body

logger = logging.getLogger(__name__)
NUMBER_HEADER = "X-Request-ID"
BODILESS = ("GET", "HEAD", "OPTIONS", "TRACE")
Environ = dict[str, Any]


@dataclass(frozen=True)
class Lanes:
    """The lanes of one web process. `by_path` has those of single paths, and of all below a path that ends in
    a slash; None is no lane. `uploads` has those of colleagues' forms that are slow, by their path.
    """

    readers: Lane
    forms: Lane
    desk: Lane
    desk_forms: Lane
    questions: Lane
    bodies: Lane
    desk_bodies: Lane
    downloads: Lane
    by_path: Mapping[str, Lane | None]
    uploads: Mapping[str, Lane]


class Handler(WSGIHandler):
    """Django behind a web server: each request in its lane, each body whole, each turn given back.

    A colleague is whoever has a session in which somebody is logged in. A made-up cookie makes nobody a
    colleague, so strangers share the lanes of strangers.
    """

    request_class = Request

    def __init__(self, lanes: Lanes, *, most: int, most_of_colleagues: int, whole: int) -> None:
        super().__init__()
        self.lanes = lanes
        self.most, self.most_of_colleagues, self.whole = most, most_of_colleagues, whole

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Any:
        """Answer a request, or refuse it with a page of its own."""
        environ.pop("wsgi.file_wrapper", None)  # It would send a file past the turns.
        start = _numbered(start_response, logs.begin_request())
        try:
            with ExitStack() as held:
                lane = self._lane(environ)
                held.callback(environ["wsgi.input"].close)
                if lane:
                    held.enter_context(lane.turn())
                answer = super().__call__(environ, start)
                return self._given_back(answer, held)
        except Full:
            return self._refused(refusals.Busy, environ, start)
        except refusals.Refusal as refusal:
            return self._refused(type(refusal), environ, start)
        except Exception:
            # The web server would write its text to the log, and answer with nothing.
            logger.exception("failed outside of every page")
            return self._sent(refusals.failed(), start)

    def _lane(self, environ: Environ) -> Lane | None:
        """Return the lane that a request waits in, once its body is there."""
        path = environ["PATH_INFO"]
        for known, lane in self.lanes.by_path.items():
            if path == known or (known.endswith("/") and path.startswith(known)):
                drop_body(environ)
                return lane
        is_colleague = self._is_colleague(environ)
        if environ["REQUEST_METHOD"] in BODILESS:
            drop_body(environ)
            return self.lanes.desk if is_colleague else self.lanes.readers
        with (self.lanes.desk_bodies if is_colleague else self.lanes.bodies).turn():
            take_body(environ, self.most_of_colleagues if is_colleague else self.most)
        return self.lanes.uploads.get(path, self.lanes.desk_forms) if is_colleague else self.lanes.forms

    def _is_colleague(self, environ: Environ) -> bool:
        """Say whether the session that a cookie names is one in which somebody is logged in."""
        key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
        if not key:
            return False
        store = import_module(settings.SESSION_ENGINE).SessionStore
        with self.lanes.questions.turn():
            try:
                return SESSION_KEY in store(key)
            except Error:
                return False  # The database is away, as the page itself will say.
            finally:
                close_old_connections()

    def _given_back(self, answer: HttpResponseBase, held: ExitStack) -> Any:
        """Return the body of an answer; a reader who is slow to take it keeps no turn and no connection.

        A page or a small file goes to the web server whole. A large file needs a thread until it is sent, and
        an export its connection, too: they keep a turn until they are closed.
        """
        if not answer.streaming or self._is_small(answer):
            body = b"".join(answer)
            answer.close()
            return [body]
        if not isinstance(answer, FileResponse):
            return Held(answer, held.pop_all())
        close_old_connections()
        with ExitStack() as download:
            download.callback(held.close)
            download.enter_context(self.lanes.downloads.turn())
            return Held(answer, download.pop_all())

    def _is_small(self, answer: HttpResponseBase) -> bool:
        length = answer.headers.get("Content-Length", "")
        return length.isdecimal() and int(length) <= self.whole

    def _refused(self, refusal: type[refusals.Refusal], environ: Environ, start: Any) -> list[bytes]:
        logger.warning(
            "%s %s %s", logs.method(environ["REQUEST_METHOD"]), refusal.status.value, refusal.__name__
        )
        return self._sent(refusals.page(refusal, language_of(environ["PATH_INFO"])), start)

    def _sent(self, response: HttpResponse, start: Any) -> list[bytes]:
        status = f"{response.status_code} {response.reason_phrase}"
        start(status, list(response.items()), sys.exc_info())
        return [response.content]


def _numbered(start_response: Callable[..., Any], number: str) -> Callable[..., Any]:
    """Return a `start_response` that names the number of the request, so that a person can quote it."""

    def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
        return start_response(status, [*headers, (NUMBER_HEADER, number)], *exc_info)

    return start


class BrokenOff(Exception):
    """An answer could not be sent to its end."""


class Held:
    """The body of an answer that keeps a turn until the web server has sent it."""

    def __init__(self, answer: HttpResponseBase, turn: ExitStack) -> None:
        self.answer, self.turn = answer, turn

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.answer
        except Exception:
            logger.exception("an answer broke off")
            # The web server ends the connection, so that nobody takes it for whole.
            raise BrokenOff from None

    def close(self) -> None:
        """Close the answer and give the turn back."""
        with self.turn:
            self.answer.close()
