"""Command `manage.py rerender`: renders all stories again by the present rules of `articles.body`."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.desk.rerendering import rerender


class Command(BaseCommand):
    help = "Render all stories again from their sources. It may be stopped at any time and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        total, different = rerender()
        self.stdout.write(f"Rendered all stories again ({total}); {different} came out different.")
