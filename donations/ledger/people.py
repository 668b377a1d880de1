"""Supporters by email address: each address is one row, sealed, and found by its keyed hash."""

from donations.models import Supporter
from newsroom.core import crypto, locks


def known_supporter(email: str, language: str) -> Supporter:
    """Return whose email address this is, made if need be; until the caller commits, nobody deletes it."""
    while True:
        supporter, _made = Supporter.objects.get_or_create(
            email_hash=crypto.lookup_hash(email.lower()),
            defaults={"email_sealed": crypto.seal(email), "language": language},
        )
        if locks.hold(Supporter, {supporter.pk}):
            return supporter
