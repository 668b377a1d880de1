"""Command `manage.py reseal`: seals everything under the first of SEALING_KEYS, and says which are needed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.core import crypto
from newsroom.core.resealing import reseal
from newsroom.management.sealed_places import PLACES, missing_keys


class Command(BaseCommand):
    help = "Seal everything under the first of SEALING_KEYS. It may be stopped at any time and run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--check`."""
        parser.add_argument("--check", action="store_true", help="only say which keys are needed")

    def handle(self, *args: Any, **options: Any) -> None:
        for place in () if options["check"] else PLACES:
            report = reseal(place)
            self.stdout.write(f"{report.name}: {report.changed} of {report.rows} sealed anew.")
        older = {key for place in PLACES for key in place.counts()} - {crypto.newest_key()}
        if missing := list(missing_keys()):
            raise CommandError("\n".join(missing))
        if older:
            self.stdout.write(f"Still needed, besides {crypto.newest_key()}: {', '.join(sorted(older))}.")
        else:
            self.stdout.write(f"Nothing needs another key than {crypto.newest_key()}.")
