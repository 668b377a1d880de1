"""Former addresses of a story whose address held words that were taken out of it for good."""

import re

from articles.models import Redaction, Story

# The path of a story, as `Story.get_absolute_url` makes it.
PATH = re.compile(r"/\d{4}/\d{1,2}/\d{1,2}/(?P<slug>[^/]*)-a(?P<pk>\d{1,18})/?")


def leads_to(story: Story, slug: str) -> bool:
    """Say whether an address with these words may lead to the story, whose number it has.

    Where words went out of its address, those alone may that some version has, as they are now: were all
    others refused only for the words that went, anybody could find out by trying which words these were.
    """
    if slug == story.slug or story.redacted_number is None:
        return True
    if not Redaction.objects.filter(story=story, is_address_changed=True).exists():
        return True
    return story.revisions.filter(content__slug=slug).exists()


def current_path(path: str) -> str:
    """Return the story's path of now in place of one that leads to it no more; any other as it is."""
    match = PATH.fullmatch(path)
    story = Story.objects.filter(pk=match["pk"], redacted_number__isnull=False).first() if match else None
    if match is None or story is None or leads_to(story, match["slug"]):
        return path
    return story.get_absolute_url()
