"""The table of kinds of corrections: a further kind is a row here, and its Russian."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.core.acts import Sentence


@dataclass(frozen=True)
class CorrectionKind:
    """One row of the table of kinds."""

    name: str
    # What readers see before the date, and what the desk says about when to use it.
    label: Sentence
    use: Sentence
    # Does it stand over the text whatever was chosen, and in the title of the page?
    is_retraction: bool = False


_ROWS = (
    CorrectionKind("correction", _("Correction"), _("Correction: something was wrong")),
    CorrectionKind(
        "clarification", _("Clarification"), _("Clarification: it was right, and easily misunderstood")
    ),
    CorrectionKind(
        "update",
        pgettext_lazy("kind of correction", "Update"),
        _("Update: something new changes what the story says"),
    ),
    CorrectionKind(
        "retraction",
        _("Retraction"),
        _("Retraction: we do not stand by the story any more"),
        is_retraction=True,
    ),
)
KINDS: dict[str, CorrectionKind] = {row.name: row for row in _ROWS}


def kinds() -> list[tuple[str, Sentence]]:
    """Return the kinds as choices; a function, so that migrations name none."""
    return [(row.name, row.label) for row in KINDS.values()]


class Place(models.TextChoices):
    """Where a correction stands on the page of its story."""

    TOP = "top", _("Over the text")
    END = "end", _("After the text")
