"""Environment and supervisor of the demo, piece by piece; the whole of it is in test_whole_demo.py."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from django.contrib.staticfiles.finders import get_finder
from pytest_django import Settings

from newsroom.demo import processes, static_files
from newsroom.demo.postgres.server import PrivatePostgres
from newsroom.demo.supervisor import Child, Supervisor
from tests.database import FAST_AND_LOOSE
from tests.demo.checkout import ROOT, free_port
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes

# Django's own, without hashes and compression: quick.
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SLEEPER = ("-c", "import time; time.sleep(600)")
# A child that starts a grandchild, as web servers do.
PARENT = (
    "-c",
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with manage.py alone, so that its var/ is its own."""
    shutil.copy(ROOT / "manage.py", tmp_path)
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), "SANDBOX_PORT": str(free_port()), **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("name", ["PORT", "SANDBOX_PORT"])
def test_taken_port_is_one_clear_sentence(folder: Path, name: str) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run(folder, "manage.py", "demo", **{"PORT": str(free_port()), name: str(port)})
    assert said.returncode == 1
    assert said.stderr.startswith(f"Port {port} cannot be used (Address already in use): try {name}=")
    assert len(said.stderr.splitlines()) == 1


def test_site_and_sandbox_need_a_port_each(folder: Path) -> None:
    port = str(free_port())
    said = run(folder, "manage.py", "demo", PORT=port, SANDBOX_PORT=port)
    assert (said.returncode, len(said.stderr.splitlines())) == (1, 1)
    assert f"try SANDBOX_PORT={int(port) + 1}" in said.stderr


@pytest.mark.parametrize("key", ["sk_live_x", "rk_live_x"])
def test_live_key_is_refused_by_the_demo_in_one_sentence(folder: Path, key: str) -> None:
    said = run(folder, "manage.py", "demo", PORT=str(free_port()), STRIPE_SECRET_KEY=key)
    assert (said.returncode, len(said.stderr.splitlines())) == (1, 1)
    assert "never moves real money" in said.stderr
    assert key not in said.stderr


@pytest.mark.parametrize("port", ["", "0", "http", "65536", "-1", "８000x"])
def test_port_that_is_no_port_is_one_clear_sentence(folder: Path, port: str) -> None:
    said = run(folder, "manage.py", "demo", PORT=port)
    assert said.returncode == 1
    assert "not a number from 1 to 65535" in said.stderr
    assert len(said.stderr.splitlines()) == 1


PRODUCTION = {
    "DATABASE_URL": "postgres://live/live",
    "EMAIL_URL": "smtp://live",
    "MEDIA_ROOT": "/srv/live",
    "STATIC_ROOT": "/srv/live",
    "SECRET_KEY": "live",
    "DEBUG": "1",
    "ALLOWED_HOSTS": "*",
    "SITE_URL": "https://live",
    "PUBLICATION_NAME": "The live paper",
    "LANGUAGES": "de",
    "SECURE_PROXY_SSL_HEADER": "X-Live",
    "WEB_HOST": "live.example",
    "STRIPE_SECRET_KEY": "sk_test_live",
    "STRIPE_WEBHOOK_SECRETS": "whsec_live",
    "STRIPE_API_BASE": "https://live",
    "STRIPE_PRODUCT_ID": "prod_live",
    "SEALING_KEYS": "live:x",
    "LOOKUP_KEY": "live",
}


def test_demo_never_uses_what_the_environment_names_for_production(folder: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "from newsroom.demo.environment import demo_environment\n"
        "with demo_environment(pathlib.Path.cwd(), afresh=False):\n"
        "    for name in sys.argv[1:]: print(os.environ[name])\n"
    )
    said = run(folder, "-c", code, *PRODUCTION, **PRODUCTION, PORT=str(free_port()))
    assert said.returncode == 0, said.stderr
    assert "live" not in said.stdout
    assert "*" not in said.stdout
    assert "en,ru,de" in said.stdout
    assert "127.0.0.1" in said.stdout.splitlines()  # the one address that the site listens at
    for name in ("secret-key", "sealing-key", "lookup-key", "webhook-secret"):
        assert stat.S_IMODE((folder / "var" / name).stat().st_mode) == 0o600


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePostgres]:
    private = PrivatePostgres(tmp_path_factory.mktemp("demo") / "postgres", FAST_AND_LOOSE)
    private.start()
    yield private
    private.release()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, database: PrivatePostgres, said: list[str]) -> Iterator[Supervisor]:
    table = [Child("sleeper", SLEEPER), Child("parent", PARENT)]
    supervising = Supervisor(tmp_path, table, database, said.append)
    supervising.start()
    yield supervising
    supervising.stop()


def kill(supervisor: Supervisor, index: int) -> None:
    process = supervisor.running[index].process
    assert process is not None
    process.kill()
    process.wait()


def test_child_that_ended_is_started_again_each_time_a_little_later(
    supervisor: Supervisor, said: list[str]
) -> None:
    pauses = []
    for _ in range(3):
        kill(supervisor, 0)
        supervisor.look()
        pauses.append(supervisor.running[0].pause)
        assert not supervisor.running[0].is_due()
        supervisor.running[0].start_at = 0
        supervisor.look()
        assert (process := supervisor.running[0].process)
        assert process.poll() is None
    assert pauses == [1, 2, 4]
    assert said[0] == "The sleeper ended; starting it again in 1 s."


def test_child_that_ran_long_is_started_again_at_once(supervisor: Supervisor) -> None:
    supervisor.running[0].pause = 16
    supervisor.running[0].started_at -= 3600
    kill(supervisor, 0)
    supervisor.look()
    assert supervisor.running[0].pause == 0.5


def test_end_of_a_child_ends_what_it_started(supervisor: Supervisor, tmp_path: Path) -> None:
    assert processes.wait_until(lambda: len(processes.running_in(tmp_path)) == 3, PATIENCE)
    kill(supervisor, 1)
    assert len(processes.running_in(tmp_path)) == 2
    supervisor.look()
    assert processes.wait_until(lambda: len(processes.running_in(tmp_path)) == 1, PATIENCE)


def test_stop_ends_everybody(supervisor: Supervisor, tmp_path: Path) -> None:
    assert processes.wait_until(lambda: len(processes.running_in(tmp_path)) == 3, PATIENCE)
    supervisor.stop()
    assert processes.running_in(tmp_path) == []


def test_database_that_ended_is_started_again(
    supervisor: Supervisor, database: PrivatePostgres, said: list[str]
) -> None:
    url = database.url
    processes.end(lambda: processes.running_in(database.data), first=signal.SIGKILL, seconds=PATIENCE)
    supervisor.look()
    assert said == ["PostgreSQL ended; starting it again."]
    assert database.is_running()
    assert database.url == url


def test_static_files_are_collected_when_something_changed_and_only_then(
    tmp_path: Path, settings: Settings
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.css").write_text("a {}")
    settings.STORAGES = {**settings.STORAGES, **PLAIN}
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = str(tmp_path / "static")
    told: list[str] = []
    for text in ("a {}", "a {}", "a { color: red }"):
        if text != (source / "one.css").read_text():
            (source / "one.css").write_text(text)
        cast("Any", get_finder).cache_clear()
        static_files.collect(told.append)
        assert (tmp_path / "static" / "one.css").read_text() == text
    assert len(told) == 2
