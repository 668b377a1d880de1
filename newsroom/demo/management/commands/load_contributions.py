"""Command `manage.py load_contributions`: fills the ledger of the demo newsroom."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.demo.contributions.loader import DiffersError, load


class Command(BaseCommand):
    help = "Load ninety days of contributions into an empty ledger, through an unused payment sandbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="paths", nargs="*", default=(), help="pages that lead to them")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("These contributions are invented: they are loaded with DEMO=1 only.")
        try:
            count = load(options["paths"])
        except DiffersError as error:
            raise CommandError(f"The books are not those of the sandbox: {error}.") from error
        self.stdout.write(
            f"{count} payments are in the books." if count else "There are contributions already."
        )
