"""Expected permissions: who may do what to a story in which state.

Written apart from `articles.desk.acts`, so that a slip there or here shows. E is an editor, and the
administrator; O the reporter whose story it is; R another reporter. Nobody else may do anything.
"""

import datetime
import inspect
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from django.utils import timezone

from articles import desk
from articles.desk.drafts import newest_words
from articles.desk.working import Window
from articles.models import HandedWords, Story, WorkingCopy
from newsroom.core.models import User
from tests.builders import (
    make_category,
    make_story,
    make_user,
    with_draft,
    with_handed,
    with_older,
    with_scheduled_changes,
    with_unsaved,
)

WALL = """
act                 draft  returned  in_review  ready  scheduled  live  changing  expired  withdrawn
view                EO     EO        EO         EO     EO         EOR   EOR       EO       EO
write               EO     EO        E          -      -          -     -         -        -
save_draft          -      -         -          E      E          E     E         E        E
publish_changes     -      -         -          -      -          E     E         E        -
schedule_changes    -      -         -          -      -          E     E         -        -
correct             -      -         -          -      -          E     E         -        -
mend                -      -         -          -      -          E     E         -        -
unschedule_changes  -      -         -          -      -          -     E         -        -
discard_draft       -      -         -          E      E          E     E         E        E
submit              EO     EO        -          -      -          -     -         -        -
send_back           -      -         E          E      E          -     -         -        -
approve             -      -         E          E      -          -     -         -        -
publish             E      E         E          E      E          -     -         -        E
schedule            E      E         E          E      E          -     -         -        -
pin                 -      -         -          -      -          E     E         -        -
withdraw            -      -         -          -      -          E     E         E        -
keep_words          EO     EO        EO         EO     EO         EO    EO        EO       EO
drop_words          EO     EO        EO         EO     EO         EO    EO        EO       EO
restore             EO     EO        E          E      E          E     E         E        E
take_over           E      E         E          E      E          E     E         E        E
hand_over           -      -         O          O      O          O     O         O        O
take_handed         E      E         E          E      E          E     E         E        E
discard_handed      E      E         E          E      E          E     E         E        E
redact              E      E         E          E      E          E     E         E        E
delete              EO     -         -          -      -          -     -         -        -
"""
# A story that is not there yet has no state.
WHO_MAY_START = "EOR"
AFTERWARDS = {
    "submit": "in_review",
    "send_back": "draft",
    "approve": "ready",
    "publish": "live",
    "schedule": "scheduled",
    "withdraw": "withdrawn",
}
LETTER = {"administrator": "E", "editor": "E", "owner": "O", "other reporter": "R"}
ROLES = (*LETTER, "fundraiser", "stranger", "former editor", "former owner")
# These leave the story as it is, and no entry: what they keep is not saved.
UNRECORDED = {"keep_words", "drop_words"}
# These need a draft of changes.
OF_A_DRAFT = {"discard_draft", "schedule_changes", "mend"}
# What waits in a draft and readers can be told.
CORRECTION = {"correction_kind": "correction", "correction_words": "It was 2009, not 2011."}
# This needs an older version.
NEEDS_OLDER = {"restore"}
# These need words that a reporter handed over.
OF_HANDED_WORDS = {"take_handed", "discard_handed"}
# A question, not an act: the matrix asks it about every act.
QUESTIONS = {"may"}

HEAD, *LINES = [line.split() for line in WALL.strip().splitlines()]
STATES = HEAD[1:]
MAY = {act: dict(zip(STATES, cells, strict=True)) for act, *cells in LINES}
ACTS = [act for act in MAY if act != "view"]


def unclassified(functions: Iterable[str], rows: Iterable[str]) -> set[str]:
    """Return the functions and rows of the desk that the table lacks, and what stands in it alone."""
    return set(functions) ^ {*ACTS, "start", *QUESTIONS} | set(rows) ^ {*MAY, "start"}


def functions_of(module: ModuleType) -> set[str]:
    """Return the names of a module's public functions."""
    return {name for name, _ in inspect.getmembers(module, inspect.isfunction) if not name.startswith("_")}


