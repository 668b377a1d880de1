"""Working copies: what somebody typed and has not saved, kept within seconds, found again, never history.

One statement stores a form where nothing newer stands. A window is refused that has not seen what another
window of the same person wrote, or that comes after a save: then its words stay where they are, in the
browser, and a person chooses. Nothing here changes a story.
"""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.errors import NotAllowed, Refused
from articles.desk.redacting_check import require_form_without
from articles.desk.rights import may
from articles.desk.typed import checked, has_words, picks, title
from articles.desk.typed_changes import checksum, put_on
from articles.models import Story, WorkingCopy
from newsroom.core import locks
from newsroom.core.models import User

# Unsaved words that nobody touches go after this time.
KEPT_FOR = datetime.timedelta(days=90)
# Of so many new stories the words of one person are kept: more than anybody begins and leaves.
MOST_NEW = 300

# A row is replaced by the window that wrote it, or by one that has seen it; of one window by a later change.
_KEEP = """
INSERT INTO articles_workingcopy AS kept
    (person_id, story_id, token, base, data, title, picks, count, tab, number, changed_at, settled_at)
SELECT %(person)s, %(story)s, %(token)s, %(base)s, %(data)s, %(title)s, %(picks)s, 1,
    %(tab)s, %(number)s, %(at)s, %(emptied_at)s{where}
ON CONFLICT (person_id, {key}) DO UPDATE SET
    base = EXCLUDED.base, data = EXCLUDED.data, title = EXCLUDED.title, picks = EXCLUDED.picks,
    count = kept.count + 1, tab = EXCLUDED.tab, number = EXCLUDED.number, changed_at = EXCLUDED.changed_at,
    settled_at = EXCLUDED.settled_at, taken_by_id = NULL, taken_at = NULL
WHERE CASE WHEN kept.tab = EXCLUDED.tab THEN kept.number < EXCLUDED.number ELSE kept.count = %(had)s END
RETURNING count
"""
# A redaction waits for who keeps words, or they wait for it, and then look at the words once more.
_UNREDACTED = """ FROM (
    SELECT FROM articles_story WHERE id = %(story)s AND redacted_number IS NOT DISTINCT FROM %(redacted)s
    FOR KEY SHARE) AS held WHERE true"""
# A new story that is made is nobody's empty form any more.
_UNMADE = " WHERE NOT EXISTS (SELECT FROM articles_story WHERE form_token = %(token)s)"
# To be added to that: of how many other new stories this person has words.
_OTHERS = """, (SELECT count(*) FROM articles_workingcopy AS other
    WHERE other.person_id = kept.person_id AND other.token <> kept.token AND other.changed_at IS NOT NULL)
"""
# After a save the row of the window that was saved has no words, and takes nothing of that window any more;
# words of another window are left alone.
_SETTLE = """
INSERT INTO articles_workingcopy AS kept
    (person_id, story_id, token, base, data, title, picks, count, tab, number, settled_at)
VALUES (%(person)s, %(story)s, NULL, 0, '{}', '', '[]', 1, %(tab)s, 2147483647, %(at)s)
ON CONFLICT (person_id, story_id) DO UPDATE SET
    base = 0, data = '{}', title = '', picks = '[]', count = kept.count + 1,
    tab = EXCLUDED.tab, number = EXCLUDED.number,
    changed_at = NULL, settled_at = EXCLUDED.settled_at, taken_by_id = NULL, taken_at = NULL
WHERE kept.tab = %(tab)s OR kept.count = %(had)s OR kept.changed_at IS NULL
"""


@dataclass(frozen=True)
class Window:
    """A form in a browser: what tells its words from those of another one."""

    tab: str  # chosen when the form was made
    had: int = 0  # `WorkingCopy.count` as the form knows it
    number: int = 0  # of its changes
    base: int = 0  # the story's version that it was opened from
    since: int | None = None  # the earlier change of this window of which it sends the differences alone
    checksum: int = 0  # of the whole form then (`typed_changes.checksum`)


@dataclass(frozen=True)
class Kept:
    """What became of words that were to be kept: with `count`, or refused because of what `stands`."""

    count: int | None
    stands: WorkingCopy | None = None
    # The desk does not have what the differences were made from: the whole form is to be sent.
    is_unknown: bool = False


def keep_words(
    *, by: User, story: Story | None, data: Any, window: Window, token: uuid.UUID | None = None
) -> Kept:
    """Store what is on the form of a story, or of a new one, unless something newer stands there."""
    if not may("keep_words", story=story, by=by):
        raise NotAllowed
    words, now = _whole(by, story, token, window, data), timezone.now()
    if words is None:
        return Kept(None, is_unknown=True)
    if story is not None:
        require_form_without(story, words)
    is_empty = story is None and not has_words(words)
    if is_empty:
        # No form opens with it, and nothing of it takes space.
        words = {}
    given = {
        "person": by.pk,
        "story": story.pk if story else None,
        "token": None if story else token,
        "base": window.base,
        "data": _json(words),
        "title": title(words)[:200],
        "picks": _json(picks(words)),
        "tab": window.tab,
        "number": window.number,
        "had": window.had,
        "at": None if is_empty else now,
        "emptied_at": now if is_empty else None,
    }
    if story is None and token is None:
        raise TypeError("words of a new story have a token")
    count = _stored_for(story, words, given) if story else _stored_as_new(str(token), given)
    return Kept(count) if count is not None else _refused(by, story, token, window)


