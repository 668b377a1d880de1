"""One row of the table of what the database stores about people (`stored_things`)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What one model keeps: columns that are personal, and those that are not though they could be.

    A table that no model has stands here by its own name.
    `is_whole`: all its columns are what `what` says, whichever there are.
    """

    model: str
    what: str
    why: str = ""
    how_long: str = ""
    personal: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    is_whole: bool = False
