"""Signed links to the page of one contribution: a link shows and changes, and never signs anybody in.

A token names the contribution by its random id, never by a number that counts. It can be used again and
again, ends after `LIVES` or as soon as `Contribution.link_version` is raised, and stands in letters alone.
The upper half of that version is the day on which the books were restored last: which of the links that were
sent before were made void meanwhile nobody knows, so that all of them are old.
"""

import base64
import binascii
import datetime
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from donations.models import Contribution
from newsroom.core.web.page_language import page_url

LIVES = datetime.timedelta(days=400)
# How long the support page says what is given already to whoever came from the supporter's page.
SAYS_ALREADY = datetime.timedelta(days=1)
_EPOCH = datetime.date(1970, 1, 1)
_BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# Public id, version of the link, day: 22 bytes, followed by 16 of their keyed hash.
_FIELDS = struct.Struct(">16sIH")
_MAC = 16
_PURPOSE = "donations.manage"
_HALF = 1 << 16


@dataclass(frozen=True)
class Link:
    """A token with a valid signature; one that `is_old` shows nothing but the offer of a fresh one."""

    contribution: Contribution
    is_old: bool


def token_of(contribution: Contribution, *, at: datetime.datetime | None = None) -> str:
    """Return the token of a contribution, 51 letters; the same for the same day."""
    day = ((at or timezone.now()).date() - _EPOCH).days
    fields = _FIELDS.pack(contribution.public_id.bytes, contribution.link_version, day)
    return base64.urlsafe_b64encode(fields + next(_macs(fields))).decode().rstrip("=")


def read(token: str) -> Link | None:
    """Return the link behind a token; None where it is forged, revoked or about nothing that we have."""
    try:
        whole = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        fields, mac = whole[:-_MAC], whole[-_MAC:]
        public_id, version, day = _FIELDS.unpack(fields)
    except (binascii.Error, ValueError, struct.error):
        return None
    if not any(constant_time_compare(mac, ours) for ours in _macs(fields)):
        return None
    contribution = (
        Contribution.objects.select_related("supporter", "course")
        .filter(public_id=UUID(bytes=public_id))
        .first()
    )
    if contribution is None or contribution.supporter is None or contribution.erased_at:
        return None
    if version != contribution.link_version:
        was_sent_before_restore = version // _HALF < contribution.link_version // _HALF
        return Link(contribution=contribution, is_old=True) if was_sent_before_restore else None
    age = timezone.now().date() - (_EPOCH + datetime.timedelta(days=day))
    return Link(contribution=contribution, is_old=age > LIVES)


def make_all_old() -> int:
    """Let every link that was sent until now show nothing but the offer of a fresh one; return how many."""
    begins = (timezone.now().date() - _EPOCH).days * _HALF
    before = Contribution.objects.filter(link_version__lt=begins)
    return before.update(link_version=F("link_version") % _HALF + begins)


def url_of(contribution: Contribution, *, language: str, at: datetime.datetime | None = None) -> str:
    """Return the absolute URL for a letter in that language; the same in every copy of the letter."""
    path = page_url("donations:manage", token_of(contribution, at=at), language=language)
    return settings.SITE_URL + path


def _macs(fields: bytes) -> Iterator[bytes]:
    """Yield the keyed hash under the present key, then under those that it followed."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(_PURPOSE, fields, secret=key, algorithm="sha256").digest()[:_MAC]


def already_token(contribution: Contribution) -> str:
    """Return the token by which the support page knows what is given already; it opens nothing else."""
    return _already().sign(f"{contribution.public_id.hex}.{contribution.link_version}")


def read_already(token: str) -> Contribution | None:
    """Return the contribution that a token is about; None where it is forged, older than a day or revoked."""
    try:
        named, _dot, version = _already().unsign(token, max_age=SAYS_ALREADY).partition(".")
    except signing.BadSignature:
        return None
    known = Contribution.objects.select_related("course").filter(erased_at__isnull=True)
    return known.filter(public_id=UUID(named), link_version=int(version)).first()


def answer_token(answer: str, public_id: str) -> str:
    """Return the token by which a change of address is answered: `confirm` or `take_back`."""
    return signing.Signer(salt=f"donations.address.{answer}").sign(UUID(public_id).hex)


def read_answer(token: str) -> tuple[str, UUID] | None:
    """Return which answer a token gives to which change of address; None where it is forged."""
    for answer in ("confirm", "take_back"):
        try:
            return answer, UUID(signing.Signer(salt=f"donations.address.{answer}").unsign(token))
        except (signing.BadSignature, ValueError):
            continue
    return None


def forget_token(public_id: UUID, at: datetime.datetime) -> str:
    """Return the token by which the owner of an email address has everything forgotten."""
    microseconds = (at - _BEGINNING) // datetime.timedelta(microseconds=1)
    return _forgetting().sign(f"{public_id.hex}.{microseconds}")


def read_forget(token: str) -> tuple[UUID, datetime.datetime] | None:
    """Return whom a token is about, and when it was written; None where it is forged."""
    try:
        public_id, _dot, microseconds = _forgetting().unsign(token).partition(".")
        return UUID(public_id), _BEGINNING + datetime.timedelta(microseconds=int(microseconds))
    except (signing.BadSignature, ValueError):
        return None


def _already() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="donations.already")


def _forgetting() -> signing.Signer:
    return signing.Signer(salt="donations.forget")
