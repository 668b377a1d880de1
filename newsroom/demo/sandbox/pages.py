"""Layout of the sandbox's pages: plain HTML, no script, one stylesheet of its own."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from newsroom.demo.sandbox.wire import Response

STYLE = Path(__file__).with_name("sandbox.css")


def frame(title: str, body: str, *, language: str = "en", notice: str = "") -> str:
    """Return a whole page; `body` is HTML that begins with its h1."""
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox.css">
</head>
<body>
<header><p class="notice">{escape(notice)}</p></header>
<main>
{body}
</main>
</body>
</html>
"""


def answer(page: str, status: int = 200, *, leads_to: Iterable[str] = ()) -> Response:
    """Return a page under a policy that loads nothing; forms may lead to the origins of these URLs alone."""
    origins = sorted({"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in leads_to})
    policy = "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "img-src data:",
            f"form-action 'self' {' '.join(origins)}".strip(),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    headers |= {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response(status=status, body=page.encode(), headers=headers)


def redirect(url: str) -> Response:
    """Return a 303, which the browser follows with a GET."""
    return Response(status=303, headers={"Location": url, "Cache-Control": "no-store"})


def stylesheet() -> Response:
    return Response(body=STYLE.read_bytes(), headers={"Content-Type": "text/css; charset=utf-8"})
