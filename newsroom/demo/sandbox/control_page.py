"""Control page: lists what is in the sandbox, with buttons to move time, change cards and cancel."""

import datetime
from html import escape
from typing import Any

from newsroom.demo.sandbox import money
from newsroom.demo.sandbox.charging import MEANS, means_of
from newsroom.demo.sandbox.faults import Faults
from newsroom.demo.sandbox.pages import frame
from newsroom.demo.sandbox.world import World

SHOWN = 25


def control_page(world: World, faults: Faults) -> str:
    moment = datetime.datetime.fromtimestamp(world.now(), tz=datetime.UTC)
    body = f"""<h1>Payment sandbox</h1>
<p>Its clock says {moment:%Y-%m-%d %H:%M} UTC. {len(world.table("delivery"))} deliveries are waiting,
{len(faults.set)} faults are set.</p>
{_clock_form()}
<h2 id="subscriptions">Subscriptions</h2>
{_subscriptions(world)}
<h2 id="payments">Latest payments</h2>
{_payments(world)}"""
    notice = "This is a test: no money moves."
    return frame("Payment sandbox", body, notice=notice).replace("<main>", '<main class="wide">')


def _clock_form() -> str:
    buttons = "\n".join(
        f'<button type="submit" name="days" value="{days}">{label}</button>'
        for days, label in ((1, "A day on"), (7, "A week on"), (31, "A month on"), (366, "A year on"))
    )
    return f'<form method="post" action="/_control/clock">\n{buttons}\n</form>'


def _table(caption: str, names: tuple[str, ...], rows: list[str]) -> str:
    if not rows:
        return "<p>None yet.</p>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    listed = "\n".join(rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{listed}\n</tbody></table></div>"
    )


def _subscriptions(world: World) -> str:
    rows = [_subscription(world, row) for row in list(world.newest("subscription"))[:SHOWN]]
    return _table("Subscriptions", ("Subscription", "Amount", "State", "Card or account", "End"), rows)


def _subscription(world: World, row: dict[str, Any]) -> str:
    price = row["items"]["data"][0]["price"]
    amount = f"{money.show(price['unit_amount'], row['currency'])} a {price['recurring']['interval']}"
    state = row["status"] + (", ends with its period" if row["cancel_at_period_end"] else "")
    cells = "".join(f"<td>{escape(text)}</td>" for text in (row["id"], amount, state))
    if row["status"] == "canceled":
        return f"<tr>{cells}<td></td><td></td></tr>"
    return f"<tr>{cells}<td>{_card_form(world, row)}</td><td>{_cancel_form(row['id'])}</td></tr>"


def _card_form(world: World, row: dict[str, Any]) -> str:
    present = means_of(world, row["default_payment_method"]).name
    options = "".join(
        f'<option value="{name}"{" selected" if name == present else ""}>{name}</option>' for name in MEANS
    )
    return (
        f'<form method="post" action="/_control/cards"><input type="hidden" name="subscription" '
        f'value="{row["id"]}"><select name="means" aria-label="Card or account of {row["id"]}">{options}'
        f"</select> <button>Change</button></form>"
    )


def _cancel_form(name: str) -> str:
    return (
        f'<form method="post" action="/_control/cancel"><input type="hidden" name="subscription" '
        f'value="{name}"><button name="when" value="now" aria-label="Cancel {name}">Cancel</button></form>'
    )


def _payments(world: World) -> str:
    rows = []
    for intent in list(world.newest("payment_intent"))[:SHOWN]:
        amount = money.show(intent["amount"], intent["currency"])
        cells = (intent["id"], amount, intent["status"])
        rows.append("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in cells) + "</tr>")
    return _table("Latest payments", ("Payment", "Amount", "State"), rows)
