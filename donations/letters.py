"""Letters to supporters: one builder, one small function per letter, sent from `Letter` rows.

Whether a letter is due is the ledger's business. Each is sent at least once: when the process dies between
the mail server's yes and our note of it, a copy goes out again, with the same Message-ID, Date and number.
"""

import datetime
import hashlib
import logging
import smtplib
from email.utils import format_datetime, formataddr, parseaddr
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from donations import money
from donations.models import Letter
from newsroom.core import crypto
from newsroom.core.queue import claim

logger = logging.getLogger(__name__)
# Longer than the mail server may take to answer (EMAIL_TIMEOUT), so that nobody else sends meanwhile.
LEASE = datetime.timedelta(minutes=2)
# After so many tries a letter that is refused for its own sake is left to people.
ATTEMPTS = 20
# A ValueError: an address that no mail can be sent to. All else mends itself, or is mended: a server that is
# away, a key that is not in the settings.
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)
LONGEST_WAIT = datetime.timedelta(hours=3)


def send_due(limit: int = 50) -> int:
    """Send letters that are due, the oldest first, and return how many were tried."""
    if not have_a_way():
        return 0
    tried = 0
    while tried < limit and (letter := claim(Letter.objects.filter(state=Letter.State.DUE), LEASE)):
        _send(letter)
        tried += 1
    return tried


def have_a_way() -> bool:
    """Say whether letters can leave: the console of a server is its log, and addresses are not for logs."""
    return settings.DEBUG or settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"


def _send(letter: Letter) -> None:
    """Send one letter and note it; a mail server that is away means later, never lost."""
    mine = Letter.objects.filter(pk=letter.pk, state=Letter.State.DUE)
    try:
        build(letter).send()
    except (smtplib.SMTPException, OSError, ValueError, crypto.CannotOpen) as error:
        logger.warning("letter %s was not sent: %s", letter.pk, type(error).__name__)
        if letter.attempts >= ATTEMPTS and isinstance(error, REFUSED):
            mine.update(state=Letter.State.FAILED)
            return
        wait = min(datetime.timedelta(seconds=15) * 2 ** min(letter.attempts, 12), LONGEST_WAIT)
        mine.update(next_at=timezone.now() + wait)
        return
    mine.update(state=Letter.State.SENT, sent_at=timezone.now())


def build(letter: Letter) -> EmailMultiAlternatives:
    """Return the letter as mail, in the supporter's language, as text and as HTML."""
    supporter = letter.contribution.supporter
    if supporter is None:
        raise crypto.CannotOpen("nobody to write to yet")
    with translation.override(letter.language):
        subject, context = WRITERS[Letter.Kind(letter.kind)](letter)
        context |= {
            "publication_name": settings.PUBLICATION_NAME,
            "site_url": settings.SITE_URL,
            "language": letter.language,
            "subject": subject,
            "contribution": letter.contribution,
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            # What is typed into a template comes out escaped for HTML, and this is none.
            body=unescape(render_to_string(f"emails/{letter.kind}.txt", context)),
            from_email=sender(),
            to=[crypto.open_sealed(supporter.email_sealed)],
            headers={"Message-ID": message_id(letter), "Date": format_datetime(letter.created_at)},
        )
        mail.attach_alternative(render_to_string(f"emails/{letter.kind}.html", context), "text/html")
    return mail


def sender() -> str:
    """Return whom a letter is from: the publication, unless the setting carries a name of its own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or settings.PUBLICATION_NAME, address))


def message_id(letter: Letter) -> str:
    """Return the same Message-ID for each copy of a letter."""
    digest = hashlib.sha256(letter.dedupe_key.encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def receipt(letter: Letter) -> tuple[str, dict[str, Any]]:
    """Thank for one payment."""
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
    return subject, {"payment": payment, "next_at": payment.next_at, "sentence": sentence}


def failed_renewal(letter: Letter) -> tuple[str, dict[str, Any]]:
    """Say that a renewal did not go through, and that nothing else happened."""
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
