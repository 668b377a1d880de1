"""Control pages of one subscription and of one payment, with everything that can become of them."""

from typing import Any

from newsroom.demo.sandbox import disputing, money, refunding
from newsroom.demo.sandbox.control_page import HOME, amount_of, card_form, state_of
from newsroom.demo.sandbox.control_parts import button, choice, day, entry, form, table, whole
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]
BACK = f'<p><a href="{HOME}">All of the sandbox</a></p>'


def subscription_page(world: World, name: str) -> str:
    row = world.find(name, "subscription", "subscription")
    here, item = f"/_control/subscriptions/{name}", row["items"]["data"][0]
    has_ended = row["status"] == "canceled"
    acts = "" if has_ended else _subscription_acts(world, row, here)
    body = f"""<h1>{amount_of(row)}</h1>
{BACK}
<p>{name}: {state_of(row)}. Its period ends {day(item["current_period_end"])} UTC.</p>
{acts}
<h2>Invoices</h2>
{_invoices(world, row, here)}"""
    return whole(f"Subscription {name}", body)


def _subscription_acts(world: World, row: Thing, here: str) -> str:
    name, interval = row["id"], row["items"]["data"][0]["price"]["recurring"]["interval"]
    present = money.show(row["items"]["data"][0]["price"]["unit_amount"], row["currency"])
    price = entry("Amount", "sum", present.split("\N{NO-BREAK SPACE}" + row["currency"].upper())[0])
    price += choice("Each", "interval", ("month", "year"), interval) + button("Change the price")
    pause = entry("Days", "days", "31") + button("Pause") if not row["pause_collection"] else ""
    ends = [button("End it now", name="when", value="now")]
    if row["cancel_at"]:
        ends.append(button("Do not end it", name="when", value="never"))
    else:
        ends.append(button("End it with its period", name="when", value="period_end"))
    forms = [
        ("Price", form("price", here, price, subscription=name)),
        ("Card or account", card_form(world, row, here)),
        (
            "Collection",
            form("pause", here, pause, subscription=name)
            if pause
            else form("resume", here, button("Resume"), subscription=name),
        ),
        ("End", form("cancel", here, "".join(ends), subscription=name)),
        ("", form("cancel", here, _end_later(), subscription=name, when="later")),
        ("Customer", form("customers/delete", here, button("Delete the customer"), customer=row["customer"])),
    ]
    return "\n".join(f"<h2>{title}</h2>\n{html}" if title else html for title, html in forms)


def _end_later() -> str:
    return entry("Days", "days", "7") + button("End it then")


def _invoices(world: World, row: Thing, here: str) -> str:
    rows = []
    for one in world.newest("invoice"):
        if one["parent"]["subscription_details"]["subscription"] == row["id"]:
            amount, tries = money.show(one["amount_due"], one["currency"]), str(one["attempt_count"])
            state = one["status"] + (f", next try {day(at)}" if (at := one["next_payment_attempt"]) else "")
            rows.append((one["number"] or one["id"], amount, state, tries, _invoice_acts(one, here)))
    return table("Invoices", ("Invoice", "Amount", "State", "Tries", "Act"), rows)


def _invoice_acts(invoice: Thing, here: str) -> str:
    acts = {"draft": ("pay", "stop"), "open": ("pay", "void", "uncollectible", "stop")}
    buttons = "".join(
        button(act.capitalize(), name="act", value=act, about=invoice["number"] or invoice["id"])
        for act in acts.get(invoice["status"], ())
    )
    return form("invoice", here, buttons, invoice=invoice["id"]) if buttons else ""


def payment_page(world: World, name: str) -> str:
    intent = world.find(name, "payment_intent", "payment_intent")
    here, charge = f"/_control/payments/{name}", world.table("charge").get(intent["latest_charge"])
    amount = money.show(intent["amount"], intent["currency"])
    error = (intent["last_payment_error"] or {}).get("message", "")
    more = _charge_parts(world, charge, here) if charge and charge["status"] == "succeeded" else ""
    body = f"""<h1>{amount}</h1>
{BACK}
<p>{name}: {intent["status"]}. {error}</p>
{more}"""
    return whole(f"Payment {name}", body)


def _charge_parts(world: World, charge: Thing, here: str) -> str:
    name = charge["id"]
    refund = entry("Amount, empty for all", "sum") + choice("Course", "course", refunding.COURSES)
    dispute = entry("Amount, empty for all", "sum") + choice("As", "as", disputing.BEGINNINGS)
    return f"""<h2>Refunds</h2>
{form("refund", here, refund + button("Refund"), charge=name)}
{_refunds(world, charge, here)}
<h2>Disputes</h2>
{form("dispute", here, dispute + button("Dispute"), charge=name)}
{_disputes(world, charge, here)}
<h2>Balance</h2>
{_lines(world, charge)}"""


def _refunds(world: World, charge: Thing, here: str) -> str:
    rows = []
    for one in refunding.of_charge(world, charge["id"]):
        acts = {
            "pending": ("succeed", "fail"),
            "requires_action": ("succeed", "fail"),
            "succeeded": ("fail",),
        }
        buttons = "".join(
            button(act.capitalize(), name="act", value=act, about=one["id"])
            for act in acts.get(one["status"], ())
        )
        state = ", ".join(filter(None, (one["status"], one["pending_reason"], one["failure_reason"])))
        moved = form("refund/move", here, buttons, refund=one["id"]) if buttons else ""
        rows.append((one["id"], money.show(one["amount"], one["currency"]), state, moved))
    return table("Refunds", ("Refund", "Amount", "State", "Act"), rows)


def _disputes(world: World, charge: Thing, here: str) -> str:
    rows = []
    for one in world.newest("dispute"):
        if one["charge"] == charge["id"]:
            acts = [act for act, stages in disputing.STAGES.items() if one["status"] in stages]
            buttons = "".join(
                button(act.capitalize(), name="act", value=act, about=one["id"]) for act in acts
            )
            moved = form("dispute/move", here, buttons, dispute=one["id"]) if buttons else ""
            due = day(one["evidence_details"]["due_by"])
            rows.append((one["id"], money.show(one["amount"], one["currency"]), one["status"], due, moved))
    return table("Disputes", ("Dispute", "Amount", "State", "Answer by", "Act"), rows)


def _lines(world: World, charge: Thing) -> str:
    """Show the balance transactions of a charge and of what came back of it."""
    sources = {charge["id"]}
    for kind in ("refund", "dispute"):
        sources |= {name for name, one in world.table(kind).items() if one["charge"] == charge["id"]}
    rows = [
        (line["id"], line["reporting_category"], *(money.show(line[name], line["currency"]) for name in SUMS))
        for line in world.table("balance_transaction").values()
        if line["source"] in sources
    ]
    return table("Balance", ("Line", "Category", "Amount", "Fee", "Net"), rows)


SUMS = ("amount", "fee", "net")
