"""Command `manage.py load_stories`: loads users, pictures and stories of the demo newsroom."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.demo.content.loader import load


class Command(BaseCommand):
    help = "Load the demo newsroom, with its log-ins, into a newsroom without stories."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo newsroom has log-ins that everybody knows: it is loaded with DEMO=1 only."
            )
        count = load()
        self.stdout.write(
            f"The demo newsroom has {count} stories." if count else "There are stories already."
        )
