"""Who has a story open: told by the beat of their page, without locks.

A page announces after how many seconds it asks again. Whoever has not asked for one and a half times as long
is not there any more. One statement writes that somebody is there and reads who else is, for all stories
that this person may see; of others nothing is written and nothing is told.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import IntegrityError, connection
from django.utils import timezone

from articles.desk.fields import FIELDS, LISTS
from articles.desk.rights import visible
from articles.desk.typed import PREFIXES
from articles.models import Presence
from newsroom.core.models import User

# So much longer than a page announced it is waited for: one answer may be late.
PATIENCE = 1.5
# No page asks less often; what says otherwise is no page of ours.
LONGEST = 600
_OF_A_LIST = {prefix: name for name, prefix in PREFIXES.items()}
_PART = re.compile(r"_\d$")

_BEAT = """
WITH seen AS ({seen}), there AS (
    INSERT INTO articles_presence AS kept (story_id, person_id, field, until)
    SELECT seen.id, %s, place.field, %s FROM seen
    JOIN unnest(%s::bigint[], %s::text[]) AS place (id, field) ON place.id = seen.id
    ON CONFLICT (story_id, person_id) DO UPDATE SET field = EXCLUDED.field, until = EXCLUDED.until
)
SELECT seen.id, seen.version, other.field, person.first_name, person.last_name, person.username
FROM seen
LEFT JOIN articles_presence AS other
    ON other.story_id = seen.id AND other.person_id <> %s AND other.until > %s
LEFT JOIN {people} AS person ON person.id = other.person_id
ORDER BY seen.id, person.last_name, person.first_name, person.id
"""


@dataclass
class Seen:
    """A story's version, and the name and field of each other person who has it open."""

    version: int
    others: list[tuple[str, str]] = field(default_factory=list)


def beat(*, by: User, places: Mapping[int, str], seconds: int) -> dict[int, Seen]:
    """Note that `by` has these stories open, each with the form's field that they write in, and say who else.

    `seconds`: after so long their page asks again.
    """
    found = visible(by).filter(pk__in=places).order_by().values("id", "version")
    try:
        seen, given = found.query.sql_with_params()
    except EmptyResultSet:
        return {}
    now = timezone.now()
    until = now + datetime.timedelta(seconds=PATIENCE * min(max(seconds, 1), LONGEST))
    fields = [field_of(name) for name in places.values()]
    statement = _BEAT.format(seen=seen, people=User._meta.db_table)
    with connection.cursor() as cursor:
        try:
            cursor.execute(statement, [*given, by.pk, until, [*places], fields, by.pk, now])
        except IntegrityError:
            # Deleted at this moment: the next beat finds the others.
            return {}
        return _read(cursor.fetchall())


def field_of(name: str) -> str:
    """Return the field or list of a story to which a field of its form belongs, or nothing."""
    listed = _OF_A_LIST.get(name.partition("-")[0], "")
    plain = next((each for each in (name, _PART.sub("", name)) if each in FIELDS), "")
    return listed if listed in LISTS else plain


def remove_old() -> None:
    """Delete who left a day ago."""
    Presence.objects.filter(until__lt=timezone.now() - datetime.timedelta(days=1)).delete()


def _read(rows: list[tuple[int, int, str | None, str, str, str]]) -> dict[int, Seen]:
    found: dict[int, Seen] = {}
    for story, version, place, first, last, username in rows:
        seen = found.setdefault(story, Seen(version))
        if place is not None:
            seen.others.append((f"{first} {last}".strip() or username, place))
    return found
