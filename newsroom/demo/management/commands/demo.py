"""Command `manage.py demo`: runs site, worker, payment sandbox and PostgreSQL on this machine alone."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.demo.supervisor import run


class Command(BaseCommand):
    help = "Run the demo newsroom on http://127.0.0.1:PORT until Ctrl-C."
    # A broken check would end the command before it can say which step it was at.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--afresh", action="store_true", help="delete the data of earlier runs first")

    def handle(self, *args: Any, **options: Any) -> None:
        # manage.py takes the ports and starts PostgreSQL before Django reads any settings.
        if not settings.DEMO:
            raise CommandError("Start it as `make demo` or `manage.py demo`.")
        run(settings.BASE_DIR, int(os.environ["PORT"]), self.say)

    def say(self, sentence: str) -> None:
        """Print each step as it happens, also to a pipe or a file."""
        self.stdout.write(sentence)
        self.stdout.flush()
