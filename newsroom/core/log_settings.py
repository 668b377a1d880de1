"""The value of LOGGING: one line for each event, on stderr."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "newsroom.core.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django gives these two handlers of their own, which write more than a line, and whole requests.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "procrastinate": {"level": "WARNING"},
        # Each try to connect to a database that is away; the pages that needed it say so, too.
        "psycopg.pool": {"level": "ERROR"},
        # Stripe logs whole requests below ERROR; what they hold is not for logs.
        "stripe": {"level": "ERROR"},
    },
}
