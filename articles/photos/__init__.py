"""Picture processing: checking of uploads, storage, and the smaller sizes that pages show.

`check` decides whether an upload is a picture we can show and gives back clean bytes; `store` writes them;
`render` makes the renditions, in the worker alone; `data_url` puts one into a page; `draw_card` draws a
headline; `set_aside` keeps the picture of a form that comes back. A form calls the first and the last; the
act that adds a photo (`articles.desk.library`) calls the second, then
`defer_render`, in the transaction that saves the row.
"""

from .aside import SetAside, discard_upload, set_aside, taken_back
from .cards import CARD_SIZE, draw_card
from .checking import CheckedImage, check
from .inlining import data_url
from .keeping import discard, existing, lock, store
from .renditions import defer_render, render

__all__ = [
    "CARD_SIZE",
    "CheckedImage",
    "SetAside",
    "check",
    "data_url",
    "defer_render",
    "discard",
    "discard_upload",
    "draw_card",
    "existing",
    "lock",
    "render",
    "set_aside",
    "store",
    "taken_back",
]
