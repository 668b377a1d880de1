"""Handling of one API request: authentication, validation, idempotency, faults, journal."""

from typing import Any

import stripe

from newsroom.demo.sandbox import answers, journal, redaction
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.endpoints import find_route
from newsroom.demo.sandbox.faults import Fault, Faults
from newsroom.demo.sandbox.idempotency import Keys
from newsroom.demo.sandbox.present import expanded
from newsroom.demo.sandbox.schema import check
from newsroom.demo.sandbox.wire import Refused, Request, Response, read_params, to_json
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
FAULT_HEADER = "Sandbox-Fault"
BROKEN = {
    "error": {"type": "api_error", "message": "An error occurred on the sandbox's side, as it was told to."}
}
BUSY = {
    "error": {
        "type": "invalid_request_error",
        "code": "rate_limit",
        "message": "Too many requests, as the sandbox was told to say.",
    }
}


class Api:
    """The API of the processor over a `World` of objects."""

    def __init__(self, world: World, faults: Faults, *, origin: str, checks_answers: bool) -> None:
        self._world, self._faults, self._origin = world, faults, origin
        self._checks_answers = checks_answers
        self._keys = Keys(world)

    def handle(self, request: Request) -> Response:
        """Answer a request and write it into the journal."""
        key = request.header("Idempotency-Key") if request.method == "POST" else ""
        entry = _entry(request, key)
        fault = self._fault(request)
        try:
            entry["params"] = read_params(request)
            _check_caller(request)
            response = self._answer(request, key, fault, entry)
        except Refused as refusal:
            response = to_json({"error": refusal.error}, refusal.status)
        name = self._world.new_id("req", 14)
        kind = fault.kind if fault else ""
        facts = {"status": None if kind == "closed_before" else response.status, "fault": kind}
        journal.write(self._world, "request", **entry, id=name, **facts)
        return _disturbed(response, fault, name)

    def _fault(self, request: Request) -> Fault | None:
        """Return the fault that a header of the request asks for, or the one that was set."""
        if wished := request.header(FAULT_HEADER):
            return Fault(kind=wished)
        return self._faults.strike(method=request.method, path=request.path)

    def _answer(self, request: Request, key: str, fault: Fault | None, entry: Thing) -> Response:
        if fault and fault.kind in ("rate_limited", "closed_before"):
            return to_json(BUSY, 429)
        signature = [request.method, request.path, entry["params"]]
        if key and (known := self._keys.replay(key, signature)):
            entry["replayed"] = True
            return known
        response = self._done(request, entry["params"])
        if fault and fault.kind == "failed_after_commit":
            response = to_json(BROKEN, 500)
        if key:
            busy = fault.seconds if fault and fault.kind == "delayed" else 0
            self._keys.keep(key, signature, response, busy)
        return response

    def _done(self, request: Request, given: Thing) -> Response:
        """Do it; what a card refuses is an answer that is kept with its key, too."""
        try:
            return to_json(self._do(request, given))
        except Refused as refusal:
            if refusal.status != 402:
                raise
            return to_json({"error": refusal.error}, 402)

    def _do(self, request: Request, given: Thing) -> Thing:
        """Check and do it; nothing is changed before everything is checked."""
        route, name = find_route(request.method, request.path)
        params = check(route.params, given)
        call = Call(world=self._world, params=params, name=name, origin=self._origin)
        thing = route.endpoint(call)
        shown = expanded(self._world, thing, params.get("expand") or [])
        if self._checks_answers:
            answers.check(shown)
        return shown


def _entry(request: Request, key: str) -> Thing:
    """Return what the journal keeps of a request: all but the secret key of the account."""
    headers = {name: text for name, text in request.headers.items() if name.lower() != "authorization"}
    return {
        "method": request.method,
        "path": request.path,
        "params": {},
        "headers": headers,
        "idempotency_key": key,
        "replayed": False,
    }


def _check_caller(request: Request) -> None:
    """Refuse all but test keys and the pinned API version."""
    key = request.header("Authorization").removeprefix("Bearer ")
    if key.startswith(("sk_live_", "rk_live_")):
        raise Refused("This is a sandbox: it refuses live keys.", status=401)
    if not key.startswith(("sk_test_", "rk_test_")):
        raise Refused("Invalid API Key provided.", status=401)
    version = request.header("Stripe-Version")
    if request.path.startswith("/v1/privacy/") and version == redaction.VERSION:
        return
    if version and version != stripe.api_version:
        raise Refused(f"Invalid Stripe API version: {version}; this is {stripe.api_version}")


def _disturbed(response: Response, fault: Fault | None, name: str) -> Response:
    """Return the response as the fault lets it arrive: late, with an error, or not at all."""
    kind = fault.kind if fault else ""
    body = response.body[: len(response.body) // 2] if kind == "truncated" else response.body
    return Response(
        status=response.status,
        body=body,
        headers={**response.headers, "Request-Id": name, "Stripe-Version": stripe.api_version},
        delay=fault.seconds if fault and kind == "delayed" else 0,
        is_lost=kind in ("closed_before", "closed_after_commit"),
    )
