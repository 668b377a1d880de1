"""Web server: the site on one port, in a few processes, until it is told to end."""

from __future__ import annotations

import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server
from granian.server.common import AbstractServer

from newsroom import serving
from newsroom.management.sealed_places import log_missing_keys

ROOM = (
    "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
)
# The server's own loggers write as all others do; it logs no requests.
LOGGING = {
    "formatters": {},
    "handlers": {},
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("_granian", "granian.access")},
}


class Command(BaseCommand):
    help = "Serve the site on WEB_HOST:PORT with WEB_WORKERS processes; newsroom/serving.py has the numbers."

    def handle(self, *args: Any, **options: Any) -> None:
        host, port, workers = settings.WEB_HOST, settings.PORT, settings.WEB_WORKERS
        refuse_taken_port(host, port)
        refuse_crowded_database(workers)
        log_missing_keys()
        allow_open_files()
        if options["verbosity"]:
            self.stdout.write(f"Serving on http://{host}:{port}; web processes: {workers}.")
            self.stdout.flush()
        connections.close_all()  # The processes begin as copies of this one.
        server(host, port, workers).serve(target_loader=load)


def server(host: str, port: int, workers: int) -> AbstractServer[Any]:
    """Return the web server, not yet running."""
    return Server(
        "newsroom.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=serving.THREADS,
        blocking_threads_idle_timeout=serving.IDLE_THREAD_SECONDS,
        backpressure=serving.CLIENTS,
        backlog=serving.BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=serving.HEADER_MILLISECONDS),
        # Below, it says that there are more threads than processors: they wait.
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
        respawn_failed_workers=True,
        respawn_interval=serving.RESPAWN_SECONDS,
        workers_kill_timeout=serving.END_SECONDS,
    )


def load(*_args: Any) -> Callable[..., Any]:
    """Return the application, in the process that answers by it.

    Threads come and go, so connections belong to a pool of the process instead of to its threads.
    """
    from newsroom.wsgi import application

    database = connections.settings["default"]
    database["CONN_MAX_AGE"] = 0
    database["OPTIONS"]["pool"] = serving.POOL
    sys.setswitchinterval(serving.SWITCH_SECONDS)
    return application


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError when somebody listens there: the server would share the port in silence."""
    with socket.socket() as asked:
        if asked.connect_ex((host, port)) == 0:
            raise CommandError(f"Port {port} is taken: end what listens there, or set PORT.")


def refuse_crowded_database(workers: int) -> None:
    """Raise CommandError when the processes could take what the worker and others need of the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROOM)
            (room,) = cursor.fetchone()
    except OperationalError:
        return  # Readers hear that the database is away until it is back.
    wanted = workers * serving.CONNECTIONS
    if wanted + serving.CONNECTIONS_OF_OTHERS > room:
        raise CommandError(
            f"PostgreSQL takes {room} connections; {workers} processes may open {wanted}, and others need "
            f"{serving.CONNECTIONS_OF_OTHERS}: raise its max_connections or lower WEB_WORKERS."
        )


def allow_open_files() -> None:
    """Let each process hold as many connections as it may, which the usual limit of 1,024 files does not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = serving.FILES_OPEN if hard == resource.RLIM_INFINITY else min(serving.FILES_OPEN, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
