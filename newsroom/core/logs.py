"""Logging filter that keeps personal data out of logged paths."""

import logging


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
