"""Dataclasses in which the demo content is written down: keys instead of rows, no times."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Person:
    """One author, with portrait and biography."""

    slug: str
    name: str
    position: str
    biography: str
    portrait: str
    """Name of a drawing among the portraits."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A category or a topic."""

    slug: str
    name: str
    introduction: str = ""
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class Pick:
    """An editor's choice of related reading; what is empty comes from the story that is picked."""

    key: str
    kicker: str = ""
    headline: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One story in one language."""

    key: str
    kind: str
    category: str
    kicker: str
    headline: str
    standfirst: str
    summary: str
    body: str
    """HTML of the blocks that the desk knows; lines may be broken anywhere between words."""
    hours: float
    """Hours since it was published or last worked on; below zero, hours until it will be published."""
    state: str = "live"
    """draft, in_review, scheduled, embargoed, live or withdrawn."""
    language: str = "en"
    edition_of: str = ""
    """Key of the story that this is the other language of."""
    withdrawn_because: str = ""
    """What a withdrawn story says at its address."""
    corrected: tuple[str, str, str] | None = None
    """Kind, place and words of a correction that readers were told."""
    updated: float | None = None
    """Hours since the last material change, if there was one."""
    picture: str = ""
    """Name of a drawing."""
    alt: str = ""
    """What the picture shows, where the drawing's own sentence is in the wrong language."""
    caption: str = ""
    credit: str = ""
    credit_line: str = ""
    topics: tuple[str, ...] = ()
    bylines: tuple[tuple[str, str], ...] = ()
    """Author's slug and role, in order."""
    picks: tuple[Pick, ...] = ()
    is_sensitive: bool = False
    drafted: str = ""
    """A standfirst that waits in a draft of changes."""
    is_sponsored: bool = False
