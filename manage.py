#!/usr/bin/env python
"""Run a management command, with a private PostgreSQL where no other database is named."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent
NEEDS_NO_DATABASE = {"help", "--help", "-h", "version", "--version"}


def ground(arguments: list[str]) -> AbstractContextManager[None]:
    """Return what the command stands on while it runs: the demo's ground, a private database, or nothing."""
    if arguments[:1] == ["demo"]:
        from newsroom.demo.environment import demo_ground

        return demo_ground(ROOT, afresh="--afresh" in arguments)
    if (ROOT / ".env").is_file():
        environ.Env.read_env(ROOT / ".env")
    if arguments and not NEEDS_NO_DATABASE.intersection(arguments) and "DATABASE_URL" not in os.environ:
        from newsroom.demo import postgres

        os.environ["DATABASE_URL"] = postgres.use(ROOT / "var" / "postgres")
    return nullcontext()


def main() -> None:
    """Name the settings, prepare the ground, and hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    with ground(sys.argv[1:]):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
