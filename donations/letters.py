"""Emails to supporters: one builder, one small function per letter, sent from `Letter` rows.

Whether a letter is due is the ledger's business. Each is sent at least once: when the process dies between
the mail server's yes and our note of it, a copy goes out again, with the same Message-ID, Date and number.
"""

import datetime
import logging
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from donations import money
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
    """Return the letter as e-mail, in the supporter's language; raises `CannotOpen` without a supporter."""
    supporter = letter.contribution.supporter
    if supporter is None:
        raise crypto.CannotOpen("nobody to write to yet")
    with translation.override(letter.language):
        subject, context = WRITERS[Letter.Kind(letter.kind)](letter)
        return mail.build(
            mail.Message(
                template=letter.kind,
                key=letter.dedupe_key,
                to=crypto.open_sealed(supporter.email_sealed),
                subject=subject,
                language=letter.language,
                dated=letter.created_at,
                context=context | {"contribution": letter.contribution},
            )
        )


def receipt(letter: Letter) -> tuple[str, dict[str, Any]]:
    """Return subject and context of the receipt for one payment."""
    payment, contribution = letter.payment, letter.contribution
    if payment is None:
        raise ValueError("a receipt belongs to a payment")
    sentences = {
        "once": _("Your contribution of %(amount)s has arrived."),
        "month": _("Your monthly contribution of %(amount)s has arrived."),
        "year": _("Your annual contribution of %(amount)s has arrived."),
    }
    subject = _("Your receipt from %(publication)s, %(number)s") % {
        "publication": settings.PUBLICATION_NAME,
        "number": payment.receipt_number,
    }
    sentence = sentences[contribution.interval] % {"amount": payment.in_words}
    return subject, {
        "payment": payment,
        "back": payment.given_back,
        "next_at": contribution.collects_at,
        "sentence": sentence,
    }


def failed_renewal(letter: Letter) -> tuple[str, dict[str, Any]]:
    """Return subject and context of the letter about a renewal that failed; nothing else happened."""
    contribution = letter.contribution
    sentence = (
        _("Your annual contribution of %(amount)s could not be renewed.")
        if contribution.interval == contribution.Interval.YEAR
        else _("Your monthly contribution of %(amount)s could not be renewed.")
    )
    amount = money.for_people(contribution.amount, contribution.currency, language=letter.language)
    subject = _("Your contribution to %(publication)s could not be renewed")
    return subject % {"publication": settings.PUBLICATION_NAME}, {"sentence": sentence % {"amount": amount}}


WRITERS = {Letter.Kind.RECEIPT: receipt, Letter.Kind.FAILED_RENEWAL: failed_renewal}
