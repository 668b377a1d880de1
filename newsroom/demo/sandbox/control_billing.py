"""Controls of subscriptions and their invoices, as a dashboard has them."""

from typing import Any

from newsroom.demo.sandbox import billing, changing, charging, customers, invoice_endpoints, money
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.wire import Refused

Thing = dict[str, Any]
DAY = 24 * 3600
INVOICE_ACTS = {
    "pay": (invoice_endpoints.pay, {}),
    "void": (invoice_endpoints.void, {}),
    "uncollectible": (invoice_endpoints.mark_uncollectible, {}),
    "stop": (invoice_endpoints.update, {"auto_advance": False}),
}


def _subscription(stripe: Stripe, given: Thing) -> Thing:
    found = stripe.world.find(str(given.get("subscription")), "subscription", "subscription")
    if found["status"] == "canceled":
        raise Refused("This subscription has ended", param="subscription")
    return found


def _later(stripe: Stripe, given: Thing) -> int | None:
    """Return the moment in so many `days`, or None without any."""
    try:
        days = float(given.get("days") or 0)
    except (TypeError, ValueError) as error:
        raise Refused("days is a number", param="days") from error
    return stripe.world.seconds() + int(days * DAY) if days else None


def _card(stripe: Stripe, given: Thing) -> Thing:
    """Give a subscription another payment method (`means`)."""
    subscription, means = _subscription(stripe, given), charging.MEANS.get(str(given.get("means")))
    if means is None:
        raise Refused(f"means is one of {', '.join(charging.MEANS)}", param="means")
    billing.replace_means(stripe.world, subscription, means)
    return subscription


def _cancel(stripe: Stripe, given: Thing) -> Thing:
    """End a subscription: `when` is now, period_end, later (in so many `days`), or never."""
    subscription, when = _subscription(stripe, given), given.get("when", "now")
    if when == "now":
        billing.cancel(stripe.world, subscription)
    elif when == "period_end":
        billing.cancel_later(stripe.world, subscription, wished=True)
    elif when in ("later", "never"):
        moment = _later(stripe, given) if when == "later" else None
        changing.change(stripe.world, subscription, {"cancel_at": moment or ""})
    else:
        raise Refused("when is now, period_end, later or never", param="when")
    return subscription


def _pause(stripe: Stripe, given: Thing) -> Thing:
    """Pause the collection (`behavior`, usually void), for so many `days` or until somebody resumes it."""
    pause = {"behavior": given.get("behavior", "void")}
    if moment := _later(stripe, given):
        pause["resumes_at"] = moment
    return changing.change(stripe.world, _subscription(stripe, given), {"pause_collection": pause})


def _resume(stripe: Stripe, given: Thing) -> Thing:
    return changing.change(stripe.world, _subscription(stripe, given), {"pause_collection": ""})


def _price(stripe: Stripe, given: Thing) -> Thing:
    """Change the amount (`amount` in minor units, or `sum`), and the `interval` where it is named."""
    subscription = _subscription(stripe, given)
    amount = money.given(given, subscription["currency"])
    if amount is None:
        raise Refused("amount or sum is missing", param="sum")
    params = changing.new_price(subscription, amount, given.get("interval", ""))
    return changing.change(stripe.world, subscription, params)


def _invoice(stripe: Stripe, given: Thing) -> Thing:
    """Do something to an invoice: `act` is pay, void, uncollectible or stop."""
    if given.get("act") not in INVOICE_ACTS:
        raise Refused(f"act is one of {', '.join(INVOICE_ACTS)}", param="act")
    endpoint, params = INVOICE_ACTS[given["act"]]
    return endpoint(Call(world=stripe.world, params=params, name=str(given.get("invoice")), origin=""))


def _delete_customer(stripe: Stripe, given: Thing) -> Thing:
    return customers.forget(stripe.world, customers.living(stripe.world, str(given.get("customer"))))


ACTS = {
    ("POST", "/_control/cards"): _card,
    ("POST", "/_control/cancel"): _cancel,
    ("POST", "/_control/pause"): _pause,
    ("POST", "/_control/resume"): _resume,
    ("POST", "/_control/price"): _price,
    ("POST", "/_control/invoice"): _invoice,
    ("POST", "/_control/customers/delete"): _delete_customer,
}
