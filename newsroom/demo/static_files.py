"""Static files as production has them (joined, hashed and compressed), collected once per change."""

from __future__ import annotations

import fcntl
import hashlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


def collect(say: Callable[[str], None] = lambda sentence: None) -> None:
    """Collect into STATIC_ROOT unless that was done for the very same files; processes take turns."""
    root = Path(settings.STATIC_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    stamp = root.with_suffix(".stamp")
    with root.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = fingerprint()
        if root.is_dir() and stamp.is_file() and stamp.read_text() == wanted:
            # Another process may have done it since this one read the names.
            storage: Any = staticfiles_storage
            if hasattr(storage, "load_manifest"):
                storage.hashed_files, storage.manifest_hash = storage.load_manifest()
            return
        say("Collecting static files ...")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(wanted)


def fingerprint() -> str:
    """Return a hash of what would be collected (path, size, time) and of the code that collects it."""
    digest = hashlib.sha256(repr((settings.STORAGES["staticfiles"], settings.STATIC_URL)).encode())
    for path in _sources():
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for part in (staticfiles_storage, *get_finders()):
        yield Path(inspect.getfile(part.__class__))
    found = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    yield from sorted(found)
