"""Logging filters: no personal data in logged paths, one line for a database that is away."""

import logging

from django.db import OperationalError


class UnknownPathFilter(logging.Filter):
    """Logging filter that takes the path out of "Not Found" where no page has it: people paste anything.

    A link that lost its `mailto:` asks for `/reader@example.org`, and Django logs the path of what it
    cannot find.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, and replace the path where no page has it."""
        request = getattr(record, "request", None)
        if request is not None and request.resolver_match is None and isinstance(record.args, tuple):
            # Django names the path last.
            record.args = (*record.args[:-1], "a path that no page has") if record.args else ()
        return True


class DatabaseAwayFilter(logging.Filter):
    """Logging filter that leaves one line, without a traceback, of each request that found no database."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, and take the traceback out where PostgreSQL itself said nothing."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) is None:
            record.msg = f"{record.msg} ({type(error.__cause__ or error).__name__})"
            record.exc_info = record.exc_text = None
        return True
