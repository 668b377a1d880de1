"""Command `manage.py replay`: does again, after a restore, what the journal holds."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from articles.desk import redacting
from donations import ledger
from newsroom.core import journal

# Each kind of entry, to what is done with a thing; False where there is nothing to do.
ACTS: dict[str, Callable[[UUID], bool]] = {
    journal.FORGOTTEN: ledger.forget_again,
    journal.REDACTED: redacting.redact_again,
}


class Command(BaseCommand):
    help = "After a restore, before the site opens: do again what the journal holds. It may be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            merged = journal.merge()
        except journal.CannotWrite as error:
            raise CommandError(f"{error}. Nothing was done.") from error
        self.stdout.write(f"journal: {merged.into_rows} entries came back, {merged.into_file} were missing.")
        for kind, act in ACTS.items():
            try:
                done = sum(act(UUID(name)) for name in journal.names(kind))
            except redacting.OtherKey as error:
                raise CommandError("The journal was written with another LOOKUP_KEY: put it back.") from error
            except journal.CannotWrite as error:
                raise CommandError(f"{error}. What was done before stays done: run it again.") from error
            self.stdout.write(f"{kind}: {done} done again.")
        if merged.unreadable:
            raise CommandError(f"{merged.unreadable} lines of the journal are no entries: look at them.")
