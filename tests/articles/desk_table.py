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
from articles.models import Story
from newsroom.core.models import User
from tests.builders import make_category, make_story, make_user, with_draft

WALL = """
act              draft  returned  in_review  ready  scheduled  live  expired  withdrawn
view             EO     EO        EO         EO     EO         EOR   EO       EO
write            EO     EO        E          -      -          -     -        -
save_draft       -      -         -          E      E          E     E        E
publish_changes  -      -         -          -      -          E     E        -
discard_draft    -      -         -          E      E          E     E        E
submit           EO     EO        -          -      -          -     -        -
send_back        -      -         E          E      E          -     -        -
approve          -      -         E          E      -          -     -        -
publish          E      E         E          E      E          -     -        E
schedule         E      E         E          E      E          -     -        -
withdraw         -      -         -          -      -          E     E        -
delete           EO     -         -          -      -          -     -        -
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
    """Make a story in that state to which the act could be done: a draft of changes is there to discard."""
    story = make_in(state, owner=owner)
    return with_draft(story) if act == "discard_draft" else story


def make_in(state: str, *, owner: User) -> Story:
    """Make a story in that state; *returned* is a draft that readers once saw."""
    if state != "returned":
        return make_story(state, created_by=owner)
    long_ago = timezone.now() - datetime.timedelta(days=3)
    return make_story("draft", created_by=owner, first_published_at=long_ago)


def do(act: str, story: Story, person: User) -> object:
    """Call an act of the desk with the arguments that it needs."""
    needs: dict[str, dict[str, Any]] = {
        "write": {"fields": {"headline": "Written anew"}, "seen": story.version},
        "save_draft": {"fields": {"headline": "Written anew"}, "seen": story.version},
        "publish_changes": {"material": False, "seen": story.version},
        "schedule": {"at": timezone.now() + datetime.timedelta(days=1)},
        "publish": {"seen": story.version},
    }
    make_category()
    return getattr(desk, act)(story=story, by=person, **needs.get(act, {}))
