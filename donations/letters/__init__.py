"""Letters to supporters: `send_due` sends what the ledger wrote down as due, `build` makes one of them.

`sample_email` is one of invented figures; `standing_words` are those that `add_text` replaces.
"""

from donations.letters.samples import sample_email, standing_words
from donations.letters.sending import build, send_due
from donations.letters.texts import add_text, change_text, delete_text, names_of

__all__ = [
    "add_text",
    "build",
    "change_text",
    "delete_text",
    "names_of",
    "sample_email",
    "send_due",
    "standing_words",
]
