"""Static files middleware: WhiteNoise with an entity tag for each encoding, and with weighed encodings."""

import copy
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

from newsroom.core.web import entity_tags
from newsroom.core.web.compression import taken


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # WhiteNoise ships no types
    """WhiteNoise, asked in words that it understands: one strong tag, and no encoding that is refused."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponseBase:
        """Send a file in an encoding that the browser takes, or say that it has not changed."""
        asked = copy.copy(request)
        asked.META = {**request.META}
        asked.META["HTTP_ACCEPT_ENCODING"] = ",".join(taken(request.headers.get("Accept-Encoding", "")))
        _path, headers = static_file.get_path_and_headers(asked.META)
        etag = entity_tags.encoded(static_file.etag, dict(headers).get("Content-Encoding", ""))
        if tags := request.headers.get("If-None-Match"):
            asked.META["HTTP_IF_NONE_MATCH"] = static_file.etag if entity_tags.is_known(etag, tags) else ""
        if "If-Range" in request.headers:
            asked.META.pop(
                "HTTP_RANGE", None
            )  # WhiteNoise does not compare it, and the whole is never wrong.
        response: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, asked)
        if response.has_header("ETag"):
            response["ETag"] = etag
        return response
