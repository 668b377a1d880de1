"""What logs may say about a request."""

import logging


class KnownAddresses(logging.Filter):
    """Name no address that the site does not have: people type and paste all kinds of things there.

    A link that lost its `mailto:` asks for `/reader@example.org`, and Django logs the path of what it
    cannot find.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with the path taken out where no page stands at it."""
        request = getattr(record, "request", None)
        if request is not None and request.resolver_match is None and isinstance(record.args, tuple):
            # Django names the path last.
            record.args = (*record.args[:-1], "an address of no page") if record.args else ()
        return True
