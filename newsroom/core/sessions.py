"""Session engine whose rows open nothing: the cookie is stored as a keyed hash, the data sealed.

With Django's own, whoever has a copy of the database has the cookies of everybody who is logged in, and reads
the secret of a second factor that is being set up.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_str

from newsroom.core import crypto

# As long as Django's column of keys: 160 bits.
LONGEST = 40


def stored_key(cookie: str) -> str:
    """Return the keyed hash under which the session of a cookie is stored."""
    return salted_hmac("newsroom.core.sessions", cookie, algorithm="sha256").hexdigest()[:LONGEST]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, found by `stored_key`."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return crypto.seal(json.dumps(session_dict, separators=(",", ":")))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return what was sealed; nothing where the key is gone, so that the person logs in anew."""
        try:
            opened: dict[str, Any] = json.loads(crypto.open_sealed(force_str(session_data)))
        except crypto.CannotOpen:
            return {}
        return opened

    def load(self) -> dict[str, Any]:
        key = stored_key(self.session_key or "")
        row = self.model.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.session_data)

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(stored_key(key))

    # Django's own would store the cookie as it is; these call the methods above.
    aload = SessionBase.aload
    aexists = SessionBase.aexists
    acreate = SessionBase.acreate
    asave = SessionBase.asave
    adelete = SessionBase.adelete
