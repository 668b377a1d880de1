"""Label of a story: the words above its headline."""

from django.utils.translation import gettext as _

from articles.models import Story


def label(story: Story | None) -> str:
    """Return the words above a headline: "Sponsored", "Opinion", or its kicker, or its category."""
    if not story:
        return ""
    if story.is_sponsored:
        return _("Sponsored")
    if story.kind == Story.Kind.OPINION:
        return _("Opinion")
    return story.kicker or (story.category.name if story.category else "")
