"""Why the desk says no, in sentences for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from articles.models import Story
from newsroom.core import acts
from newsroom.core.acts import Refused, Sentence

if TYPE_CHECKING:
    from articles.desk.merging import Merged

__all__ = ["Changed", "NotAllowed", "Redacted", "Refused"]


class NotAllowed(acts.NotAllowed):
    """This person may not do this to this story as it stands now."""

    def __init__(self, sentence: Sentence = "") -> None:
        super().__init__(sentence or _("You may not do this with the story as it stands now."))


class Changed(Refused):
    """Somebody changed the story since it was opened; `theirs` is how it stands now.

    `merged` has the words of both, where the person may write them and it is known what was opened (`seen`).
    """

    def __init__(self, theirs: Story, merged: Merged | None = None, seen: int = 0) -> None:
        self.theirs, self.merged, self.seen = theirs, merged, seen
        sentence = _("Somebody else changed this story while you were writing. Nothing of yours is lost.")
        if merged is not None and merged.conflicts:
            sentence = _("You and somebody else changed the same. Both are kept until you choose.")
        elif merged is not None:
            sentence = _("Somebody else changed this story, too. The form has both: look, then press again.")
        super().__init__(sentence)


class Redacted(Refused):
    """Words stand in it that were taken out of the story for good: `found` are the places, by field.

    `left`: of a raw form, what is left of it without them.
    """

    def __init__(
        self,
        errors: Mapping[str, Sentence],
        found: Mapping[str, Sequence[Any]],
        left: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.found, self.left = found, left or {}
        super().__init__(errors)
