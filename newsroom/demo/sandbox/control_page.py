"""First control page: what is in the sandbox, and buttons that move time, settings and payouts."""

from typing import Any

from newsroom.demo.sandbox import money
from newsroom.demo.sandbox.charging import MEANS, means_of
from newsroom.demo.sandbox.control_parts import button, choice, day, entry, form, table, whole
from newsroom.demo.sandbox.faults import Faults
from newsroom.demo.sandbox.world import CHOICES, World

Thing = dict[str, Any]
HOME = "/_control/"
SHOWN = 25


def control_page(world: World, faults: Faults) -> str:
    body = f"""<h1>Payment sandbox</h1>
<p>Its clock says {day(world.now())} UTC. {len(world.table("delivery"))} deliveries are waiting,
{len(faults.set)} faults are set.</p>
{_clock_form()}
<h2 id="subscriptions">Subscriptions</h2>
{_subscriptions(world)}
<h2 id="payments">Latest payments</h2>
{_payments(world)}
<h2 id="pages">Open payment pages</h2>
{_pages(world)}
<h2 id="account">Account</h2>
{_account(world)}
<h2 id="settings">Settings</h2>
{_settings(world)}"""
    return whole("Payment sandbox", body)


def _clock_form() -> str:
    steps = ((1, "A day on"), (7, "A week on"), (31, "A month on"), (366, "A year on"))
    buttons = "\n".join(button(label, name="days", value=str(days)) for days, label in steps)
    an_hour = button("Two hours on", name="advance", value="7200")
    return form("clock", HOME, f"\n{an_hour}\n{buttons}\n")


def _subscriptions(world: World) -> str:
    names = ("Subscription", "Amount", "State", "Card or account", "End")
    rows = [_subscription(world, row) for row in list(world.newest("subscription"))[:SHOWN]]
    return table("Subscriptions", names, rows)


def _subscription(world: World, row: Thing) -> tuple[str, ...]:
    name = row["id"]
    link = f'<a href="/_control/subscriptions/{name}">{name}</a>'
    if row["status"] == "canceled":
        return link, amount_of(row), state_of(row), "", ""
    end = form("cancel", HOME, button("Cancel", name="when", value="now", about=name), subscription=name)
    return link, amount_of(row), state_of(row), card_form(world, row, HOME), end


def amount_of(subscription: Thing) -> str:
    price = subscription["items"]["data"][0]["price"]
    return f"{money.show(price['unit_amount'], price['currency'])} a {price['recurring']['interval']}"


def state_of(subscription: Thing) -> str:
    """Return the status, with what will become of it."""
    pause, end = subscription["pause_collection"], subscription["cancel_at"]
    until = f" until {day(pause['resumes_at'])}" if pause and pause["resumes_at"] else ""
    more = [f"paused{until}"] if pause else []
    if subscription["status"] != "canceled":
        more += [f"ends {day(end)}"] if end else []
    return ", ".join((subscription["status"], *more))


def card_form(world: World, subscription: Thing, back: str) -> str:
    method = subscription["default_payment_method"]
    present = means_of(world, method).name if method else ""
    options = "".join(
        f'<option value="{name}"{" selected" if name == present else ""}>{name}</option>' for name in MEANS
    )
    label = f"Card or account of {subscription['id']}"
    chosen = f'<select name="means" aria-label="{label}">{options}</select> '
    return form("cards", back, chosen + button("Change"), subscription=subscription["id"])


def _payments(world: World) -> str:
    rows = []
    for intent in list(world.newest("payment_intent"))[:SHOWN]:
        charge = world.table("charge").get(intent["latest_charge"])
        link = f'<a href="/_control/payments/{intent["id"]}">{intent["id"]}</a>'
        amount = money.show(intent["amount"], intent["currency"])
        rows.append((link, amount, intent["status"], _come_back(charge) if charge else ""))
    return table("Latest payments", ("Payment", "Amount", "State", "Came back"), rows)


def _come_back(charge: Thing) -> str:
    back = charge["amount_refunded"]
    refunded = [f"{money.show(back, charge['currency'])} refunded"] if back else []
    return ", ".join([*refunded, *(["disputed"] if charge["disputed"] else [])])


def _pages(world: World) -> str:
    rows = []
    for session in list(world.newest("checkout.session"))[:SHOWN]:
        if session["status"] == "open":
            close = form("expire", HOME, button("Expire", about=session["id"][:16]), session=session["id"])
            link = f'<a href="/c/pay/{session["id"]}">{session["id"][:16]}</a>'
            rows.append((link, session["mode"], day(session["expires_at"]), close))
    return table("Open payment pages", ("Page", "Mode", "Expires", "Close"), rows)


def _account(world: World) -> str:
    """Show what the balance holds, the payouts, and forms that make one."""
    lines = [
        line
        for line in world.table("balance_transaction").values()
        if "payout" not in world.secret(line["id"])
    ]
    sums = {
        status: money.show(sum(line["net"] for line in lines if line["status"] == status), money.ACCOUNT)
        for status in ("available", "pending")
    }
    rows = [
        (one["id"], money.show(one["amount"], one["currency"]), one["status"], day(one["arrival_date"]))
        for one in list(world.newest("payout"))[:SHOWN]
    ]
    listed = table("Payouts", ("Payout", "Amount", "State", "Arrives"), rows)
    fails = button("Pay out, and the bank refuses", name="fails", value="true")
    fee = form("fee", HOME, entry("A fee of the account", "sum", "2.00") + button("Take it"))
    payout = form("payout", HOME, button("Pay out") + fails)
    said = f"<p>{sums['available']} can be paid out, {sums['pending']} wait.</p>"
    return f"{said}\n{payout}\n{fee}\n{listed}"


def _settings(world: World) -> str:
    delay = entry("Seconds until a charge is booked", "capture_delay", str(world.setting("capture_delay")))
    after = choice(
        "After the last retry", "after_retries", CHOICES["after_retries"], world.setting("after_retries")
    )
    return form("settings", HOME, delay + after + button("Set"))
