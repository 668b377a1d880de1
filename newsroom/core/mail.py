"""E-mail of the publication: building a letter as text and HTML, and what a failed sending means.

Every app's letters go through here, so that all have one sender and can be sent twice without harm: a copy of
a letter carries the same Message-ID and Date as the first.
"""

import datetime
import hashlib
import smtplib
import unicodedata
from dataclasses import dataclass
from email.utils import format_datetime, formataddr, parseaddr
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import idna
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string

CONSOLE = "django.core.mail.backends.console.EmailBackend"
# What sending can raise. All but `REFUSED` mends itself: a server that is away.
FAILURES = (smtplib.SMTPException, OSError, ValueError)
# This very letter is refused. A ValueError is an e-mail address that nothing can be sent to.
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)


class Email(EmailMultiAlternatives):
    """E-mail that is refused, as a ValueError, where it would be encoded into a mailbox that nobody has."""

    def send(self, *args: Any, **options: Any) -> int:
        if not all(to.rpartition("@")[0].isascii() for to in self.recipients()):
            raise ValueError("a local part beyond ASCII")
        return super().send(*args, **options)


@dataclass(frozen=True, kw_only=True)
class Message:
    """One e-mail before it is rendered: `template` names a pair in `templates/emails`, `.txt` and `.html`.

    `key` names the occasion: letters with the same key are copies of each other.
    """

    template: str
    key: str
    to: str
    subject: str
    language: str
    dated: datetime.datetime
    context: dict[str, Any]


def can_send() -> bool:
    """Return whether e-mail can leave: a server's console is its log, and personal data is not for logs."""
    return settings.DEBUG or settings.EMAIL_BACKEND != CONSOLE


def build(message: Message) -> Email:
    """Return the e-mail as text and HTML; the caller has activated its language."""
    context = message.context | {
        "publication_name": settings.PUBLICATION_NAME,
        "site_url": settings.SITE_URL,
        "language": message.language,
        "subject": message.subject,
    }
    email = Email(
        subject=message.subject,
        # What is typed into a template comes out escaped for HTML, and this is none.
        body=unescape(render_to_string(f"emails/{message.template}.txt", context)),
        from_email=sender(message.language),
        to=[message.to],
        headers={
            "Message-ID": message_id(message.key),
            "Date": format_datetime(message.dated),
            # RFC 3834: nobody's holiday notice answers it.
            "Auto-Submitted": "auto-generated",
            # Never a URL: mail programs and scanners follow those by themselves.
            "List-Unsubscribe": f"<mailto:{parseaddr(sender(message.language))[1]}?subject=unsubscribe>",
        },
    )
    email.attach_alternative(render_to_string(f"emails/{message.template}.html", context), "text/html")
    return email


def canonical(typed: str) -> str:
    """Return an email address as it is kept and compared; raises ValueError where no letter can reach it.

    The domain is in the letters of DNS (UTS 46), so that every way of writing it is one address. A local part
    beyond ASCII needs mail servers that few have (RFC 6531): a letter to it would come back, or go astray.
    """
    local, at, domain = unicodedata.normalize("NFC", typed).strip().rpartition("@")
    if not (at and local.isascii()):
        raise ValueError("no address for letters")
    try:
        email = f"{local}@{idna.encode(domain, uts46=True).decode()}"
        validate_email(email)
    except (idna.IDNAError, ValidationError) as error:
        raise ValueError("no address for letters") from error
    return email


def canonical_or_typed(typed: str) -> str:
    """Return an email address as it is kept, or as it came where no letter can reach it: people see that."""
    try:
        return canonical(typed)
    except ValueError:
        return unicodedata.normalize("NFC", typed).strip()


def sender(language: str) -> str:
    """Return the From header: DEFAULT_FROM_EMAIL, named after the publication unless a setting names it.

    A mailbox may be read by others: letters of one language can have a name that says nothing.
    """
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    shown = settings.SENDER_NAMES.get(language) or name or settings.PUBLICATION_NAME
    return formataddr((shown, canonical(email)))


def message_id(key: str) -> str:
    """Return the same Message-ID for each copy of a letter (RFC 5322, section 3.6.4)."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"
