#!/usr/bin/env python
"""Run a management command, on a private PostgreSQL where DEBUG or DEMO is set and no database is named."""

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
        from newsroom.demo.environment import demo_environment

        return demo_environment(ROOT, afresh="--afresh" in arguments)
    if (ROOT / ".env").is_file():
        environ.Env.read_env(ROOT / ".env")
    # In production a database that nobody named would be filled here while the site looks at another.
    env = environ.Env(DEBUG=(bool, False), DEMO=(bool, False), DATABASE_URL=(str, ""))
    wants_private = (env("DEBUG") or env("DEMO")) and not env("DATABASE_URL")
    if wants_private and arguments and not NEEDS_NO_DATABASE.intersection(arguments):
        from newsroom.demo import postgres

        os.environ["DATABASE_URL"] = postgres.use(ROOT / "var" / "postgres")
    return nullcontext()


def main() -> None:
    """Name the settings, prepare the ground, and hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    with ground(sys.argv[1:]):
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        from newsroom.core import logs

        logs.log_uncaught()
        try:
            execute_from_command_line(sys.argv)
        except ImproperlyConfigured as error:
            sys.exit(str(error))  # One sentence, for whoever sets the newsroom up.


if __name__ == "__main__":
    main()
