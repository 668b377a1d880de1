"""A demo newsroom of its own, served as `make demo` serves it, for tests of whole pages."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.demo import postgres, processes
from tests.database import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


@contextmanager
def demo_site(name: str, fill: Callable[[], None] | None = None) -> Iterator[str]:
    """Load a fresh demo newsroom under `var/<name>` and yield the URL of its site.

    `fill` may add to it before the site starts; every picture then has all its sizes, without a worker.
    """
    var = ROOT / "var" / name
    var.mkdir(parents=True, exist_ok=True)
    postgres.PrivatePostgres(var / "postgres").remove()
    shutil.rmtree(var / "media", ignore_errors=True)
    with socket.socket() as kept:
        kept.bind((HOST, 0))
        port = kept.getsockname()[1]
    os.environ.update(environment(var, port))
    _prepare(fill)
    with _granian(port):
        yield f"http://{HOST}:{port}"


def environment(var: Path, port: int) -> dict[str, str]:
    """Return the settings of a demo in that folder."""
    return {
        "DEMO": "1",
        "DEBUG": "0",
        "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"http://{HOST}:{port}",
        "PUBLICATION_NAME": SETTINGS["PUBLICATION_NAME"],
        "LANGUAGES": SETTINGS["LANGUAGES"],
        "EMAIL_URL": "memorymail://",
        "MEDIA_ROOT": str(var / "media"),
        "STATIC_ROOT": str(var / "static"),
        "DATABASE_URL": postgres.use(var / "postgres"),
        # Contributions are open; nobody goes as far as the processor.
        "SEALING_KEYS": SETTINGS["SEALING_KEYS"],
        "LOOKUP_KEY": SETTINGS["LOOKUP_KEY"],
        "STRIPE_SECRET_KEY": SETTINGS["STRIPE_SECRET_KEY"],
        "STRIPE_PRODUCT_ID": SETTINGS["STRIPE_PRODUCT_ID"],
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def _prepare(fill: Callable[[], None] | None) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from articles import photos
    from articles.models import Photo
    from newsroom.demo import static_files

    call_command("migrate", verbosity=0)
    call_command("load_stories", verbosity=0)
    static_files.collect()
    if fill:
        fill()
    for photo in Photo.objects.all():
        photos.render(photo)


@contextmanager
def _granian(port: int) -> Iterator[None]:
    options = ["--host", HOST, "--port", str(port), "--interface", "wsgi", "--log-level", "warning"]
    options += ["--blocking-threads", "4", "--backpressure", "32"]
    command = (sys.executable, "-m", "granian", *options, "newsroom.wsgi:application")
    with subprocess.Popen(command, cwd=ROOT) as site:
        try:
            if not processes.wait_until(lambda: processes.answers(port), 30):
                sys.exit("The site did not start.")
            yield
        finally:
            site.terminate()
