"""Control API of the sandbox, for tests and for people: clock, faults, cards, cancelling, journal, books."""

from __future__ import annotations

import datetime
import json
import re
from html import escape
from typing import Any
from urllib.parse import parse_qs

from newsroom.demo.sandbox import checkout, control_billing, control_money, journal
from newsroom.demo.sandbox.control_details import payment_page, subscription_page
from newsroom.demo.sandbox.control_page import HOME, control_page
from newsroom.demo.sandbox.control_parts import whole
from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.pages import answer, redirect, stylesheet
from newsroom.demo.sandbox.wire import Refused, Request, Response, to_json
from newsroom.demo.sandbox.world import SETTINGS

Thing = dict[str, Any]
DETAILS = r"/_control/(subscriptions|payments)/([A-Za-z0-9_]+)"
DETAIL_PAGES = {"subscriptions": subscription_page, "payments": payment_page}


def handle(stripe: Stripe, request: Request) -> Response:
    """Answer a control request; a form of the control page is answered with a redirect to that page."""
    if request.method == "GET" and request.path in ("/", "/_control"):
        return redirect(HOME)
    if request.method == "GET" and request.path == HOME:
        return answer(control_page(stripe.world, stripe.faults))
    if request.method == "GET" and (found := re.fullmatch(DETAILS, request.path)):
        page = DETAIL_PAGES[found[1]](stripe.world, found[2])
        return answer(page)
    if request.method == "GET" and request.path == "/sandbox.css":
        return stylesheet()
    act = ACTS.get((request.method, request.path))
    if act is None:
        raise Refused(f"Unrecognized request URL ({request.method}: {request.path}).", status=404)
    given, is_form = _read(request)
    if not is_form:
        return to_json(act(stripe, given))
    back = given.pop("back", "")
    home = back if back.startswith(HOME) else HOME
    try:
        act(stripe, given)
    except Refused as refusal:
        return _refused(refusal, home)
    return redirect(home)


def _refused(refusal: Refused, back: str) -> Response:
    """Say to people why it was not done."""
    said = f'<p class="problem" role="alert">{escape(refusal.message)}</p>'
    way = f'<p><a href="{escape(back)}">Go back</a></p>'
    return answer(whole("Not done", f"<h1>Not done</h1>\n{said}\n{way}"), refusal.status)


def _read(request: Request) -> tuple[Thing, bool]:
    """Return the parameters, and whether a form of the control page sent them."""
    if request.method == "GET":
        return {name: values[0] for name, values in parse_qs(request.query).items()}, False
    if request.header("Content-Type").startswith("application/x-www-form-urlencoded"):
        return {name: values[0] for name, values in parse_qs(request.body.decode()).items()}, True
    try:
        given = json.loads(request.body or b"{}")
    except ValueError as error:
        raise Refused("The body is not JSON") from error
    if not isinstance(given, dict):
        raise Refused("The body is no JSON object")
    return given, False


def _need(given: Thing, name: str) -> str:
    if not isinstance(given.get(name), str):
        raise Refused(f"Missing required param: {name}.", param=name, code="parameter_missing")
    return str(given[name])


def _number(given: Thing, name: str) -> float:
    try:
        return float(given.get(name, 0))
    except (TypeError, ValueError) as error:
        raise Refused(f"{name} is a number", param=name) from error


def _journal(stripe: Stripe, given: Thing) -> Thing:
    found = journal.entries(stripe.world, given.get("kind", ""), int(_number(given, "since")))
    return {"entries": found}


def _books(stripe: Stripe, given: Thing) -> Thing:
    return {"payments": journal.books(stripe.world)}


def _deliveries(stripe: Stripe, given: Thing) -> Thing:
    return {"waiting": stripe.outbox.waiting()}


def _clock(stripe: Stripe, given: Thing) -> Thing:
    moment = datetime.datetime.fromtimestamp(stripe.world.now(), tz=datetime.UTC)
    return {"now": stripe.world.now(), "offset": stripe.world.offset, "time": moment.isoformat()}


def _move_clock(stripe: Stripe, given: Thing) -> Thing:
    """Move by `advance` seconds or `days`, or to `to`, seconds since 1970."""
    ahead = _number(given, "advance") + _number(given, "days") * 24 * 3600
    if "to" in given:
        ahead = _number(given, "to") - stripe.world.now()
    done = stripe.advance(ahead)
    return _clock(stripe, {}) | {"done": done}


def _settings(stripe: Stripe, given: Thing) -> Thing:
    return {name: stripe.world.setting(name) for name in SETTINGS}


def _set(stripe: Stripe, given: Thing) -> Thing:
    """Change settings; a form sends numbers as text."""
    for name, value in given.items():
        stripe.world.set(name, int(value) if str(value).isdecimal() else value)
    return _settings(stripe, {})


def _faults(stripe: Stripe, given: Thing) -> Thing:
    return {"faults": stripe.faults.listed()}


def _set_fault(stripe: Stripe, given: Thing) -> Thing:
    wanted = dict(given)
    for name in ("times", "copies"):
        if wanted.get(name) is not None:
            wanted[name] = int(_number(wanted, name))
    for name in ("rate", "seconds"):
        if name in wanted:
            wanted[name] = _number(wanted, name)
    stripe.faults.add(**wanted)
    return _faults(stripe, {})


def _clear_faults(stripe: Stripe, given: Thing) -> Thing:
    stripe.faults.clear()
    return _faults(stripe, {})


def _pay(stripe: Stripe, given: Thing) -> Thing:
    """Pay a session as its form does."""
    session, email = _need(given, "session"), _need(given, "email")
    outcome = stripe.pay(session, email=email, means=given.get("means", "succeeds"))
    return {"outcome": outcome.what, "reason": outcome.reason}


def _expire(stripe: Stripe, given: Thing) -> Thing:
    session = stripe.world.find(_need(given, "session"), "checkout.session", "session")
    checkout.close(stripe.world, session)
    return session


ACTS = {
    ("GET", "/_control/journal"): _journal,
    ("GET", "/_control/books"): _books,
    ("GET", "/_control/deliveries"): _deliveries,
    ("GET", "/_control/clock"): _clock,
    ("POST", "/_control/clock"): _move_clock,
    ("GET", "/_control/settings"): _settings,
    ("POST", "/_control/settings"): _set,
    ("GET", "/_control/faults"): _faults,
    ("POST", "/_control/faults"): _set_fault,
    ("DELETE", "/_control/faults"): _clear_faults,
    ("POST", "/_control/faults/clear"): _clear_faults,
    ("POST", "/_control/pay"): _pay,
    ("POST", "/_control/expire"): _expire,
    **control_billing.ACTS,
    **control_money.ACTS,
}
