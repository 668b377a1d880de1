"""Command `manage.py reconcile`: brings ledger and processor together, or only compares them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from donations import gateway
from donations.management import reconciliation


class Command(BaseCommand):
    help = "Apply changes at the payment processor that had no event, compare, and fail if anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare without changing anything")
        parser.add_argument(
            "--days", type=reconciliation.days, default=30, help="days to look back (default: 30)"
        )

        parser.add_argument(
            "--adopt",
            type=reconciliation.day,
            metavar="SINCE",
            help="after a restore: take in what carries our mark and is not in the books",
        )
        parser.add_argument("--unmarked", action="store_true", help="with --adopt: also what has no mark yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if not gateway.is_open():
            raise CommandError("Contributions are closed: see docs/how-to/take-contributions.md.")
        is_adopting = bool(options["adopt"])
        if is_adopting if options["check"] else options["unmarked"] and not is_adopting:
            raise CommandError("--adopt changes the books, --check does not; --unmarked goes with --adopt.")
        try:
            if options["adopt"]:
                adopted = reconciliation.adopt(options["adopt"], unmarked=options["unmarked"])
                self.stdout.write("\n".join(adopted.lines))
            table = reconciliation.table(days=options["days"], heal=not options["check"])
        except gateway.GatewayError as error:
            raise CommandError(f"The processor did not answer ({error}); nothing was compared.") from error
        self.stdout.write("\n".join(table.lines))
        if table.is_bad:
            raise CommandError("The books differ: see above what to do.")
