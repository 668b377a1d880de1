"""Hidden fields of the support form: its token, and the page that led to it."""

import re
from uuid import UUID, uuid4

from django.core import signing

from donations.models import Contribution

# The path of RFC 3986, section 3.3, that cannot be taken for a host.
LOCAL_PATH = re.compile(r"/(?!/)[A-Za-z0-9\-._~!$&'()*+,;=:@%/]{0,499}")
_signer = signing.Signer(salt="donations.form")


def new_token() -> str:
    """Return a new signed token, which tells one form from another."""
    return _signer.sign(uuid4().hex)


def token_of(contribution: Contribution) -> str:
    """Return the token of the form that this contribution began with."""
    return _signer.sign(contribution.form_token.hex)


def read_token(signed: str) -> UUID | None:
    """Return the token, or None where it is missing or its signature is not ours."""
    try:
        return UUID(_signer.unsign(signed))
    except (signing.BadSignature, ValueError):
        return None


def local_path(text: str) -> str:
    """Return the path of a page on this site; empty when it is anything else."""
    return text if LOCAL_PATH.fullmatch(text) else ""
