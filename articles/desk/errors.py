"""Why the desk says no, in sentences for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Story

Sentence = str | Promise


class Refused(Exception):
    """Nothing was done. `errors` has a sentence by field name; "" is the story as a whole."""

    def __init__(self, errors: Mapping[str, Sentence] | Sentence) -> None:
        self.errors: Mapping[str, Sentence] = errors if isinstance(errors, Mapping) else {"": errors}
        super().__init__(" ".join(str(sentence) for sentence in self.errors.values()))


class NotAllowed(Refused):
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
