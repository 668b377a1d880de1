"""Loader of the demo stories, which uses the desk's own acts like an editor."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import desk
from articles.models import Story
from newsroom.core.models import User
from newsroom.demo.content import library
from newsroom.demo.content.shapes import Piece
from newsroom.demo.content.stories import PIECES


def load() -> int:
    """Make the demo newsroom and return how many stories it has; 0 where there were stories already.

    One transaction: a load that is killed leaves no row, and the next one starts afresh.
    """
    with transaction.atomic():
        if Story.objects.exists():
            return 0
        users = library.make_users()
        stories = _write(users)
        _add_picks(stories, by=users["editor"])
        now = timezone.now().replace(second=0, microsecond=0)
        for piece in PIECES:
            _bring_to_state(piece, stories[piece.key], users, now=now)
            _correct(piece, stories[piece.key], by=users["editor"])
            _back_date(piece, stories[piece.key], now=now)
            if piece.drafted:
                fields = {"standfirst": piece.drafted}
                desk.save_draft(story=stories[piece.key], by=users["editor"], fields=fields)
    return len(stories)


def _write(users: dict[str, User]) -> dict[str, Story]:
    """Write every story as a draft, and return them by key."""
    photos = library.make_photos(users["editor"])
    authors = library.make_authors(photos, users["editor"])
    categories = library.make_categories(users["editor"])
    topics = library.make_topics(users["editor"])
    stories: dict[str, Story] = {}
    for piece in PIECES:
        fields = _fields(piece) | {
            "category": categories[piece.language, piece.category],
            "lead_image": photos[piece.picture] if piece.picture else None,
        }
        if piece.edition_of:
            fields["edition_group"] = stories[piece.edition_of].edition_group
        stories[piece.key] = desk.start(
            by=users["reporter"],
            fields=fields,
            rows={
                "topics": [{"topic": topics[piece.language, slug]} for slug in piece.topics],
                "bylines": [{"author": authors[slug], "role": role} for slug, role in piece.bylines],
            },
        )
    return stories


def _fields(piece: Piece) -> dict[str, Any]:
    return {
        "kind": piece.kind,
        "language": piece.language,
        "kicker": piece.kicker,
        "headline": piece.headline,
        "standfirst": piece.standfirst,
        "summary": piece.summary,
        "body_source": " ".join(piece.body.split()),
        "credit_line": piece.credit_line,
        "lead_alt": piece.alt,
        "lead_caption": piece.caption,
        "lead_credit": piece.credit,
        "is_sensitive": piece.is_sensitive,
        "is_sponsored": piece.is_sponsored,
    }


def _add_picks(stories: dict[str, Story], *, by: User) -> None:
    """Add related reading once every story that can be picked exists."""
    for piece in PIECES:
        picks = [
            {
                "target": stories[pick.key],
                "kicker": pick.kicker,
                "headline": pick.headline,
                "summary": pick.summary,
            }
            for pick in piece.picks
        ]
        if picks:
            desk.write(story=stories[piece.key], by=by, fields={}, rows={"related": picks})


def _bring_to_state(piece: Piece, story: Story, users: dict[str, User], *, now: datetime.datetime) -> None:
    if piece.state == "draft":
        return
    editor = users["editor"]
    desk.submit(story=story, by=users["reporter"])
    if piece.state in ("live", "withdrawn"):
        desk.publish(story=story, by=editor)
    if piece.state == "withdrawn":
        desk.withdraw(story=story, by=editor, reason=piece.withdrawn_because, shows_reason=True)
    at = now - datetime.timedelta(hours=piece.hours)
    if piece.state == "embargoed":
        desk.write(story=story, by=editor, fields={"embargo_until": at})
    if piece.state in ("scheduled", "embargoed"):
        desk.schedule(story=story, by=editor, at=at)


def _correct(piece: Piece, story: Story, *, by: User) -> None:
    """Tell readers what was wrong, as of this moment: what they were told is never dated back."""
    if piece.corrected is None:
        return
    names = ("correction_kind", "correction_place", "correction_words")
    desk.save_draft(story=story, by=by, fields=dict(zip(names, piece.corrected, strict=True)))
    desk.correct(story=story, by=by)


def _back_date(piece: Piece, story: Story, *, now: datetime.datetime) -> None:
    """Spread the stories over the last hours and days, as if the newsroom had been at work.

    The only write past the desk, which rightly has no act for it: nothing is published in the past.
    """
    at = now - datetime.timedelta(hours=max(piece.hours, 0))
    times = {"created_at": at - datetime.timedelta(hours=3), "modified_at": at}
    if piece.state in ("live", "withdrawn"):
        times |= {"publish_at": at, "first_published_at": at}
    if piece.updated is not None:
        updated = now - datetime.timedelta(hours=piece.updated)
        times |= {"updated_at": updated, "modified_at": updated}
    Story.objects.filter(pk=story.pk).update(**times)
