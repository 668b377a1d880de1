"""Personal data at rest: sealed with AES-GCM, found again by a keyed hash.

Keys come from the environment: `SEALING_KEYS` is a list of `id:base64` (32 bytes each), the first seals, all
open, so that keys can be rotated; `LOOKUP_KEY` makes the hashes and stays.
"""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class CannotOpen(Exception):
    """The key is missing or the sealed text was changed."""


def seal(text: str) -> str:
    """Return `text` sealed with the first key: `key id : base64 of nonce and ciphertext`."""
    key_id, key = next(iter(_keys().items()))
    nonce = os.urandom(NONCE)
    boxed = AESGCM(key).encrypt(nonce, text.encode(), key_id.encode())
    return f"{key_id}:{base64.b64encode(nonce + boxed).decode()}"


def open_sealed(sealed: str) -> str:
    """Return the text that was sealed; raises `CannotOpen`."""
    key_id, _, boxed = sealed.partition(":")
    try:
        raw = base64.b64decode(boxed, validate=True)
        return AESGCM(_keys()[key_id]).decrypt(raw[:NONCE], raw[NONCE:], key_id.encode()).decode()
    except (KeyError, InvalidTag, binascii.Error, ValueError) as error:
        raise CannotOpen("this cannot be opened with the keys at hand") from error


def lookup_hash(text: str) -> str:
    """Return the keyed hash (HMAC-SHA256, hex) by which a sealed text is found again."""
    return hmac.new(base64.b64decode(settings.LOOKUP_KEY), text.encode(), hashlib.sha256).hexdigest()


def is_ready() -> bool:
    """Say whether there are keys, and whether what they seal can be opened again."""
    try:
        return open_sealed(seal("")) == "" and bool(lookup_hash("")) and bool(settings.LOOKUP_KEY)
    except (CannotOpen, StopIteration, ValueError):
        return False


def _keys() -> dict[str, bytes]:
    pairs = (entry.partition(":") for entry in settings.SEALING_KEYS)
    return {key_id: base64.b64decode(key) for key_id, _, key in pairs}
