"""Bodies of requests: read whole or refused, decoded as UTF-8, and bounded on the disk."""

from __future__ import annotations

from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters

from newsroom.core.web.refusals import CutOff, TooLarge

# Read at once. A form is smaller, so most bodies are one read.
PORTION = 64 * 1024
# A body up to this size stays in memory; longer ones wait on the disk.
IN_MEMORY = 1024 * 1024
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

    Raises TooLarge beyond `most` bytes, and CutOff when the sender left before the length was there: the web
    server tells no difference between an end and a broken connection, and half a form is another form. Read
    here, a slow body waits for its end without holding a connection to the database.
    """
    promised = int(environ.get("CONTENT_LENGTH") or 0)
    if promised > most:
        raise TooLarge
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # Django reads it later
    left = promised
    while left and (portion := environ["wsgi.input"].read(min(left, PORTION))):
        body.write(portion)
        left -= len(portion)
    if left:
        body.close()
        raise CutOff
    body.seek(0)
    environ["wsgi.input"] = body


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
