"""The steps between an empty folder and a newsroom that can be visited."""

from __future__ import annotations

import hashlib
import http.client
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from newsroom.core import processes
from newsroom.management.demo.ground import HOST

PEOPLE = ("admin", "editor", "reporter", "fundraiser")
PASSWORD = "demo"  # noqa: S105 the demo answers on this machine alone


def prepare(say: Callable[[str], None]) -> None:
    """Bring database, demo newsroom and static files up to date; `say` is told of each step."""
    say("Bringing the database up to date ...")
    call_command("migrate", verbosity=0, interactive=False)
    say("Loading the demo newsroom ...")
    call_command("load_demo")
    collect_static(say)


def collect_static(say: Callable[[str], None]) -> None:
    """Collect static files when one of them, or the way they are stored, has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT).parent / "static.stamp"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting static files ...")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)


def answers(port: int, seconds: float) -> bool:
    """Wait until the site says that it and its database are ready; say whether it did."""
    return processes.wait_until(lambda: _is_ready(port), seconds)


def welcome(port: int) -> str:
    """Return what a visitor needs: addresses and log-ins."""
    site = f"http://{HOST}:{port}"
    return (
        f"\n  The site      {site}/"
        f"\n  The desk      {site}/admin/"
        f"\n  Log in as     {', '.join(PEOPLE)}"
        f"\n  Password      {PASSWORD}"
        "\n\nCtrl-C ends the demo; its data stays in var/.\n"
    )


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _fingerprint() -> str:
    digest = hashlib.sha256(repr((settings.STORAGES, settings.STATIC_URL)).encode())
    for path in _sources():
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    yield Path(inspect.getfile(staticfiles_storage.__class__))
    found = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    yield from sorted(found)
