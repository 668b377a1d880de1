"""Request bodies: UTF-8 whatever they claim to be, and uploads of bounded size."""

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

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


class Handler(WSGIHandler):
    """WSGI handler that makes such requests."""

    request_class = Request


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
