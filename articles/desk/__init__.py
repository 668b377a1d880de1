"""What people at the desk can do with a story: the one door through which every change goes.

Each act takes keyword arguments, re-reads the story under a lock, asks `may`, changes it and writes its
audit entry in one transaction. It raises `NotAllowed`, `Changed` or `Refused` and then has done nothing.
"""

from articles.desk.acts import ACTS
from articles.desk.correcting import correct
from articles.desk.drafts import discard_draft, publish_changes
from articles.desk.errors import Changed, NotAllowed, Redacted, Refused
from articles.desk.fields import FIELDS
from articles.desk.handing import discard_handed, hand_over, take_handed
from articles.desk.joining import Shown
from articles.desk.mending import mend
from articles.desk.pinning import pin
from articles.desk.redacting import redact
from articles.desk.restoring import restore
from articles.desk.rights import may
from articles.desk.scheduled import schedule_changes, unschedule_changes
from articles.desk.taking_over import take_over
from articles.desk.transitions import approve, delete, publish, schedule, send_back, submit, withdraw
from articles.desk.working import drop_words, keep_words
from articles.desk.writing import save_draft, start, write

__all__ = [
    "ACTS",
    "FIELDS",
    "Changed",
    "NotAllowed",
    "Redacted",
    "Refused",
    "Shown",
    "approve",
    "correct",
    "delete",
    "discard_draft",
    "discard_handed",
    "drop_words",
    "hand_over",
    "keep_words",
    "may",
    "mend",
    "pin",
    "publish",
    "publish_changes",
    "redact",
    "restore",
    "save_draft",
    "schedule",
    "schedule_changes",
    "send_back",
    "start",
    "submit",
    "take_handed",
    "take_over",
    "unschedule_changes",
    "withdraw",
    "write",
]
