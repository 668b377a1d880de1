"""Endpoints of redaction jobs: a public preview that the library does not know.

An account has them, or not: the setting `redaction` (docs.stripe.com/privacy/redaction). A job goes on with
each look at it.
"""

from collections.abc import Iterator
from typing import Any, Literal, Required, TypedDict

import stripe

from newsroom.demo.sandbox import things
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
KIND = "privacy.redaction_job"
VERSION = stripe.api_version.partition(".")[0] + ".preview"
# Nothing younger is redacted.
YOUNGEST = 90 * 24 * 3600


class Objects(TypedDict, total=False):
    checkout_sessions: list[str]
    customers: list[str]
    payment_intents: list[str]


class CreateParams(TypedDict, total=False):
    """Parameters of a new job."""

    objects: Required[Objects]
    validation_behavior: Literal["error", "fix"]


class NoParams(TypedDict, total=False):
    """Parameters of an endpoint that takes none."""


class Job(stripe.StripeObject):
    """Fields of a job, by the reference of the preview."""

    id: str
    object: Literal["privacy.redaction_job"]
    created: int
    livemode: bool
    objects: Any
    status: Literal["created", "validating", "ready", "failed", "redacting", "succeeded"]
    validation_behavior: Literal["error", "fix"] | None


def create(call: Call) -> Thing:
    _require(call.world)
    for names in call.params["objects"].values():
        for name in names:
            call.world.find(name)
    job = things.stamped(
        call.world,
        KIND,
        call.world.new_id("prj"),
        objects=call.params["objects"],
        status="validating",
        validation_behavior=call.params.get("validation_behavior", "error"),
    )
    return call.world.save(job)


def show(call: Call) -> Thing:
    """Show a job, which has gone on by then."""
    world, job = call.world, _found(call)
    if job["status"] == "validating":
        ages = [world.now() - one.get("created", 0) for one in _parts(world, job)]
        job["status"] = "ready" if all(age >= YOUNGEST for age in ages) else "failed"
    elif job["status"] == "redacting":
        for part in _parts(world, job):
            world.save(_redacted(part))
        job["status"] = "succeeded"
    return world.save(job)


def run(call: Call) -> Thing:
    job = _found(call)
    if job["status"] != "ready":
        raise Refused(f"The job is {job['status']}, not ready.")
    job["status"] = "redacting"
    return call.world.save(job)


def _found(call: Call) -> Thing:
    _require(call.world)
    return call.world.find(call.name, KIND)


def _require(world: World) -> None:
    if world.setting("redaction") != "on":
        raise Refused("Unrecognized request URL (/v1/privacy/redaction_jobs).", status=404)


def _parts(world: World, job: Thing) -> Iterator[Thing]:
    """Yield the objects of a job, and what belongs to its payments: charges and ways to pay."""
    given = {name for names in job["objects"].values() for name in names}
    yield from (thing for name in sorted(given) if not (thing := world.find(name)).get("deleted"))
    for charge in world.table("charge").values():
        if charge["payment_intent"] in given:
            yield charge
            yield world.find(charge["payment_method"])


def _redacted(part: Thing) -> Thing:
    """Return an object without what it says about people."""
    blank = {name: None for name in ("email", "customer_email", "receipt_email") if part.get(name)}
    for name in ("customer_details", "billing_details"):
        if part.get(name):
            blank[name] = part[name] | {"email": None}
    return part | blank
