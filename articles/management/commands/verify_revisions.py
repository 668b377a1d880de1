"""Command `manage.py verify_revisions`: looks for words that were changed past the desk."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.desk.revisions import first_broken
from articles.models import Story


class Command(BaseCommand):
    help = "Verify the revisions of every story; ends non-zero and names the first broken one of each."

    def handle(self, *args: Any, **options: Any) -> None:
        stories = Story.objects.filter(revisions__isnull=False).distinct().only("uuid").order_by("pk")
        count = 0
        broken = []
        for story in stories.iterator(chunk_size=500):
            count += 1
            if number := first_broken(story):
                broken.append(f"Story {story.pk}: revision {number} is missing, or not what was kept.")
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(f"Verified the revisions of all stories that have some ({count}).")
