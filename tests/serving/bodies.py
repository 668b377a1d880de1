"""Requests with a body, framed by a length or in chunks, and cut off anywhere."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlencode

from stripe import WebhookSignature

from tests.database import SETTINGS
from tests.load.clients import request
from tests.serving.conftest import Served

# Django takes any token that is the same in the cookie and in the form.
TOKEN = "a" * 32
BOUNDARY = "----boundary"
FORM = "Content-Type: application/x-www-form-urlencoded"
CHUNK = 40


@dataclass(frozen=True)
class Posted:
    """A body for a path, with its headers."""

    path: str
    headers: tuple[str, ...]
    body: bytes

    def framed(self, framing: str) -> tuple[bytes, bytes]:
        """Return the head of the request and its body as it goes over the wire."""
        if framing == "length":
            length = f"Content-Length: {len(self.body)}"
            return request(self.path, *self.headers, length, method="POST"), self.body
        head = request(self.path, *self.headers, "Transfer-Encoding: chunked", method="POST")
        size = max(CHUNK, len(self.body) // 100)
        parts = [self.body[at : at + size] for at in range(0, len(self.body), size)]
        return head, b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def form(path: str, cookie: str = "", **typed: str) -> Posted:
    """Return a form as our pages send it: a good token first, the field that says its end last."""
    fields = {"csrfmiddlewaretoken": TOKEN, **typed, "end": "1"}
    return Posted(path, (_cookie(cookie), FORM), urlencode(fields).encode())


def upload(path: str, cookie: str, file: bytes, **typed: str) -> Posted:
    """Return a form with a file."""
    fields = {"csrfmiddlewaretoken": TOKEN, **typed}
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + file)
    parts.append(b'name="end"\r\n\r\n1')
    between = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    body = b"".join(between + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--".encode()
    return Posted(path, (_cookie(cookie), f"Content-Type: multipart/form-data; boundary={BOUNDARY}"), body)


def event(body: bytes) -> Posted:
    """Return an event as the payment processor signs it."""
    secret = SETTINGS["STRIPE_WEBHOOK_SECRETS"]
    signature = WebhookSignature.generate_signature_header(body.decode(), secret, int(time.time()))
    headers = (f"Stripe-Signature: {signature}", "Content-Type: application/json")
    return Posted("/support/webhook/", headers, body)


def fingerprint(served: Served) -> dict[str, tuple[int, int]]:
    """Return for each table how many rows it has and a sum over what stands in them."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with served.connect() as connection:
        names = [row[0] for row in connection.execute(tables).fetchall()]
        sums = (
            connection.execute(
                f'SELECT count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM "{name}" t'
            )
            for name in names
        )
        return {name: found for name, rows in zip(names, sums, strict=True) if (found := rows.fetchone())}


def _cookie(cookie: str) -> str:
    return f"Cookie: csrftoken={TOKEN}" + (f"; {cookie}" if cookie else "")
