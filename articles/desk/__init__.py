"""What people at the desk can do with a story: the one door through which every change goes.

Each act takes keyword arguments, re-reads the story under a lock, asks `may`, changes it and writes its
audit entry in one transaction. It raises `NotAllowed`, `Changed` or `Refused` and then has done nothing.
"""

from articles.desk.acts import ACTS
from articles.desk.drafts import discard_draft, publish_changes, save_draft
from articles.desk.errors import Changed, NotAllowed, Refused
from articles.desk.fields import FIELDS
from articles.desk.rights import may
from articles.desk.transitions import approve, delete, publish, schedule, send_back, submit, withdraw
from articles.desk.writing import start, write

__all__ = [
    "ACTS",
    "FIELDS",
    "Changed",
    "NotAllowed",
    "Refused",
    "approve",
    "delete",
    "discard_draft",
    "may",
    "publish",
    "publish_changes",
    "save_draft",
    "schedule",
    "send_back",
    "start",
    "submit",
    "withdraw",
    "write",
]
