"""Idempotency keys: the first answer to a key is the answer for a day, a 500 as well."""

from typing import Any

from newsroom.demo.sandbox.wire import Refused, Response
from newsroom.demo.sandbox.world import World

LIFE = 24 * 3600


class Keys:
    """Keys that were used in the last day, with their answers."""

    def __init__(self, world: World) -> None:
        self._world = world

    def replay(self, key: str, signature: list[Any]) -> Response | None:
        """Return the first answer, or None for a new key; refuse other parameters, or a key in flight."""
        self._forget_old()
        known = self._world.table("idempotency").get(key)
        if known is None:
            return None
        if known["signature"] != signature:
            said = (
                "Keys for idempotent requests can only be used with the same parameters they were first used "
                f"with. Try using a key other than '{key}' if you meant to execute a different request."
            )
            raise Refused(said, kind="idempotency_error")
        if known["busy_until"] > self._world.now():
            said = f"There is currently another in-progress request using this Idempotent Key: {key}."
            raise Refused(said, code="idempotency_key_in_use", status=409, kind="idempotency_error")
        headers = {"Content-Type": "application/json", "Idempotent-Replayed": "true"}
        return Response(status=known["status"], body=known["body"].encode(), headers=headers)

    def keep(self, key: str, signature: list[Any], response: Response, busy: float) -> None:
        """Store an answer; for `busy` seconds the key is still in flight."""
        now = self._world.now()
        facts = {"at": now, "busy_until": now + busy, "signature": signature}
        answer = {"status": response.status, "body": response.body.decode()}
        self._world.put("idempotency", key, facts | answer)

    def _forget_old(self) -> None:
        oldest = self._world.now() - LIFE
        keys = self._world.table("idempotency")
        while keys and keys[first := next(iter(keys))]["at"] <= oldest:
            self._world.drop("idempotency", first)
