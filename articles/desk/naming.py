"""Row locks on what a story names by foreign keys: photo, category, topics, authors, picked stories."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from articles.desk.errors import Refused
from articles.desk.fields import FIELDS
from articles.desk.rows import Rows
from articles.models import Story
from newsroom.core import locks


def hold_named(story: Story, rows: Rows) -> None:
    """Keep what the story and its rows name from being deleted until we commit; refuse what is gone.

    Whoever deletes it waits, and then sees that it is used. Without this the foreign key would notice a hole
    when the transaction commits, where nobody can be told in a sentence any more.
    """
    gone = {place for place, model, keys in _named(story, rows) if locks.hold(model, keys) != keys}
    if gone:
        sentence = _("Somebody deleted what stands here in the meantime. Choose anew.")
        raise Refused(dict.fromkeys(sorted(gone), sentence))


def _named(story: Story, rows: Rows) -> Iterator[tuple[str, type[models.Model], set[int]]]:
    """Return what is named: the field or list, the model, the keys."""
    for name in FIELDS:
        field = Story._meta.get_field(name)
        if isinstance(field, models.ForeignKey) and (key := getattr(story, field.attname)):
            yield name, field.related_model, {key}
    for name, given in rows.items():
        targets = [value for row in given for value in row.values() if isinstance(value, models.Model)]
        for model in {type(target) for target in targets}:
            yield name, model, {target.pk for target in targets if isinstance(target, model)}
