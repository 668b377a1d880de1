"""Command `manage.py what_we_store`: writes `docs/explanation/what-we-store.md` from the table of it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.management.kept import Kept
from newsroom.management.stored_things import PARTS

PATH = "docs/explanation/what-we-store.md"
HEAD = """# What we store

Made by `manage.py what_we_store` from `newsroom/management/stored_things.py`; a test holds that every column
that could say something about a person stands here. Whoever only reads is not in it: no cookie, no network
address, no browser is kept of them. The processor (Stripe) has what people type on its own pages, under its
own rules.

Somebody who gave has everything about them deleted by *Forget me* on their page
(`docs/decisions/0029-forgetting.md`). Finished tasks, ended sessions and rows past their time go every night.
Backups hold what they held until they are replaced: keep none longer than a few weeks, and run
`manage.py replay` after each restore.
"""


class Command(BaseCommand):
    help = f"Write {PATH} from the table of what is stored."

    def handle(self, *args: Any, **options: Any) -> None:
        (settings.BASE_DIR / PATH).write_text(text())
        self.stdout.write(f"Wrote {PATH}.")


def text() -> str:
    """Return the document."""
    return HEAD + "".join(_part(title, rows) for title, rows in PARTS.items())


def _part(title: str, rows: tuple[Kept, ...]) -> str:
    personal = [row for row in rows if row.why]
    told = "\n| what | personal in it | why | how long |\n|---|---|---|---|\n" if personal else ""
    told += "".join(f"| {row.what} | {_columns(row)} | {row.why} | {row.how_long} |\n" for row in personal)
    others = "".join(
        f"- `{row.model}`: {row.what}{f' {row.how_long}' if row.how_long else ''}\n"
        for row in rows
        if not row.why
    )
    lead = "\nNothing in these is about a person:\n\n" if others else ""
    return f"\n## {title}\n{told}{lead}{others}"


def _columns(row: Kept) -> str:
    return f"`{row.model}`" + "".join(f", `{name}`" for name in row.personal)
