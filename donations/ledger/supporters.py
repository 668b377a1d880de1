"""Rows of supporters: one for each email address, made where it is needed."""

from donations.models import Supporter
from newsroom.core import crypto


def of_email(email: str, *, language: str) -> Supporter:
    """Return the supporter with this address, locked: nobody deletes it until the transaction has ended."""
    while True:
        supporter, _made = Supporter.objects.get_or_create(
            email_hash=crypto.lookup_hash(email.lower()),
            defaults={"email_sealed": crypto.seal(email), "language": language},
        )
        if locked := Supporter.objects.select_for_update(no_key=True).filter(pk=supporter.pk).first():
            return locked
