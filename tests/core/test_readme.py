"""The commands of README.md do what README.md says."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import psycopg
import pytest
from psycopg import sql

from newsroom.demo import processes
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
# Commands in the running text are those that begin with a program's name.
INLINE = [
    " ".join(found.split()) for found in re.findall(r"`((?:python|make|PORT=\d+ make)\s[^`]+)`", README)
]
ANSWERS = {"DJANGO_SUPERUSER_USERNAME": "first", "DJANGO_SUPERUSER_PASSWORD": "Readme-1-Password"}
HOST = "news.example"


def of_python(word: str) -> list[str]:
    """Return the README's commands for Python that hold the word, ready to run."""
    return [sys.executable, *shlex.split(next(one for one in INLINE if word in one))[1:]]


def free_port() -> int:
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        return int(kept.getsockname()[1])


@pytest.fixture
def production(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment that README.md asks for, and an empty database."""
    given = dict(word.split("=", 1) for word in shlex.split(BLOCKS[1]))
    assert set(given) == {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "PUBLICATION_NAME"}
    server = os.environ["DATABASE_URL"]
    name = f"readme_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        ours = {"DATABASE_URL": re.sub(r"/\w+(?=\?|$)", f"/{name}", server)}
        folders = {"MEDIA_ROOT": str(tmp_path / "media"), "STATIC_ROOT": str(tmp_path / "static")}
        plain = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        yield plain | given | {"SECRET_KEY": "0123456789" * 5} | ours | folders
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_the_commands_of_running_it_in_earnest_run_it(production: dict[str, str]) -> None:
    run(of_python("manage.py migrate"), production)
    run([*of_python("manage.py collectstatic"), "--noinput"], production)
    account = [*of_python("manage.py createsuperuser"), "--noinput", "--email", "first@news.example"]
    run(account, production | ANSWERS)
    port = free_port()
    begun = [
        subprocess.Popen(of_python("manage.py serve"), cwd=ROOT, env=production | {"PORT": str(port)}),
        subprocess.Popen(of_python("procrastinate worker"), cwd=ROOT, env=production),
    ]
    try:
        assert processes.wait_until(lambda: _status(port) == 200, PATIENCE)
        # From then on it takes jobs, and ends when it is told to.
        assert processes.wait_until(lambda: _listens(production["DATABASE_URL"]), PATIENCE)
        assert begun[1].poll() is None
    finally:
        for process in begun:
            process.send_signal(signal.SIGTERM)
        ended = [process.wait(PATIENCE) for process in begun]
    assert ended == [0, 0]


def _status(port: int) -> int:
    asked = Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": HOST})
    try:
        with urlopen(asked, timeout=PATIENCE) as answer:
            return int(answer.status)
    except OSError:
        return 0


def _listens(database: str) -> bool:
    """Say whether a worker waits for jobs of this database."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'LISTEN %'"
    with psycopg.connect(database) as connection:
        return connection.execute(waiting).fetchone() is not None


def test_the_two_commands_are_commands_of_the_makefile() -> None:
    asked = [*BLOCKS[0].split("\n")[:-1], *(one for one in INLINE if "make" in one)]
    assert asked[:2] == ["make demo", "make test"]
    for command in asked:
        dry = ["make", "-n", *shlex.split(command.partition("make ")[2])]
        planned = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True)
        assert planned.returncode == 0, planned.stderr
