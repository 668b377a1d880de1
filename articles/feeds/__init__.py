"""Feeds of stories and corrections: RSS 2.0, Atom and JSON Feed of one channel.

A `Channel` is what a list of the site is: its rows, newest first, without their texts. `fingerprint` makes an
entity tag of those; only who has not read them yet costs the texts (`written`).
"""

from .channels import Channel, of_corrections, of_front, of_heading
from .formats import FORMATS, Format
from .writing import fingerprint, written

__all__ = [
    "FORMATS",
    "Channel",
    "Format",
    "fingerprint",
    "of_corrections",
    "of_front",
    "of_heading",
    "written",
]