def _whole(
    by: User, story: Story | None, token: uuid.UUID | None, window: Window, data: Any
) -> dict[str, list[str]] | None:
    """Return the whole form, or None where the desk does not have that of which `data` are changes."""
    if window.since is None:
        return checked(data)
    rows = WorkingCopy.objects.filter(person=by, story=story, token=None if story else token)
    before = rows.filter(tab=window.tab, number=window.since).values_list("data", flat=True).first()
    after = None if before is None else put_on(before, data)
    words = None if after is None else checked(after)
    return words if words is not None and checksum(words) == window.checksum else None


def _refused(by: User, story: Story | None, token: uuid.UUID | None, window: Window) -> Kept:
    """Return what stands in the way of words that were not stored."""
    stands = mine(by, story=story or _made(by, token), token=token)
    if stands and (stands.tab, stands.number) == (window.tab, window.number):
        # Sent twice: the first one came, and its answer did not.
        return Kept(stands.count)
    return Kept(None, stands)


def _made(by: User, token: uuid.UUID | None) -> Story | None:
    return Story.objects.filter(form_token=token, created_by=by).only("pk").first()


def _stored_for(story: Story, words: dict[str, list[str]], given: dict[str, Any]) -> int | None:
    statement = _KEEP.format(key="story_id", where=_UNREDACTED)
    count = _stored(statement, {**given, "redacted": story.redacted_number})
    if count is None:
        was, fresh = story.redacted_number, Story.objects.filter(pk=story.pk).values("redacted_number")
        story.redacted_number = fresh[0]["redacted_number"] if fresh else was
        if story.redacted_number != was:
            require_form_without(story, words)
            count = _stored(statement, {**given, "redacted": story.redacted_number})
    return count


def _stored_as_new(token: str, given: dict[str, Any]) -> int | None:
    with transaction.atomic():
        # Whoever saves the new story has the same lock, and takes the words with them.
        locks.wait_for(token)
        row = _row(_KEEP.format(key="token", where=_UNMADE) + _OTHERS, given)
        if row and given["at"] and row[1] >= MOST_NEW:
            # Raised within the transaction, so that nothing was stored.
            raise Refused(
                _("You have very many new stories that are not saved. Save some, or throw them away.")
            )
        return row[0] if row else None


def drop_words(*, by: User, story: Story | None, window: Window, token: uuid.UUID | None = None) -> bool:
    """Give up unsaved words of one's own, if they are still those that were shown; say whether they were."""
    if not may("drop_words", story=story, by=by):
        raise NotAllowed
    rows = WorkingCopy.objects.filter(person=by, story=story, token=None if story else token)
    return bool(rows.filter(count=window.had).update(**_empty()))


def settle(*, by: User, story: Story, window: Window) -> None:
    """Note that what this window shows is saved: what it sends later is refused, what it sent before goes."""
    if story.form_token:
        _settle_new(by, story, window)
    _stored(
        _SETTLE,
        {
            "person": by.pk,
            "story": story.pk,
            "tab": window.tab,
            "had": window.had,
            "at": timezone.now(),
        },
    )


def _settle_new(by: User, story: Story, window: Window) -> None:
    """Drop the row of the story's empty form; what another window wrote there becomes words for the story."""
    row = WorkingCopy.objects.filter(person=by, token=story.form_token).first()
    if row is None:
        return
    is_seen = window.had == row.count or window.tab == row.tab or row.changed_at is None
    if is_seen or WorkingCopy.objects.filter(person=by, story=story).exists():
        row.delete()
    else:
        # Opened from no version of the story: saving it will ask.
        WorkingCopy.objects.filter(pk=row.pk).update(story=story, token=None, base=0)


def mine(by: User, *, story: Story | None = None, token: uuid.UUID | None = None) -> WorkingCopy | None:
    """Return this person's row for a story, or for a new one; it may be without words."""
    if story is None and token is None:
        return None
    rows = WorkingCopy.objects.filter(person=by, story=story, token=None if story else token)
    return rows.select_related("taken_by").first()


def unsaved() -> models.QuerySet[WorkingCopy]:
    """Return everybody's unsaved words, the newest first."""
    return WorkingCopy.objects.filter(changed_at__isnull=False).order_by("-changed_at", "-id")


def remove_old() -> None:
    """Delete rows that nobody has touched for `KEPT_FOR`, with or without words."""
    limit = timezone.now() - KEPT_FOR
    WorkingCopy.objects.filter(changed_at__lt=limit).delete()
    WorkingCopy.objects.filter(changed_at__isnull=True, settled_at__lt=limit).delete()


def _empty() -> dict[str, Any]:
    return {
        "data": {},
        "title": "",
        "picks": [],
        "count": models.F("count") + 1,
        "tab": "",
        "number": 0,
        "changed_at": None,
        "settled_at": timezone.now(),
    }


def _stored(statement: str, given: dict[str, Any]) -> int | None:
    row = _row(statement, given)
    return row[0] if row else None


def _row(statement: str, given: dict[str, Any]) -> tuple[int, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchone() if cursor.description else None


def _json(value: Any) -> Any:
    return models.JSONField().get_db_prep_value(value, connection, prepared=False)
