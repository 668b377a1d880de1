"""HTTP server of the sandbox, on this machine alone: sockets and threads around the core."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.dispatch import handle
from newsroom.demo.sandbox.outbox import Delivery
from newsroom.demo.sandbox.wire import Request, Response, to_json

HOST = "127.0.0.1"
THIS_MACHINE = (HOST, "localhost", "::1")
FATTEST = 1_000_000
PATIENCE = 20.0
# Seconds between looks at the clock.
PULSE = 0.2


class Server:
    """HTTP server that answers requests one at a time through the core, and delivers its events."""

    def __init__(
        self, stripe: Stripe, http: ThreadingHTTPServer, after: Callable[[], None] = lambda: None
    ) -> None:
        self._stripe, self._http, self._after = stripe, http, after
        self._lock, self._delivering = threading.Lock(), threading.Lock()
        self._wake, self._ends = threading.Event(), threading.Event()
        self._threads = [
            threading.Thread(target=http.serve_forever, args=(PULSE,), daemon=True),
            threading.Thread(target=self._deliver_on, daemon=True),
        ]
        http.answer = self._answer  # type: ignore[attr-defined]

    @property
    def origin(self) -> str:
        """The URL of the sandbox, without a path."""
        return f"http://{HOST}:{self._http.server_port}"

    def start(self) -> None:
        """Start the threads that answer and deliver."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop both threads; what was not delivered is delivered after the next start."""
        self._ends.set()
        self._wake.set()
        self._http.shutdown()
        self._http.server_close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _answer(self, request: Request) -> Response:
        if refusal := _refuse_strangers(request, self.origin):
            return refusal
        if (request.method, request.path) == ("POST", "/_control/deliver"):
            return to_json({"delivered": self.deliver()})
        with self._lock:
            response = handle(self._stripe, request)
            self._after()
        self._wake.set()
        return response

    def _deliver_on(self) -> None:
        while not self._ends.is_set():
            self._wake.wait(PULSE)
            self._wake.clear()
            if not self._ends.is_set():
                self.deliver()

    def deliver(self) -> int:
        """Deliver everything that is due, and what follows from it, and return how many were sent."""
        sent = 0
        with self._delivering, ThreadPoolExecutor(8) as pool:
            while batch := self._take():
                for delivery, status in zip(batch, pool.map(post, batch), strict=True):
                    self._note(delivery, status)
                sent += len(batch)
        return sent

    def _take(self) -> list[Delivery]:
        with self._lock:
            self._stripe.tick()
            batch = self._stripe.outbox.take()
            self._after()
        return batch

    def _note(self, delivery: Delivery, status: int | None) -> None:
        with self._lock:
            self._stripe.outbox.answered(delivery, status)
            self._after()


def _refuse_strangers(request: Request, origin: str) -> Response | None:
    """Refuse requests that another site made in a browser on this machine."""
    is_known_host = request.header("Host") in (origin[7:], origin[7:].replace(HOST, "localhost"))
    asks_from = request.header("Origin") or "null"
    is_own = asks_from in ("null", origin, origin.replace(HOST, "localhost"))
    if not is_known_host or (request.path.startswith("/_control") and not is_own):
        return to_json({"error": {"message": "The sandbox talks to this machine alone."}}, 403)
    return None


def post(delivery: Delivery) -> int | None:
    """Send a delivery and return the status of the answer, or None when there was none."""
    parts = urlsplit(delivery.url)
    connection = _connect(parts)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        connection.request("POST", target, delivery.body, dict(delivery.headers))
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _connect(parts: SplitResult) -> HTTPConnection:
    """Return a connection to a destination; on this machine alone no certificate is asked for."""
    host = parts.hostname or HOST
    if parts.scheme != "https":
        return HTTPConnection(host, parts.port or 80, timeout=PATIENCE)
    context = ssl.create_default_context()
    if host in THIS_MACHINE:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return HTTPSConnection(host, parts.port or 443, timeout=PATIENCE, context=context)


class Handler(BaseHTTPRequestHandler):
    """HTTP request handler: reads a request, asks the core, writes the answer."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    # One write per answer, at once: otherwise the two ends wait 40 ms for each other.
    wbufsize = -1
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = -1
        if not 0 <= length <= FATTEST:
            self.close_connection = True
            self._write(to_json({"error": {"message": "Too much"}}, 413))
            return
        parts = urlsplit(self.path)
        request = Request(
            method="GET" if self.command == "HEAD" else self.command,
            path=parts.path,
            query=parts.query,
            headers=dict(self.headers.items()),
            body=self.rfile.read(length),
        )
        response: Response = self.server.answer(request)  # type: ignore[attr-defined]
        time.sleep(response.delay)
        self._write(response)

    do_GET = do_HEAD = do_POST = do_DELETE = _serve  # noqa: N815  # the names of http.server

    def _write(self, response: Response) -> None:
        if response.is_lost:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def version_string(self) -> str:
        return "payment-sandbox"

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: the journal has more."""


def listen(port: int) -> ThreadingHTTPServer:
    """Open the port, 0 for any; raises OSError when it is taken."""
    http = ThreadingHTTPServer((HOST, port), Handler)
    http.daemon_threads = True
    http.block_on_close = False
    return http
