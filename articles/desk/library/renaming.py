"""Refusal of names and addresses that were taken out of a story which has the row."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from articles.desk.errors import Redacted
from articles.desk.library.usage import stories_with
from articles.desk.redacting_check import marks_of
from articles.desk.redacting_texts import Texts
from articles.desk.redacting_words import Form
from articles.models import Author, Category, Redaction, Topic

NAMES = ("name", "slug")


def require_name_without(row: Author | Topic | Category, changed: Collection[str]) -> None:
    """Refuse a name or slug with what was taken out of a story that has the author, topic or category."""
    names = [name for name in NAMES if name in changed]
    if not names:
        return
    redacted = list(Redaction.objects.order_by().values_list("story", flat=True).distinct())
    for story in stories_with(row).filter(pk__in=redacted).order_by("pk"):
        if marks := marks_of(story):
            texts = Texts(marks)
            found = {name: texts.excerpts(getattr(row, name), Form.PLAIN) for name in names}
            if found := {name: excerpts for name, excerpts in found.items() if excerpts}:
                said = _(
                    "This was taken out of story no. %(number)s for good, and the story shows this name."
                )
                raise Redacted(dict.fromkeys(found, said % {"number": story.pk}), found)
