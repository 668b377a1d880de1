"""Why the desk says no, in sentences for people."""

from django.utils.translation import gettext_lazy as _

from articles.models import Story
from newsroom.core import acts
from newsroom.core.acts import Refused, Sentence

__all__ = ["Changed", "NotAllowed", "Refused"]


class NotAllowed(acts.NotAllowed):
    """This person may not do this to this story as it stands now."""

    def __init__(self, sentence: Sentence = "") -> None:
        super().__init__(sentence or _("You may not do this with the story as it stands now."))


class Changed(Refused):
    """Somebody changed the story since it was opened; `theirs` is how it stands now."""

    def __init__(self, theirs: Story) -> None:
        self.theirs = theirs
        super().__init__(
            _("Somebody else changed this story while you were writing. Nothing of yours is lost.")
        )
