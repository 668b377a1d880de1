"""Invoice's own page (`hosted_invoice_url`), on which one payment that failed is mended by somebody."""

import re
from html import escape
from typing import Any
from urllib.parse import parse_qs

from newsroom.demo.sandbox import billing, charging
from newsroom.demo.sandbox.hosted import Page, means_fields, problem
from newsroom.demo.sandbox.wire import Request, Response, missing
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]


def handle(world: World, request: Request) -> Response:
    """Answer a visit to `/i/in_...`; paying there gives the subscription no other payment method."""
    found = re.fullmatch(r"/i/(in_[A-Za-z0-9]+)", request.path)
    invoice = world.table("invoice").get(found[1]) if found else None
    if invoice is None:
        raise missing("invoice", request.path)
    kinds = ["card", "sepa_debit"] if invoice["currency"] == "eur" else ["card"]
    shown = {"id": invoice["id"], "amount_total": invoice["amount_due"], "currency": invoice["currency"]}
    page = Page(world, shown | {"payment_method_types": kinds}, request)
    if request.method != "POST" or invoice["status"] != "open":
        return _page(page, invoice)
    form = {name: values[0] for name, values in parse_qs(request.body.decode(errors="replace")).items()}
    means = charging.MEANS.get(form.get("means", ""))
    if means is None or means.kind not in kinds:
        return _page(page, invoice, "means")
    customer = world.find(invoice["customer"])
    method = charging.new_method(world, means, customer.get("email"), customer["id"])
    billing.charge(world, invoice, method, is_present=True)
    intent = world.find(world.secret(invoice["id"])["intent"])
    error = intent["last_payment_error"] if intent["status"] == "requires_payment_method" else None
    return _page(page, invoice, error["decline_code"] if error else "")


def _page(page: Page, invoice: Thing, reason: str = "") -> Response:
    intent = page.world.table("payment_intent").get(page.world.secret(invoice["id"]).get("intent", ""))
    is_on_its_way = intent is not None and intent["status"] == "processing"
    title = page.words["invoice_title"]
    if invoice["status"] == "paid" or is_on_its_way:
        return page.show(title, f"<h1>{page.said('invoice_paid')}</h1>")
    if invoice["status"] != "open":
        return page.show(title, f"<h1>{page.said('invoice_closed')}</h1>")
    number = invoice["number"] or invoice["id"]
    body = f"""<h1>{escape(title)}</h1>
<p>{page.said("invoice_lead", amount=page.amount(), number=number)}</p>
{problem(page, reason)}
<form method="post" action="/i/{invoice["id"]}?lang={page.language}">
{means_fields(page, reason, "succeeds")}
<button type="submit">{page.said("pay", amount=page.amount())}</button>
</form>"""
    return page.show(title, body, 422 if reason else 200)
