"""Payment pages (checkout sessions): made, shown, listed, and closed when they expire."""

from typing import Any
from urllib.parse import urlsplit

from newsroom.demo.sandbox import things
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.customers import living
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.lines import read_lines
from newsroom.demo.sandbox.present import PAGING, list_object, page
from newsroom.demo.sandbox.wire import Refused, words
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
MINUTE = 60
SHORTEST, LONGEST = 30 * MINUTE, 24 * 60 * MINUTE
# The rest of the API's parameters are refused in plain words: this sandbox would not honour them.
HONOURED = frozenset(
    words(
        "adaptive_pricing allowed_payment_method_types cancel_url client_reference_id customer "
        "currency customer_creation customer_email excluded_payment_method_types expand expires_at "
        "line_items locale metadata mode payment_intent_data setup_intent_data submit_type "
        "subscription_data success_url ui_mode"
    )
)
FILTERS = frozenset(("customer", "payment_intent", "status", "subscription"))
ONLY_IN = {
    "payment_intent_data": "payment",
    "customer_creation": "payment",
    "setup_intent_data": "setup",
    "subscription_data": "subscription",
}
# What these may hold beside metadata.
MORE_DATA = {"payment_intent_data": ("statement_descriptor_suffix",)}
NOT_IN_SETUP = ("line_items", "submit_type")


def create(call: Call) -> Thing:
    params, world = call.params, call.world
    call.honour(HONOURED)
    _check_mode(params)
    _check_addresses(params)
    _check_customer(world, params)
    life = _life(world, params.get("expires_at"))
    lines = [] if params["mode"] == "setup" else read_lines(world, params)
    session = _session(call, lines)
    if params["mode"] == "setup":
        session |= _to_set_up(world, params, session["payment_method_types"])
    world.save(session)
    world.note(
        session["id"],
        line_items=lines,
        payment_intent_data=params.get("payment_intent_data", {}),
        subscription_data=params.get("subscription_data", {}),
        allowed=params.get("allowed_payment_method_types"),
    )
    world.plan(world.now() + life, "expire", session["id"])
    return session


