"""Command `manage.py verify_revisions`: looks for words and corrections that were changed past the desk."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.desk.verifying import verified
from articles.models import Story


class Command(BaseCommand):
    help = "Verify every story's revisions and corrections; ends non-zero and names what is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        broken: list[str] = []
        for story, faults in verified(Story.objects.all()):
            count += 1
            broken += [f"Story {story.pk}: {fault}." for fault in faults]
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(f"Verified the revisions of all stories that have some ({count}).")
