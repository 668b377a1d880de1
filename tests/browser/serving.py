"""WSGI server in threads of this process, so that the site reads this test's database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.db import connections


class QuietHandler(WSGIRequestHandler):
    """Request handler of the development server, without a log line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def serve() -> Iterator[str]:
    """Run the whole WSGI application, whitenoise included, on a free port of loopback; yield its URL."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler, allow_reuse_address=True)
    server.daemon_threads = False  # so that closing waits for requests under way
    server.set_app(get_internal_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        connections.close_all()
