"""Encryption of personal data in the database: AES-GCM, with a keyed hash to find a value again.

Keys come from the environment: `SEALING_KEYS` is a list of `id:base64` (32 bytes each), the first seals, all
open, so that keys can be rotated; `LOOKUP_KEY` makes the hashes and stays. A key made from `SECRET_KEY` comes
last, so that a site without `SEALING_KEYS` seals the secrets of its desk, too.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

# The name of the key that is made from SECRET_KEY.
OF_THE_SITE = "site"
NONCE = 12
KEY = 32


class CannotOpen(Exception):
    """Decryption failed: the key is missing, or the sealed text was changed."""


def seal(text: str) -> str:
    """Return `text` encrypted with the first key: `key id : base64 of nonce and ciphertext`."""
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


def hash_for(purpose: str, text: str) -> str:
    """Return the keyed hash (HMAC-SHA256, hex) of a text under a key of its own for each purpose.

    The key comes from `LOOKUP_KEY`, which stays; where that is not set, from `SECRET_KEY`.
    """
    return hmac.new(_key_for(purpose), text.encode(), hashlib.sha256).hexdigest()


def key_of(sealed: str) -> str:
    """Return the name of the key that sealed this."""
    return sealed.partition(":")[0]


def newest_key() -> str:
    """Return the name of the key that seals at present."""
    return next(iter(_keys()))


def has_key(name: str) -> bool:
    """Return whether the settings name this key, or it is the one that is made from SECRET_KEY."""
    return name in _keys()


def is_ready() -> bool:
    """Return whether the settings name keys, and what they seal can be opened again."""
    try:
        works = open_sealed(seal("")) == "" and bool(lookup_hash(""))
    except (CannotOpen, ValueError):
        return False
    return works and bool(settings.SEALING_KEYS and settings.LOOKUP_KEY)


def new_key() -> str:
    """Return a new random key as the settings take it."""
    return base64.b64encode(os.urandom(KEY)).decode()


def new_name() -> str:
    """Return a random name that nobody else has."""
    return os.urandom(8).hex()


def fault_in(keys: Sequence[str], lookup_key: str) -> str:
    """Return what is wrong with these settings in one sentence without any key; empty when nothing is."""
    names = [entry.partition(":")[0].strip() for entry in keys]
    if not all(names) or len(set(names)) < len(names):
        return "SEALING_KEYS needs a name before each key, and each name once."
    if OF_THE_SITE in names:
        return f"SEALING_KEYS: {OF_THE_SITE} is the name of the key that is made from SECRET_KEY."
    for number, entry in enumerate(keys, 1):
        if not _is_key(entry.partition(":")[2]):
            return f"SEALING_KEYS: number {number} is not a name, a colon and 32 random bytes in base64."
    if lookup_key and not _is_key(lookup_key):
        return "LOOKUP_KEY is not 32 random bytes in base64."
    return ""


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == KEY
    except ValueError:
        return False


def _key_for(purpose: str) -> bytes:
    if not settings.LOOKUP_KEY:
        return salted_hmac(f"newsroom.core.crypto.{purpose}", "", algorithm="sha256").digest()
    return hmac.digest(base64.b64decode(settings.LOOKUP_KEY), purpose.encode(), "sha256")


def _keys() -> dict[str, bytes]:
    pairs = (entry.partition(":") for entry in settings.SEALING_KEYS)
    named = {key_id: base64.b64decode(key) for key_id, _, key in pairs}
    return named | {OF_THE_SITE: salted_hmac("newsroom.core.crypto", "", algorithm="sha256").digest()}
