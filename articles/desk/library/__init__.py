"""Acts on the library of the desk: photos, authors, topics, categories and redirects.

Each act takes keyword arguments, locks the row, asks for Django's permission, and saves with its audit entry
in one transaction. It raises `NotAllowed`, `Gone`, `InUse` or `Refused` and then has done nothing.
"""

from articles.desk.library.media import AlreadyThere, add_photo, delete_photo, describe_photo
from articles.desk.library.people import add_author, change_author, delete_author
from articles.desk.library.redirects import add_redirect, change_redirect, delete_redirect
from articles.desk.library.taxonomy import (
    add_category,
    add_topic,
    change_category,
    change_topic,
    delete_category,
    delete_topic,
)
from articles.desk.library.usage import uses
from newsroom.core.acts import Gone, InUse, NotAllowed, Refused

__all__ = [
    "AlreadyThere",
    "Gone",
    "InUse",
    "NotAllowed",
    "Refused",
    "add_author",
    "add_category",
    "add_photo",
    "add_redirect",
    "add_topic",
    "change_author",
    "change_category",
    "change_redirect",
    "change_topic",
    "delete_author",
    "delete_category",
    "delete_photo",
    "delete_redirect",
    "delete_topic",
    "describe_photo",
    "uses",
]
