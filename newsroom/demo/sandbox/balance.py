"""Balance of the account: its lines (balance transactions), whose money is booked once and never changed."""

from typing import Any

from newsroom.demo.sandbox import money
from newsroom.demo.sandbox.call import Call
from newsroom.demo.sandbox.events import emit
from newsroom.demo.sandbox.present import PAGING, page
from newsroom.demo.sandbox.things import stamped
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
DAY = 24 * 3600
AVAILABLE_AFTER = 3 * DAY
# The type of a line by its reporting category: of cards, and of other methods where it differs
# (docs.stripe.com/reports/reporting-categories).
TYPES = {
    "charge": ("charge", "payment"),
    "refund": ("refund", "payment_refund"),
    "refund_failure": ("refund_failure", "refund_failure"),
    "dispute": ("adjustment", "adjustment"),
    "dispute_reversal": ("adjustment", "adjustment"),
    "fee": ("stripe_fee", "stripe_fee"),
    "payout": ("payout", "payout"),
    "payout_reversal": ("payout_failure", "payout_failure"),
}
FILTERS = frozenset(("currency", "payout", "source", "type"))


def book(world: World, category: str, source: Thing | None, amount: int, *, fee: int = 0) -> Thing:
    """Book a line for this source, whose currency `amount` is in; the account's own is euros."""
    currency = source["currency"] if source else money.ACCOUNT
    settled = money.in_account_currency(amount, currency)
    is_other = bool(source) and not _is_card(world, source or {})
    waits = category == "charge"
    detail = {"amount": fee, "application": None, "currency": money.ACCOUNT, "type": "stripe_fee"}
    line = stamped(
        world,
        "balance_transaction",
        world.new_id("txn"),
        amount=settled,
        available_on=world.seconds() + (AVAILABLE_AFTER if waits else 0),
        balance_type="payments",
        currency=money.ACCOUNT,
        description=None,
        exchange_rate=None if currency == money.ACCOUNT else float(money.RATES.get(currency, "1")),
        fee=fee,
        fee_details=[detail | {"description": "Processing fees"}] if fee else [],
        net=settled - fee,
        reporting_category=category,
        source=source["id"] if source else None,
        status="pending" if waits else "available",
        type=TYPES[category][is_other],
    )
    del line["livemode"]
    if waits:
        world.plan(line["available_on"], "available", line["id"])
    return world.save(line)


def _is_card(world: World, source: Thing) -> bool:
    """Return whether the money behind a charge, refund or dispute came by card; payouts count as such."""
    charge = source if source["object"] == "charge" else world.table("charge").get(source.get("charge", ""))
    return charge is None or charge["payment_method_details"]["type"] == "card"


def make_available(world: World, line: Thing) -> None:
    world.save(line | {"status": "available"})


def book_charge(world: World, charge: Thing) -> None:
    """Book a charge that succeeded, less the processor's fee."""
    fee = money.fee(money.in_account_currency(charge["amount"], charge["currency"]))
    charge["balance_transaction"] = book(world, "charge", charge, charge["amount"], fee=fee)["id"]
    world.save(charge)


def capture(world: World, charge: Thing) -> None:
    """Book a charge some time after it succeeded (`capture_method=automatic_async`), and say so."""
    if charge["balance_transaction"] is None:
        world.unplan("capture", charge["id"])
        book_charge(world, charge)
        emit(world, "charge.updated", charge)
        for refund in world.table("refund").values():
            if refund["charge"] == charge["id"] and refund["pending_reason"] == "charge_pending":
                world.plan(world.now(), "refund", refund["id"])


def charge_fee(world: World, amount: int) -> Thing:
    """Take a fee from the account that belongs to no payment, as the processor does each month."""
    return book(world, "fee", None, -amount)


def listed(call: Call) -> Thing:
    """List lines, the newest first; with `payout` those of an automatic payout."""
    call.honour(PAGING | FILTERS)
    params, world = call.params, call.world
    if "payout" in params and not world.find(params["payout"], "payout", "payout")["automatic"]:
        said = "Balance transaction history can only be filtered on automatic transfers, not manual."
        raise Refused(said, param="payout")
    found = [
        line
        for line in world.newest("balance_transaction")
        if all(line[name] == params[name] for name in FILTERS - {"payout"} if name in params)
        and params.get("payout") in (None, world.secret(line["id"]).get("payout"))
    ]
    return page(found, params, "/v1/balance_transactions")