def is_allowed(role: str, act: str, state: str) -> bool:
    return LETTER.get(role, "nobody") in MAY[act][state]


def may_start(role: str) -> bool:
    return LETTER.get(role, "nobody") in WHO_MAY_START


def make_person(role: str) -> User:
    """Make a user of that role; the owner is who `make_in` makes stories for."""
    if role == "administrator":
        return make_user("editor", name="administrator", is_superuser=True)
    if role.startswith("former"):
        person = make_user("editor" if "editor" in role else "reporter", name=role.replace(" ", "-"))
        person.is_active = False
        person.save()
        return person
    kind = {"owner": "reporter", "other reporter": "reporter"}.get(role, role)
    return make_user(kind, name=role.replace(" ", "-"))


def make_for(act: str, state: str, *, owner: User) -> Story:
    """Make a story in that state to which the act could be done: with changes to discard or to schedule."""
    story = make_in(state, owner=owner)
    if act == "correct":
        return with_draft(story, **newest_words(story) | CORRECTION)
    if act in NEEDS_OLDER:
        return with_older(story)
    if act in OF_HANDED_WORDS:
        with_handed(story)
    return with_draft(story) if act in OF_A_DRAFT else story


def needed(act: str) -> str:
    """Return what a story needs so that the act can be done to it."""
    return "a draft" if act in OF_A_DRAFT else "an older version" if act in NEEDS_OLDER else ""


def older(story: Story) -> int:
    """Return the number of the version that `with_older` made."""
    found = story.revisions.filter(act="story.write").values_list("number", flat=True)
    return max(found, default=0)


def _handed(story: Story) -> HandedWords:
    """Return words that wait; `make_for` gives such to stories where they are taken or discarded."""
    return HandedWords.objects.filter(revision__story=story, is_taken__isnull=True).first() or HandedWords()


def make_in(state: str, *, owner: User) -> Story:
    """Make a story in that state; readers once saw a *returned* draft; changes of *changing* wait."""
    if state == "changing":
        return with_scheduled_changes(make_story("live", created_by=owner))
    if state != "returned":
        return make_story(state, created_by=owner)
    long_ago = timezone.now() - datetime.timedelta(days=3)
    return make_story("draft", created_by=owner, first_published_at=long_ago)


def do(act: str, story: Story, person: User) -> object:
    """Call an act of the desk with the arguments that it needs."""
    window = Window(tab="a window", had=1, base=story.version)
    needs: dict[str, dict[str, Any]] = {
        "keep_words": {"data": {"headline": ["Typed"]}, "window": window},
        "drop_words": {"window": window},
        "write": {"fields": {"headline": "Written anew"}, "seen": story.version},
        "save_draft": {"fields": {"headline": "Written anew"}, "seen": story.version},
        "publish_changes": {"material": False, "seen": story.version},
        "mend": {"fields": {"headline": "Written anew"}, "material": False, "takes_back": True},
        "schedule_changes": {"material": False, "at": timezone.now() + datetime.timedelta(days=1)},
        "schedule": {"at": timezone.now() + datetime.timedelta(days=1)},
        "publish": {"seen": story.version},
        "pin": {"until": timezone.now() + datetime.timedelta(days=1)},
        "withdraw": {"reason": "Doubts."},
        "redact": {"spellings": [story.headline], "reason": "asked", "material": False},
    }
    if act == "restore":
        needs[act] = {"number": older(story), "is_meant": True, "seen": story.version}
    make_category()
    if act == "hand_over":
        # Sent again by another person it is another one's words.
        needs[act] = {"fields": {"headline": f"Handed over by {person}"}, "seen": story.version}
    if act in ("take_handed", "discard_handed"):
        needs[act] = {"handed": _handed(story).pk}
    if act == "take_over":
        colleague = make_user("reporter", name="colleague")
        copy = WorkingCopy.objects.filter(story=story, person=colleague).first() or with_unsaved(
            story, colleague
        )
        needs[act] = {"copy": copy, "fields": {"headline": "Taken over"}, "seen": story.version}
    return getattr(desk, act)(story=story, by=person, **needs.get(act, {}))
