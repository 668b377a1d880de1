"""Command `manage.py seed_stories`: adds very many invented stories, as an old paper has them."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.demo.content.loader import load
from newsroom.demo.content.seeding import Seeder

MOST = 2_000_000


class Command(BaseCommand):
    help = "Add very many invented stories to a demo newsroom."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="how many stories")

    def handle(self, *args: Any, **options: Any) -> None:
        number: int = options["number"]
        if not settings.DEMO:
            raise CommandError("Invented stories are added with DEMO=1 only.")
        if not 0 < number <= MOST:
            raise CommandError(f"Say how many: 1 to {MOST}.")
        load()
        start = time.monotonic()
        Seeder(number).seed()
        self.stdout.write(f"{number} stories were added in {time.monotonic() - start:.0f} seconds.")
