"""Changes of a running subscription, in the words of the API: price, pause, end, payment method."""

from collections.abc import Callable
from typing import Any

from newsroom.demo.sandbox import billing, money, things
from newsroom.demo.sandbox import billing_things as builders
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.wire import Refused, missing, words
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
HONOURED = frozenset(
    words(
        "cancel_at cancel_at_period_end default_payment_method expand items metadata pause_collection "
        "proration_behavior"
    )
)
FINAL = frozenset(("expand", "metadata"))


def update(call: Call) -> Thing:
    """Change a subscription; one that has ended takes metadata alone."""
    call.honour(HONOURED)
    subscription = call.world.find(call.name, "subscription")
    if subscription["status"] == "canceled" and not set(call.params) <= FINAL:
        said = "A canceled subscription can only update its cancellation_details and metadata."
        raise Refused(said, code="resource_missing", status=404)
    return change(call.world, subscription, call.params)


def change(world: World, subscription: Thing, params: Thing) -> Thing:
    """Apply these parameters of `POST /v1/subscriptions/:id`, which is told by one event."""
    price = _new_price(world, subscription, params) if "items" in params else None
    _check(world, subscription, params)
    for name, act in ACTS.items():
        if name in params:
            act(world, subscription, params[name])
    is_new_interval = price is not None and _change_price(world, subscription, price)
    world.save(subscription)
    emit(world, "customer.subscription.updated", subscription)
    if is_new_interval:
        billing.bill_now(world, subscription)
    return subscription


def _check(world: World, subscription: Thing, params: Thing) -> None:
    """Refuse what the API refuses; nothing is changed before."""
    if params.get("cancel_at") and "cancel_at_period_end" in params:
        raise Refused(
            "You may only specify one of these: cancel_at, cancel_at_period_end.", param="cancel_at"
        )
    pause = params.get("pause_collection") or {}
    for name, moment in (
        ("cancel_at", params.get("cancel_at")),
        ("pause_collection[resumes_at]", pause.get("resumes_at")),
    ):
        if moment and (not isinstance(moment, int) or moment <= world.now()):
            raise Refused(f"{name} is a moment in the future", param=name)
    if wished := params.get("default_payment_method"):
        method = world.find(wished, "payment_method", "default_payment_method")
        if method["customer"] != subscription["customer"]:
            raise Refused(
                "The payment method is not attached to the customer", param="default_payment_method"
            )


def _new_price(world: World, subscription: Thing, params: Thing) -> Thing:
    """Return the price that `items` asks for; it is stored with the change."""
    where = "items[0][price_data]"
    if params.get("proration_behavior") != "none":
        said = "This sandbox does not prorate: say none"
        raise Refused(said, param="proration_behavior", code="not_in_sandbox")
    [item, *more] = params["items"] or [{}]
    if more or not set(item) <= {"id", "price_data"}:
        raise Refused("This sandbox changes the price of one item", param="items", code="not_in_sandbox")
    present = subscription["items"]["data"][0]
    if item.get("id") != present["id"]:
        raise missing("subscription_item", str(item.get("id")), "items[0][id]")
    if not (data := item.get("price_data")):
        raise Refused(f"Missing required param: {where}.", param=where, code="parameter_missing")
    if data["currency"].lower() != subscription["currency"]:
        raise Refused("The currency of a subscription cannot be changed", param=f"{where}[currency]")
    if data["recurring"].get("interval") not in ("month", "year"):
        raise Refused("This sandbox renews by the month or by the year", param=f"{where}[recurring]")
    product = world.find(data["product"], "product", f"{where}[product]")
    amount = data.get("unit_amount", 0)
    money.check_amount(amount, subscription["currency"], f"{where}[unit_amount]")
    return things.price(
        world,
        product_id=product["id"],
        currency=subscription["currency"],
        amount=amount,
        interval=data["recurring"]["interval"],
    )


def _change_price(world: World, subscription: Thing, price: Thing) -> bool:
    """Change the price for the next period; return whether a new interval begins a period now."""
    item = subscription["items"]["data"][0]
    is_new_interval: bool = item["price"]["recurring"]["interval"] != price["recurring"]["interval"]
    item |= {"price": world.save(price), "plan": builders.plan_of(price)}
    if is_new_interval:
        billing.begin_anew(world, subscription)
    return is_new_interval


def new_price(subscription: Thing, amount: int, interval: str = "") -> Thing:
    """Return the parameters of the API that change the amount, or the interval as well."""
    item = subscription["items"]["data"][0]
    price = item["price"]
    data = {
        "currency": price["currency"],
        "product": price["product"],
        "recurring": {"interval": interval or price["recurring"]["interval"]},
        "unit_amount": amount,
    }
    return {"items": [{"id": item["id"], "price_data": data}], "proration_behavior": "none"}


def _set_metadata(world: World, subscription: Thing, given: Any) -> None:
    subscription["metadata"] = things.merged(subscription["metadata"], given)


def _set_method(world: World, subscription: Thing, name: str) -> None:
    subscription["default_payment_method"] = name


def _set_pause(world: World, subscription: Thing, given: Any) -> None:
    """Pause the collection of what is billed from now on, or resume."""
    world.unplan("resume", subscription["id"])
    pause = {"behavior": given["behavior"], "resumes_at": given.get("resumes_at")} if given else None
    subscription["pause_collection"] = pause
    if pause and pause["resumes_at"]:
        world.plan(pause["resumes_at"], "resume", subscription["id"])


def resume(world: World, subscription: Thing) -> None:
    """Resume collection at the moment that the pause was to last until."""
    if subscription["status"] != "canceled":
        change(world, subscription, {"pause_collection": ""})


def _set_end(world: World, subscription: Thing, moment: Any) -> None:
    """End a subscription at a moment, or, with an empty one, not at all."""
    billing.mark_end(world, subscription, moment or None)
    subscription["cancel_at_period_end"] = False


def _set_end_with_period(world: World, subscription: Thing, wished: bool) -> None:
    billing.mark_end_with_period(world, subscription, wished=wished)


ACTS: dict[str, Callable[[World, Thing, Any], None]] = {
    "metadata": _set_metadata,
    "default_payment_method": _set_method,
    "pause_collection": _set_pause,
    "cancel_at": _set_end,
    "cancel_at_period_end": _set_end_with_period,
}
