"""The site in the shape of production or of the demo, on a private PostgreSQL as wide as Debian's default."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsroom.demo.postgres import PrivatePostgres
from tests.demo_site import environment, prepare
from tests.site_process import HOST, ROOT, SERVE, free_port, log_in, site_process

MAX_CONNECTIONS = "100"
SHAPES = ("production", "demo")


@dataclass(frozen=True)
class Site:
    """A site that answers: its port, its database, and the cookie of somebody who is logged in."""

    port: int
    database: str
    cookie: str
    paths: tuple[str, ...]


@contextmanager
def filled() -> Iterator[str]:
    """Fill a fresh newsroom for this process and those that it starts; yield the URL of its database."""
    var = ROOT / "var" / "load"
    postgres = PrivatePostgres(var / "postgres", {"max_connections": MAX_CONNECTIONS})
    postgres.remove()
    try:
        # The first user decides the options of the server, which `environment` then adopts.
        postgres.start()
        os.environ.update(environment(var, free_port()))
        prepare(pictures=False)
        yield postgres.url
    finally:
        postgres.release()


@contextmanager
def served(shape: str, database: str, command: str = SERVE, folder: Path = ROOT) -> Iterator[Site]:
    """Serve the newsroom by the command from that folder, and end it."""
    from newsroom.demo.content.library import PASSWORD

    port = free_port()
    log = ROOT / "var" / "load" / "log"
    with site_process(port, as_in(shape), command=command, folder=folder, log=log):
        yield Site(port, database, log_in(port, "editor", PASSWORD), tuple(_paths()))


def as_in(shape: str) -> dict[str, str]:
    """Return the settings in which production differs from the demo."""
    if shape == "demo":
        return {}
    return {
        "DEMO": "0",
        "SITE_URL": f"https://{HOST}",
        "SECURE_PROXY_SSL_HEADER": "HTTP_X_FORWARDED_PROTO=https",
    }


def _paths() -> Iterator[str]:
    from articles.models import Category, Story

    yield from ("/", "/ru/")
    yield from (story.get_absolute_url() for story in Story.objects.live().order_by("pk")[:30])
    yield from (category.get_absolute_url() for category in Category.objects.order_by("pk"))
