"""Sending of letters to supporters from `Letter` rows, and the e-mail that each is.

Whether a letter is due is the ledger's business. Each is sent at least once: when the process dies between
the mail server's yes and our note of it, a copy goes out again, with the same Message-ID, Date and number.
"""

import datetime
import logging

from django.utils import timezone, translation

from donations.letters import texts
from donations.letters.kinds import WRITERS
from donations.models import Letter
from newsroom.core import crypto, mail
from newsroom.core.queue import claim, next_try

logger = logging.getLogger(__name__)
# Longer than the mail server may take to answer (EMAIL_TIMEOUT), so that nobody else sends meanwhile.
LEASE = datetime.timedelta(minutes=2)
# After so many tries a letter that is refused for its own sake is left to people.
ATTEMPTS = 20
FIRST_WAIT = datetime.timedelta(seconds=15)
LONGEST_WAIT = datetime.timedelta(hours=3)


def send_due(limit: int = 50) -> int:
    """Send letters that are due, the oldest first, and return how many were tried."""
    if not mail.can_send():
        return 0
    tried = 0
    while tried < limit and (letter := claim(Letter.objects.filter(status=Letter.Status.DUE), LEASE)):
        _send(letter)
        tried += 1
    return tried


def _send(letter: Letter) -> None:
    """Send one letter and record it; a mail server that is away means later, never lost."""
    mine = Letter.objects.filter(pk=letter.pk, status=Letter.Status.DUE)
    try:
        build(letter).send()
    except (*mail.FAILURES, crypto.CannotOpen) as error:
        logger.warning("letter %s was not sent: %s", letter.pk, type(error).__name__)
        if letter.attempts >= ATTEMPTS and isinstance(error, mail.REFUSED):
            mine.update(status=Letter.Status.FAILED)
            return
        mine.update(next_at=next_try(letter.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
        return
    mine.update(status=Letter.Status.SENT, sent_at=timezone.now())


def build(letter: Letter) -> mail.Email:
    """Return the letter as e-mail, in its language; raises `CannotOpen` while nobody is there to write to."""
    to = letter.supporter or letter.contribution.supporter
    if to is None:
        raise crypto.CannotOpen("nobody to write to yet")
    return written(letter, to=crypto.open_sealed(to.email_sealed))


def written(letter: Letter, *, to: str) -> mail.Email:
    """Return the letter as e-mail to this address, in the words that fundraisers have chosen."""
    with translation.override(letter.language):
        words = texts.changed(WRITERS[Letter.Kind(letter.kind)](letter), letter)
        context = {"words": words, "contribution": letter.contribution} | words.context
        return mail.build(
            mail.Message(
                template=words.template,
                key=letter.dedupe_key,
                to=to,
                subject=words.subject,
                language=letter.language,
                dated=letter.created_at,
                context=context,
            )
        )