def _check_mode(params: Thing) -> None:
    mode = params.get("mode")
    if mode not in ("payment", "setup", "subscription"):
        raise Refused("mode is payment, setup or subscription", param="mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise Refused("ui_mode is hosted_page in this sandbox", param="ui_mode")
    if params.get("adaptive_pricing", {}).get("enabled"):
        raise Refused("This sandbox charges in the currency that it is asked for", param="adaptive_pricing")
    for name, where in ONLY_IN.items():
        if name in params and mode != where:
            raise Refused(f"You can not pass `{name}` in `{mode}` mode.", param=name)
    for name in ONLY_IN.keys() - {"customer_creation"}:
        for inner in params.get(name, {}):
            if inner not in ("metadata", *MORE_DATA.get(name, ())):
                raise Refused(f"This sandbox does not honour {inner}", param=f"{name}[{inner}]")


def _to_set_up(world: World, params: Thing, kinds: list[str]) -> Thing:
    """Return what is different on a page that saves a payment method and asks for no money."""
    for name in NOT_IN_SETUP:
        if name in params:
            raise Refused(f"You can not pass `{name}` in `setup` mode.", param=name)
    metadata = params.get("setup_intent_data", {}).get("metadata", {})
    intent = things.setup_intent(world, customer_id=params.get("customer"), kinds=kinds, metadata=metadata)
    world.save(intent)
    emit(world, "setup_intent.created", intent)
    return {
        "amount_subtotal": None,
        "amount_total": None,
        "currency": None,
        "payment_method_collection": "always",
        "payment_status": "no_payment_required",
        "setup_intent": intent["id"],
    }


def _check_addresses(params: Thing) -> None:
    if "success_url" not in params:
        raise Refused("Missing required param: success_url.", param="success_url", code="parameter_missing")
    for name in ("success_url", "cancel_url"):
        parts = urlsplit(params.get(name, "http://none"))
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise Refused("Not a valid URL", param=name, code="url_invalid")
    if len(params.get("client_reference_id", "")) > 200:
        raise Refused("client_reference_id is too long", param="client_reference_id")


def _check_customer(world: World, params: Thing) -> None:
    if "customer" in params:
        living(world, params["customer"])
        if "customer_email" in params:
            raise Refused("You may only specify one of customer, customer_email.", param="customer_email")


def _life(world: World, expires_at: int | None) -> float:
    """Return for how many seconds the page can be paid.

    The client sees the outside world's clock; one whose clock was moved with the sandbox's is right, too.
    """
    if expires_at is None:
        return LONGEST
    for now in (world.wall(), world.now()):
        if SHORTEST <= expires_at - int(now) <= LONGEST:
            return expires_at - now
    is_early = expires_at < world.wall() + SHORTEST
    bound = "at least 30 minutes" if is_early else "less than 24 hours"
    raise Refused(
        f"The `expires_at` timestamp must be {bound} from Checkout Session creation.", param="expires_at"
    )


def _session(call: Call, lines: list[Thing]) -> Thing:
    world, params, name = call.world, call.params, call.world.new_id("cs_test", 58)
    total = sum(line["amount_total"] for line in lines)
    currency = lines[0]["currency"] if lines else _currency(params)
    is_once = params["mode"] == "payment"
    return _blank(world, name) | {
        "amount_subtotal": total,
        "amount_total": total,
        "allowed_payment_method_types": params.get("allowed_payment_method_types"),
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "currency": currency,
        "customer": params.get("customer"),
        "customer_creation": params.get("customer_creation", "if_required") if is_once else None,
        "customer_email": params.get("customer_email"),
        "excluded_payment_method_types": params.get("excluded_payment_method_types"),
        "expires_at": params.get("expires_at", world.seconds() + LONGEST),
        "locale": params.get("locale"),
        "metadata": params.get("metadata", {}),
        "mode": params["mode"],
        "payment_method_collection": "if_required" if is_once else "always",
        "payment_method_types": _kinds(params, currency),
        "submit_type": params.get("submit_type"),
        "success_url": params["success_url"],
        "url": f"{call.origin}/c/pay/{name}",
    }


def _currency(params: Thing) -> str:
    """Return the currency that a page needs which has no lines."""
    if "currency" not in params:
        raise Refused("Missing required param: currency.", param="currency", code="parameter_missing")
    return str(params["currency"]).lower()


def _kinds(params: Thing, currency: str) -> list[str]:
    """Return the kinds of payment methods that the page offers: direct debits are in euros."""
    allowed = params.get("allowed_payment_method_types") or ["card", "sepa_debit"]
    excluded = params.get("excluded_payment_method_types") or []
    offered = ["card", "sepa_debit"] if currency == "eur" else ["card"]
    kinds = [kind for kind in offered if kind in allowed and kind not in excluded]
    if not kinds:
        raise Refused("No valid payment method types for this Checkout Session.", param="line_items")
    return kinds


def _blank(world: World, name: str) -> Thing:
    return things.stamped(
        world,
        "checkout.session",
        name,
        adaptive_pricing={"enabled": False},
        automatic_tax={"enabled": False, "liability": None, "provider": None, "status": None},
        custom_fields=[],
        custom_text=dict.fromkeys(
            ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
        ),
        discounts=[],
        payment_method_options={},
        payment_status="unpaid",
        phone_number_collection={"enabled": False},
        shipping_options=[],
        status="open",
        total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        ui_mode="hosted_page",
    )


def retrieve(call: Call) -> Thing:
    return call.world.find(call.name, "checkout.session", "session")


def line_items(call: Call) -> Thing:
    retrieve(call)
    lines = call.world.secret(call.name)["line_items"]
    return list_object(lines, f"/v1/checkout/sessions/{call.name}/line_items")


def listed(call: Call) -> Thing:
    call.honour(FILTERS | PAGING)
    wanted = {key: value for key, value in call.params.items() if key in FILTERS}
    found = [
        session
        for session in call.world.newest("checkout.session")
        if all(session[key] == value for key, value in wanted.items())
    ]
    return page(found, call.params, "/v1/checkout/sessions")


def expire(call: Call) -> Thing:
    """Close a payment page before its time."""
    session = retrieve(call)
    if session["status"] != "open":
        said = "Only Checkout Sessions with a status in ['open'] can be expired."
        raise Refused(f"{said} This Checkout Session has a status of {session['status']}.", param="session")
    close(call.world, session)
    return session


def close(world: World, session: Thing) -> None:
    """End a payment page that nobody paid."""
    if session["status"] != "open":
        return
    world.unplan("expire", session["id"])
    session |= {"status": "expired", "url": None}
    world.save(session)
    if session["payment_intent"]:
        intent = world.find(session["payment_intent"])
        intent |= {"status": "canceled", "canceled_at": world.seconds(), "cancellation_reason": "automatic"}
        world.save(intent)
        emit(world, "payment_intent.canceled", intent)
    if session["setup_intent"]:
        setup = world.find(session["setup_intent"])
        setup |= {"status": "canceled"}
        world.save(setup)
        emit(world, "setup_intent.canceled", setup)
    emit(world, "checkout.session.expired", session)
