"""Management command `procrastinate`, whose failures are uncaught, so that they are a line of the log."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.management.commands import procrastinate

from newsroom.management.sealed_places import log_missing_keys


class Command(procrastinate.Command):
    """The library's command without its own words for failures: the texts of all exceptions, as they are."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run a subcommand, such as `worker`, on connections of its own."""
        given = {name: value for name, value in options.items() if name not in self._django_options}
        func = given.pop("func")
        if given.pop("command") == "worker":
            log_missing_keys()
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's
            asyncio.run(_run(func, given))


async def _run(func: Callable[..., Awaitable[None]], given: dict[str, Any]) -> None:
    opened: App
    async with app.open_async() as opened:
        await func(app=opened, **given)
