"""Hidden fields of the support form: its token, and the page that led to it."""

import re
from uuid import UUID, uuid4

from django.core import signing

# The path of RFC 3986, section 3.3, that cannot be taken for a host.
LOCAL_PATH = re.compile(r"/(?!/)[A-Za-z0-9\-._~!$&'()*+,;=:@%/]{0,499}")
_signer = signing.Signer(salt="donations.form")


def new_token() -> str:
    """Return a new signed token, which tells one form from another."""
    return sign_token(uuid4())


def sign_token(token: UUID) -> str:
    """Return the token of a form that was there before, as that form carries it."""
    return _signer.sign(token.hex)


def read_token(signed: str) -> UUID | None:
    """Return the token, or None where it is missing or its signature is not ours."""
    try:
        return UUID(_signer.unsign(signed))
    except (signing.BadSignature, ValueError):
        return None


def local_path(text: str) -> str:
    """Return the path of a page on this site; empty when it is anything else."""
    return text if LOCAL_PATH.fullmatch(text) else ""
