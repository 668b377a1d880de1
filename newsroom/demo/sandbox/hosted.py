"""Payment page that supporters are sent to, with the 3-D Secure question of their bank."""

import re
from html import escape
from typing import Any
from urllib.parse import parse_qs

from newsroom.demo.sandbox import money
from newsroom.demo.sandbox.charging import MEANS
from newsroom.demo.sandbox.pages import answer, frame, redirect
from newsroom.demo.sandbox.paying import Outcome, answer_bank, pay
from newsroom.demo.sandbox.wire import Request, Response
from newsroom.demo.sandbox.words import WORDS, language_of
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]


class Page:
    """One session's page in one language."""

    def __init__(self, world: World, session: Thing, request: Request) -> None:
        self.world, self.session = world, session
        wished = parse_qs(request.query).get("lang", [""])[0]
        locale = session.get("locale")
        self.language = language_of(wished, locale, request.header("Accept-Language"))
        self.words = WORDS[self.language]
        self.path = f"/c/pay/{session.get('id', '')}"

    def amount(self) -> str:
        if self.session["amount_total"] is None:
            return ""
        point = "," if self.language == "ru" else "."
        return money.show(self.session["amount_total"], self.session["currency"], point)

    def interval(self) -> str:
        """Return once, month, year, or setup where nothing is paid."""
        if self.session["mode"] == "setup":
            return "setup"
        price = self.world.secret(self.session["id"])["line_items"][0]["price"]
        return price["recurring"]["interval"] if price["recurring"] else "once"

    def known_email(self) -> str:
        """Return the address that the shop told, or that its customer has: nobody types it a second time."""
        customer = self.world.table("customer").get(self.session["customer"] or "", {})
        return self.session["customer_email"] or customer.get("email") or ""

    def said(self, name: str, **facts: str) -> str:
        """Return a text in the page's language, escaped for HTML."""
        return escape(self.words[name].format(**facts))

    def show(self, title: str, body: str, status: int = 200) -> Response:
        """Return the page as a response; its forms lead on to the shop."""
        leads_to = [self.session[name] for name in ("success_url", "cancel_url") if self.session.get(name)]
        whole = frame(title, body, language=self.language, notice=self.words["test"])
        return answer(whole, status, leads_to=leads_to)


def handle(world: World, request: Request) -> Response:
    """Answer a visit to `/c/pay/cs_test_...` or to its bank, `/3ds`."""
    found = re.fullmatch(r"/c/pay/(cs_test_[A-Za-z0-9]+)(/3ds)?", request.path)
    session = world.table("checkout.session").get(found[1]) if found else None
    if found is None or session is None:
        return _too_late(Page(world, {}, request), "unknown", 404)
    page = Page(world, session, request)
    if request.method != "POST":
        if session["status"] != "open":
            return _closed(page)
        return _bank(page) if found[2] else _form(page)
    form = {name: values[0] for name, values in parse_qs(request.body.decode(errors="replace")).items()}
    if found[2]:
        return _after(page, answer_bank(world, session, approves=form.get("answer") == "agree"), form)
    email, means, token = form.get("email", ""), form.get("means", ""), form.get("token", "")
    return _after(page, pay(world, session, email=email, means=means, token=token), form)


def _after(page: Page, outcome: Outcome, form: dict[str, str]) -> Response:
    """Redirect to where the outcome of a payment leads."""
    if outcome.what == "done":
        url = page.session["success_url"]
        return redirect(url.replace("{CHECKOUT_SESSION_ID}", page.session["id"]))
    if outcome.what == "asks":
        return redirect(f"{page.path}/3ds?lang={page.language}")
    if outcome.what == "closed":
        return _closed(page)
    return _form(page, outcome.reason, form)


def _closed(page: Page) -> Response:
    status = page.session["status"]
    if status == "open":
        return _form(page)
    return _too_late(page, status, 410 if status == "expired" else 200)


def _too_late(page: Page, what: str, status: int) -> Response:
    """Say that nothing can be paid here, and offer the way back."""
    url = page.session.get("cancel_url") if what == "expired" else None
    link = f'<p><a href="{escape(url)}">{page.said("onward")}</a></p>' if url else ""
    title = page.words[f"{what}_title"]
    return page.show(title, f"<h1>{escape(title)}</h1>\n<p>{page.said(what)}</p>\n{link}", status)


def _form(page: Page, reason: str = "", form: dict[str, str] | None = None) -> Response:
    """Show the form, with what was typed and what was wrong."""
    form = form or {}
    token = form.get("token") or page.world.new_id("x", 16)
    facts = {"amount": page.amount()}
    lead, button = page.interval() + "_lead", "pay" if page.interval() == "once" else page.interval()
    other = "ru" if page.language == "en" else "en"
    cancel = page.session["cancel_url"]
    back = f'<p><a href="{escape(cancel)}">{page.said("back")}</a></p>' if cancel else ""
    body = f"""<h1>{page.said("title")}</h1>
<p>{page.said(lead, **facts)}</p>
{problem(page, reason)}
<form method="post" action="{page.path}?lang={page.language}">
<input type="hidden" name="token" value="{escape(token)}">
{_email(page, reason, form.get("email") or page.known_email())}
{means_fields(page, reason, form.get("means", "succeeds"))}
<button type="submit">{page.said(button, **facts)}</button>
</form>
{back}
<p><a href="{page.path}?lang={other}" lang="{other}" hreflang="{other}">{page.said("other")}</a></p>"""
    return page.show(page.words["title"], body, 422 if reason else 200)


def problem(page: Page, reason: str) -> str:
    if not reason:
        return ""
    words = f"{page.said('problem')} {page.said(f'reason_{reason}')}"
    return f'<p class="problem" role="alert" id="problem">{words}</p>'


def _email(page: Page, reason: str, value: str) -> str:
    wrong = ' aria-invalid="true" aria-describedby="problem"' if reason == "email" else ""
    return f"""<p><label for="email">{page.said("email")}</label>
<input type="email" id="email" name="email" value="{escape(value)}"
autocomplete="email" required{wrong}></p>"""


def means_fields(page: Page, reason: str, chosen: str) -> str:
    """Offer the test cards, and the direct debits where the session takes them."""
    wrong = ' aria-describedby="problem"' if reason not in ("", "email") else ""
    rows = []
    for means in MEANS.values():
        if means.kind not in page.session["payment_method_types"]:
            continue
        checked = " checked" if means.name == chosen else ""
        label = page.said(means.name, number=means.number)
        rows.append(
            f'<p><input type="radio" id="means-{means.name}" name="means" value="{means.name}"{checked}>\n'
            f'<label for="means-{means.name}">{label}</label></p>'
        )
    listed = "\n".join(rows)
    return f"<fieldset{wrong}>\n<legend>{page.said('means')}</legend>\n{listed}\n</fieldset>"


def _bank(page: Page) -> Response:
    """Show the question that a bank asks in 3-D Secure."""
    body = f"""<h1>{page.said("bank_title")}</h1>
<p>{page.said("bank_lead", amount=page.amount())}</p>
<form method="post" action="{page.path}/3ds?lang={page.language}">
<button type="submit" name="answer" value="agree">{page.said("agree")}</button>
<button type="submit" name="answer" value="disagree" class="second">{page.said("disagree")}</button>
</form>"""
    return page.show(page.words["bank_title"], body)
