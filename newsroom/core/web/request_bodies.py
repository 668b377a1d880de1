"""Bodies of requests: read whole or refused, decoded as UTF-8, and bounded on the disk."""

from __future__ import annotations

import re
from contextlib import ExitStack
from io import SEEK_END, BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters

from newsroom.core.web.refusals import CutOff, TooLarge

# Read at once. A form is smaller, so most bodies are one read.
PORTION = 64 * 1024
# A body up to this size stays in memory; longer ones wait on the disk.
IN_MEMORY = 1024 * 1024
# Of a body that is too large, so much is still read before the answer: what somebody may send by mistake.
THROWN_AWAY = 64 * 1024 * 1024
# The last field of every form, as it stands in a body. Programs in a browser may add fields behind it.
END = re.compile(rb"&end=1(&|[\r\n]*\Z)")
# Bytes at the end of a body in which it is looked for, or a boundary.
TAIL = 512
# Bytes of all files of one request that reach the disk: what the largest picture has, and a bit more.
KEPT_OF_FILES = 26 * 1024 * 1024


class Request(WSGIRequest):
    """An HTTP request whose text is UTF-8, whatever charset it names.

    Django decodes with any codec of Python that a stranger names. Some of them fail before a page can answer,
    and others make characters that cannot be sent back.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        """Read the content type; one that is badly written counts as none."""
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {}


def take_body(environ: dict[str, Any], most: int) -> None:
    """Read the whole body and put it where Django finds it, with its length.

    Raises TooLarge beyond `most` bytes, and CutOff when the sender left before all of it was there: the web
    server tells no difference between an end and a broken connection, and half a form is another form. Read
    here, a slow body waits for its end without holding a connection to the database.
    """
    # Proxies and tunnels send in chunks what came to them with a length. Django reads no body without one.
    in_chunks = bool(environ.get("HTTP_TRANSFER_ENCODING") and environ.get("wsgi.input_terminated"))
    promised = most + 1 if in_chunks else int(environ.get("CONTENT_LENGTH") or 0)
    with ExitStack() as unless_whole:
        body = unless_whole.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        taken = _copy(environ["wsgi.input"], body, min(promised, most + 1))
        if taken > most:
            # A browser reads no answer while it is still sending.
            rest = THROWN_AWAY if in_chunks else min(promised - taken, THROWN_AWAY)
            _copy(environ["wsgi.input"], None, rest)
            raise TooLarge
        is_all = in_chunks or taken == promised
        if not is_all or (promised and not _has_end(body, environ.get("CONTENT_TYPE", ""))):
            raise CutOff
        unless_whole.pop_all()  # From here on it is open as long as its request.
    body.seek(0)
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = body, str(taken)


def _copy(source: IO[bytes], target: IO[bytes] | None, most: int) -> int:
    """Copy up to so many bytes, or throw them away, and return how many there were."""
    left = most
    while left and (portion := source.read(min(left, PORTION))):
        if target:
            target.write(portion)
        left -= len(portion)
    return most - left


def _has_end(body: IO[bytes], content_type: str) -> bool:
    """Say whether a form is whole: chunks that break off look like an end, and a length may count less.

    A form with files ends with its boundary, and every other form of ours with a hidden field
    (`partials/_form_end.html`). The rest are events of the payment processor, whose signature covers all.
    """
    try:
        kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return True  # Django reads no form from it.
    body.seek(max(0, body.seek(0, SEEK_END) - TAIL))
    if kind == "multipart/form-data":
        return body.read().rstrip(b"\r\n").endswith(_last_boundary(parameters))
    return kind != "application/x-www-form-urlencoded" or bool(END.search(b"&" + body.read()))


def _last_boundary(parameters: dict[str, str]) -> bytes:
    return f"--{parameters.get('boundary', '')}--".encode()


def drop_body(environ: dict[str, Any]) -> None:
    """Leave a body unread that no page asks for, such as one that came with a GET."""
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(), ""


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Upload handler that writes files to the disk up to a limit, and only counts the bytes beyond.

    Anybody may send a form, also one with a file. The form that reads a file which is too large finds its
    true size, says so beside the field, and keeps everything else that was typed.
    """

    kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = KEPT_OF_FILES - self.kept
        self.kept += min(room, len(raw_data))
        if room > 0:
            super().receive_data_chunk(raw_data[:room], start)
