"""System check of the database's locale, before it is migrated."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connections


def database_folds_cyrillic(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a database whose locale does not know upper and lower case of Russian letters.

    `migrate` runs this, and `check --database default`. In the C or POSIX locale, search would miss words.
    """
    return [
        Error(
            f"The database {alias!r} does not know that выборы and ВЫБОРЫ are one word.",
            hint="Create it with LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0.",
            id="core.E001",
        )
        for alias in databases or ()
        if not _folds_cyrillic(alias)
    ]


def _folds_cyrillic(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT upper('выборы') = 'ВЫБОРЫ' AND lower('ВЫБОРЫ') = 'выборы'")
        (folds,) = cursor.fetchone()
    return bool(folds)
