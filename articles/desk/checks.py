"""What a story needs before readers may see it, in sentences beside the fields."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.errors import Refused
from articles.models import Story
from newsroom.core import acts


def require_complete(story: Story) -> None:
    """Refuse what the constraint `story_approved_is_complete` would refuse."""
    missing = {
        "headline": "" if story.headline else _("Give the story a headline."),
        # They are made from the headline, so without one there is nothing more to say.
        "slug": "" if story.slug or not story.headline else _("Give the story words for its address."),
        "category": "" if story.category_id else _("Choose a category."),
    }
    if errors := {name: sentence for name, sentence in missing.items() if sentence}:
        raise Refused(errors)


def require_times(story: Story, *, at: datetime.datetime) -> None:
    """Refuse a publication at `at` that breaks an embargo or comes after the end."""
    if story.embargo_until and at < story.embargo_until:
        until = timezone.localtime(story.embargo_until)
        sentence = _("Under embargo until %(time)s. Schedule the story for then, or move the embargo.")
        raise Refused({"embargo_until": sentence % {"time": f"{until:%Y-%m-%d %H:%M}"}})
    if story.expires_at and story.expires_at <= at:
        raise Refused({"expires_at": _("The story would end before it begins. Move its end.")})


def require_kind_of_change(material: bool | None) -> None:
    """Refuse a change of what readers saw without a word on how much it matters."""
    if material is None:
        raise Refused({"material": _("Say whether this change is minor or material.")})


def require_valid(story: Story) -> None:
    """Refuse what the model or one of its constraints would not take."""
    if story.status == Story.Status.APPROVED:
        require_complete(story)
        if story.publish_at:
            require_times(story, at=story.publish_at)
    if (story.correction_kind or story.correction_words) and not story.was_published:
        raise Refused(_("Readers never saw this story, so there is nothing to correct in public."))
    if story.category and story.category.language != story.language:
        raise Refused({"category": _("This category belongs to another language.")})
    acts.require_valid(story, exclude=["form_token", "uuid"])
