"""Environment of `manage.py demo`: file lock, ports, settings and PostgreSQL, before Django loads.

The demo never touches a database, a mail server or a folder that the environment or `.env` names.
"""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from newsroom.core.settings_faults import LIVE_KEYS
from newsroom.demo import postgres, processes

HOST = "127.0.0.1"
# Every process of a demo carries this with its folder's path, so a later run finds what a killed one left.
MARK = "NEWSROOM_DEMO_IN"
PRODUCT = "prod_newsroom"
PUBLICATION = "The Moscow Times"
# What the content of the demo is written in; the environment may name further ones.
LANGUAGES = ("en", "ru")


class DemoError(RuntimeError):
    """Error that ends the demo; its message is one sentence for the person at the keyboard."""


@contextmanager
def demo_environment(root: Path, *, afresh: bool) -> Iterator[None]:
    """Hold folder, port and environment while the demo runs; `afresh` deletes its data before."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _leave)
    var = root / "var"
    try:
        if os.environ.get("STRIPE_SECRET_KEY", "").startswith(LIVE_KEYS):
            raise DemoError("STRIPE_SECRET_KEY is a live key: the demo never moves real money. Unset it.")
        var.mkdir(exist_ok=True)
        with _alone_in(var), _reserved(_port("PORT", 8000)) as port:
            sandbox_port = _free(_port("SANDBOX_PORT", 8011), "SANDBOX_PORT")
            database = postgres.PrivatePostgres(var / "postgres")
            if afresh:
                database.remove()
                shutil.rmtree(var / "media", ignore_errors=True)
                (var / "journal.jsonl").unlink(missing_ok=True)
            os.environ.update(_settings(var, port) | _payments(var, sandbox_port))
            print("Starting PostgreSQL ...", flush=True)
            os.environ["DATABASE_URL"] = postgres.use(var / "postgres")
            yield
    except (DemoError, postgres.PostgresError) as error:
        sys.exit(str(error))
    except PermissionError as error:
        sys.exit(
            f"{error.filename} belongs to somebody else: run the demo from their account, or clone anew."
        )


def _leave(signal_number: int, frame: object) -> None:
    # An orderly end, wherever the demo stands: every `finally` and `with` on the way puts things back.
    raise SystemExit(0)


@contextmanager
def _alone_in(var: Path) -> Iterator[None]:
    """Keep a second demo out of this folder by a file lock, and end what a killed one left behind."""
    with (var / "demo.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError("The demo of this folder is running already: end it first.") from None
        end_children(var)
        yield


def end_children(var: Path) -> None:
    """End every process that the demo in this folder started, PostgreSQL excepted."""
    processes.end(lambda: processes.marked(MARK, str(var)), first=signal.SIGTERM, seconds=10)


def _port(name: str, usual: int) -> int:
    text = os.environ.get(name, str(usual))
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise DemoError(f"{name} is {text!r}, not a number from 1 to 65535.")
    return int(text)


def _free(port: int, name: str) -> int:
    """Return the port if no socket is bound to it, or raise DemoError."""
    try:
        with socket.socket() as plain:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            plain.bind((HOST, port))
    except OSError as error:
        sentence = f"Port {port} cannot be used ({error.strerror}): try {name}={port + 1} make demo."
        raise DemoError(sentence) from None
    return port


@contextmanager
def _reserved(port: int) -> Iterator[int]:
    """Reserve a port for the site, or raise DemoError when another program has it.

    A web server shares a taken port in silence, so a plain socket asks first. The one kept afterwards
    never listens: it keeps others away while the site starts or is started again.
    """
    _free(port, "PORT")
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept.bind((HOST, port))
        yield port


def _settings(var: Path, port: int) -> dict[str, str]:
    return {
        "DEMO": "1",
        "DEBUG": "0",
        "WEB_HOST": HOST,
        "PORT": str(port),
        "WEB_WORKERS": "2",
        "SECRET_KEY": _kept(var / "secret-key", lambda: secrets.token_urlsafe(50)),
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "SITE_URL": f"http://{HOST}:{port}",
        "PUBLICATION_NAME": PUBLICATION,
        "LANGUAGES": ",".join([*LANGUAGES, os.environ.get("LANGUAGES", "")]),
        "EMAIL_URL": f"filemail:///{quote(str(var / 'mail'))}",
        "MEDIA_ROOT": str(var / "media"),
        "JOURNAL_FILE": str(var / "journal.jsonl"),
        "STATIC_ROOT": str(var / "static"),
        "SECURE_PROXY_SSL_HEADER": "",
        "TRUSTED_PROXY_COUNT": "0",
    }


def _payments(var: Path, port: int) -> dict[str, str]:
    """Return settings for contributions in the demo: its own sandbox, and keys that belong to this folder."""
    sandbox = f"http://{HOST}:{port}"
    webhook_secret = _kept(var / "webhook-secret", lambda: f"whsec_{secrets.token_urlsafe(32)}")
    return {
        "LIVE": "0",
        "SANDBOX_PORT": str(port),
        "SANDBOX_WEBHOOK_SECRET": webhook_secret,
        "STRIPE_SECRET_KEY": "sk_test_demo",
        "STRIPE_API_BASE": sandbox,
        "STRIPE_DASHBOARD": f"{sandbox}/_control",
        "STRIPE_CHECKOUT_ORIGINS": sandbox,
        "STRIPE_WEBHOOK_SECRETS": webhook_secret,
        "STRIPE_PRODUCT_ID": PRODUCT,
        "STRIPE_EXCLUDED_METHODS": "",
        "SEALING_KEYS": f"demo:{_kept(var / 'sealing-key', _key)}",
        "LOOKUP_KEY": _kept(var / "lookup-key", _key),
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    """Return a secret of this folder, made at the first run and readable by its owner alone."""
    if not path.exists():
        new = path.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(make())
        new.rename(path)
    return path.read_text()
