"""Log lines: one for each event, with a time and a request number, and with nothing that people sent.

A path, a header or the text of an exception may hold an address of a reader, so none of them is written: a
request is named by its route, an exception by its type and by the places in the code that it came through.
"""

from __future__ import annotations

import datetime
import logging
import re
import secrets
import sys
import threading
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from http.client import responses
from types import TracebackType

from django.apps import apps
from django.http import HttpRequest

OURS = ("newsroom", "articles", "donations")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")
# Letters and digits that nobody mistakes for one another, so that a number can be read out.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LINE = 1000
LINKS = 5
PLACES = 6
EMAIL = re.compile(r"\S+(?:@|%40)\S+")
IP = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<!\w)(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?!\w)"
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_number: ContextVar[str] = ContextVar("request_number", default="-")


def begin_request() -> str:
    """Give the request that this thread now answers a number, and return it: nobody else chooses it."""
    number = "".join(secrets.choice(ALPHABET) for _ in range(10))
    _number.set(number)
    return number


def request_number() -> str:
    """Return the number of the request that this thread answers, or a dash where it answers none."""
    return _number.get()


class LineFormatter(logging.Formatter):
    """Logging formatter of one line for each record, of whatever logger."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level, logger, request number, what happened, and where."""
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        parts = [f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z", record.levelname, record.name]
        parts += [request_number(), _message(record, error)]
        line = " ".join(parts)
        return f"{line}: {described(error)}"[:LINE] if error else line[:LINE]


def described(error: BaseException) -> str:
    """Return the types of an exception and its causes, and the places that each came through, in one line."""
    return ", from ".join(f"{_kind(link)} at {_places(link.__traceback__)}" for link in _chain(error))


def log_uncaught() -> None:
    """Write a line for what ends this program or a thread of it, in place of a traceback with its texts.

    Whoever sits at a terminal, or asks with `--traceback`, sees Python's own.
    """
    if sys.stderr.isatty() or "--traceback" in sys.argv:
        return
    sys.excepthook = _end
    threading.excepthook = lambda thread: _write("a thread ended", thread.exc_value)
    sys.unraisablehook = lambda failed: _write("went on after a failure", failed.exc_value)


def method(name: str) -> str:
    """Return the method of a request, unless somebody made it up."""
    return name if name in METHODS else "OTHER"


def _message(record: logging.LogRecord, error: BaseException | None) -> str:
    """Return what a record says, without what strangers could have written into it."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return _of_request(request, getattr(record, "status_code", 0))
    if record.name == "django.server":  # Its words are the request's first line.
        return f"answered {getattr(record, 'status_code', '')}"
    message = record.getMessage()
    for link in _chain(error) if error else ():
        for text in (repr(link), str(link)):
            message = message.replace(text, type(link).__name__) if text else message
    first_line = message.strip().partition("\n")[0]
    return IP.sub("[ip]", EMAIL.sub("[email]", CONTROL.sub(" ", first_line)))


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write what ended the program; before it has started nothing personal was read, and every word helps."""
    if apps.ready:
        _write("ended", error)
    else:
        sys.__excepthook__(kind, error, trace)


def _write(what: str, error: BaseException | None) -> None:
    """Write a line by itself: the settings that say where lines go may not be there yet."""
    facts = {"name": __name__, "levelname": "CRITICAL", "msg": what, "exc_info": (type(error), error, None)}
    sys.stderr.write(LineFormatter().format(logging.makeLogRecord(facts)) + "\n")


def _of_request(request: HttpRequest, status: int) -> str:
    match = request.resolver_match
    route = match.view_name if match else "no-page"
    return f"{method(request.method or '')} {route} {status} {responses.get(status, '')}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what it was raised from or while, as a traceback would show them."""
    link: BaseException | None = error
    for _ in range(LINKS):
        if link is None:
            return
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _kind(error: BaseException) -> str:
    """Return the type of an exception, and the state that PostgreSQL gives one of its own."""
    state = getattr(error, "sqlstate", None)
    return type(error).__name__ + (f" (SQLSTATE {state})" if state else "")


def _places(trace: TracebackType | None) -> str:
    """Return the last places in our code, and the one that raised, as `module:function:line`."""
    frames = [
        (frame.f_globals.get("__name__", "?"), frame.f_code.co_name, line)
        for frame, line in traceback.walk_tb(trace)
    ]
    ours = [place for place in frames[:-1] if place[0].partition(".")[0] in OURS]
    places = [*ours[-PLACES:], *frames[-1:]]
    return " > ".join(f"{module}:{function}:{line}" for module, function, line in places) or "nowhere"
