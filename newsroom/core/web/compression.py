"""Compression middleware: brotli where the browser takes it, gzip for others."""

import gzip
from collections.abc import Callable
from functools import lru_cache, partial

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from newsroom.core.web import entity_tags

KINDS = (
    *("text/", "application/json", "application/feed+json"),
    *("application/xml", "application/rss+xml", "application/atom+xml"),
)
NOT_MODIFIED = 304
SMALLEST = 300  # Bytes; below, the packet is the same.
LARGE = 60_000  # Bytes; the last fifth of such a text would cost up to a second of the server.

KEPT = 128  # Pages in each process, some 20 KB each.
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda text: brotli.compress(text, mode=brotli.MODE_TEXT, quality=11),
    "gzip": lambda text: gzip.compress(text, compresslevel=9, mtime=0),
}
# For pages that are another one each time, and for feeds and lists of addresses.
FAST: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda text: brotli.compress(text, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda text: gzip.compress(text, compresslevel=6, mtime=0),
}


@lru_cache(maxsize=KEPT)
def compress(encoding: str, text: bytes) -> bytes:
    """Return the text as small as it gets: 40 milliseconds, so a page that stays the same is cached."""
    return ENCODERS[encoding](text)


def compressed(response: HttpResponse) -> HttpResponse:
    """Mark a form for compression whose only secrets differ in every answer, as Django's token does."""
    response.has_only_fresh_secrets = True  # type: ignore[attr-defined]  # asked for by the middleware
    return response


class CompressionMiddleware:
    """Compress what carries nothing personal; desk pages and forms with a token go out as they are.

    A secret must not be compressed together with something a stranger chose, or its size gives the secret
    away (BREACH). Whatever is personal here sets a cookie or varies by cookie, so that is the test. A secret
    that is another one in each answer cannot be guessed bit by bit: such a page says so (`compressed`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        encoding = wanted(request.headers.get("Accept-Encoding", ""))
        asked = request.META.get("HTTP_IF_NONE_MATCH", "")
        if asked:
            request.META["HTTP_IF_NONE_MATCH"] = entity_tags.unencoded(asked, encoding)
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not is_text(response):
            return response
        is_fresh = getattr(response, "has_only_fresh_secrets", False)
        if not is_fresh and not is_public(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        tag = entity_tags.encoded(response.headers.get("ETag", ""), encoding)
        if response.status_code == NOT_MODIFIED and entity_tags.is_known(tag, asked):
            response.headers["ETag"] = tag
        elif encoding and len(response.content) >= SMALLEST:
            is_fast = is_fresh or len(response.content) > LARGE
            squeeze = FAST[encoding] if is_fast else partial(compress, encoding)
            response.content = squeeze(response.content)
            response.headers["Content-Encoding"] = encoding
            response.headers["Content-Length"] = str(len(response.content))
            if tag:
                response.headers["ETag"] = tag
        return response


def is_text(response: HttpResponse) -> bool:
    """Return whether the response is text, and not yet compressed, or says that such text has not changed."""
    if response.status_code == NOT_MODIFIED:
        return True
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and response.headers.get("Content-Type", "").startswith(KINDS)
    )


def is_public(response: HttpResponse) -> bool:
    """Return whether the response is the same for everybody."""
    return not response.cookies and "cookie" not in response.headers.get("Vary", "").lower()


def taken(accepted: str) -> list[str]:
    """Return the encodings that an Accept-Encoding header takes, the best first."""
    weights = dict(_weight(item) for item in accepted.lower().split(","))
    return [name for name in ENCODERS if weights.get(name, weights.get("*", False))]


def wanted(accepted: str) -> str:
    """Return the best encoding that an Accept-Encoding header takes, or an empty string."""
    return next(iter(taken(accepted)), "")


def _weight(item: str) -> tuple[str, bool]:
    """Return a name and whether it is accepted at all: `q=0` says no."""
    name, _, parameter = item.partition(";")
    weight = parameter.replace(" ", "").removeprefix("q=")
    return name.strip(), weight.strip("0.") != "" or not weight
