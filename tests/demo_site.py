"""A demo newsroom of its own, served as `make demo` serves it, for tests of whole pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.demo import postgres
from tests.database import SETTINGS
from tests.site_process import HOST, ROOT, free_port, site_process


@contextmanager
def demo_site(name: str, fill: Callable[[], None] | None = None) -> Iterator[str]:
    """Load a fresh demo newsroom under `var/<name>` and yield the URL of its site.

    `fill` may add to it before the site starts; every picture then has all its sizes, without a worker.
    """
    var = ROOT / "var" / name
    var.mkdir(parents=True, exist_ok=True)
    postgres.PrivatePostgres(var / "postgres").remove()
    shutil.rmtree(var / "media", ignore_errors=True)
    port = free_port()
    os.environ.update(environment(var, port))
    prepare(fill)
    with site_process(port):
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


def prepare(fill: Callable[[], None] | None = None, *, pictures: bool = True) -> None:
    """Set Django up, load the newsroom into an empty database, and make the sizes of its pictures."""
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
    for photo in Photo.objects.all() if pictures else ():
        photos.render(photo)
