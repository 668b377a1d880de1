"""Supporter's page, behind the signed link in every letter: it shows, changes, and signs nobody in.

The token in the URL is the secret: no cookie is read or set, nothing is cached, no URL of the page leaves it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from donations import forms, gateway, ledger, links
from donations.models import By, Contribution
from donations.views.origins import came_from_elsewhere
from donations.views.pages import SeeOther, page
from newsroom.core.web.page_language import page_url, page_urls

MOST_PAYMENTS = 60


@csrf_exempt  # Forms with `no-referrer` send "Origin: null"; whoever knows the token may.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show a contribution and what can be changed; take one change."""
    link = links.read(token)
    if link is None:
        return no_link(request)
    try:
        if link.is_old:
            return _old(request, link.contribution, token)
        if request.method == "POST" and came_from_elsewhere(request):
            return _show(request, link.contribution, token, status=403)
        if request.method != "POST":
            return _show(request, link.contribution, token)
        return _take(request, link.contribution, token)
    except ledger.Forgotten:
        return no_link(request)


def no_link(request: HttpRequest) -> HttpResponse:
    """Say that a link does not work, the same whatever it lacks."""
    context = {"editions": page_urls("donations:ask_for_link")}
    return secret(page(request, "donations/no_link.html", context, status=404))


def secret(response: HttpResponse) -> HttpResponse:
    """Let no other site, search engine or cache learn the URL of a page whose URL is a secret."""
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response


def _show(
    request: HttpRequest,
    contribution: Contribution,
    token: str,
    form: forms.ManageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page; a form that was refused stands among the others with what was typed."""
    context = _standing(contribution) | {
        "forms": _forms(contribution, form),
        "refused": form,
        "status": status,
        # Then a sentence about how it stands would gainsay the one about what was asked for.
        "is_turning": status == 200
        and ledger.heading(contribution) != ledger.present_course(contribution).wanted,
        "done": request.GET.get("done", ""),
        "own_url": page_url("donations:manage", token),
        "editions": page_urls("donations:manage", token),
    }
    return secret(page(request, "donations/manage.html", context, status=status))


def _standing(contribution: Contribution) -> dict[str, Any]:
    """Return what there is to see of a contribution."""
    can_undo = ledger.can_undo(contribution)
    return {
        "contribution": contribution,
        "course": ledger.wanted_course(contribution),
        "payments": list(contribution.payments.prefetch_related("movements")[:MOST_PAYMENTS]),
        "can_undo": can_undo,
        "already": links.already_token(contribution) if ledger.goes_on(contribution) else "",
        "is_over": not (can_undo or ledger.can_change(contribution)),
    }


def _forms(contribution: Contribution, refused: forms.ManageForm | None) -> list[forms.ManageForm]:
    offered = forms.offered(contribution)
    return [refused if refused and refused.act == form.act else form for form in offered]


def _take(request: HttpRequest, contribution: Contribution, token: str) -> HttpResponse:
    """Take one change: what is wanted is written down, and the page says that it was asked for."""
    wanted = forms.form_named(request.POST.get("act", ""))
    if wanted is None:
        return _show(request, contribution, token)
    own = page_url("donations:manage", token)
    if not wanted.is_offered(contribution):
        if wanted.is_met(contribution):
            return SeeOther(own)
        return _show(request, contribution, token, status=409)
    form = wanted(contribution, request.POST.dict())
    if not form.is_valid():
        return _show(request, contribution, token, form, status=422)
    try:
        return SeeOther(_ACTS[form.act](contribution, form.cleaned_data) or f"{own}?done={form.act}")
    except ledger.TooMany:
        form.add_error(form.asks, forms.TOO_MANY)
        return _show(request, contribution, token, form, status=429)
    except gateway.GatewayError:
        return _show(request, contribution, token, form, status=503)


def _end(contribution: Contribution, values: dict[str, Any]) -> str:
    ledger.end(contribution, by=By.SUPPORTER)
    return ""


def _run(contribution: Contribution, values: dict[str, Any]) -> str:
    ledger.go_on(contribution, by=By.SUPPORTER)
    return ""


def _pause(contribution: Contribution, values: dict[str, Any]) -> str:
    ledger.pause(contribution, int(values["months"]), by=By.SUPPORTER)
    return ""


def _change_amount(contribution: Contribution, values: dict[str, Any]) -> str:
    ledger.change_amount(contribution, values["amount"], by=By.SUPPORTER)
    return ""


def _give_card(contribution: Contribution, values: dict[str, Any]) -> str:
    return ledger.begin_card_change(contribution).url


def _change_language(contribution: Contribution, values: dict[str, Any]) -> str:
    ledger.write_in(contribution, values["language"])
    token = links.token_of(contribution)
    return page_url("donations:manage", token, language=values["language"]) + "?done=language"


def _change_email(contribution: Contribution, values: dict[str, Any]) -> str:
    ledger.ask_for_address(contribution, values["email"])
    return ""


def _forget(contribution: Contribution, values: dict[str, Any]) -> str:
    ledger.ask_to_forget(contribution)
    return ""


_ACTS = {
    "end": _end,
    "undo": _run,
    "resume": _run,
    "pause": _pause,
    "amount": _change_amount,
    "card": _give_card,
    "language": _change_language,
    "email": _change_email,
    "forget": _forget,
}


def _old(request: HttpRequest, contribution: Contribution, token: str) -> HttpResponse:
    """Offer a fresh link, which goes to the address of this contribution alone."""
    context: dict[str, Any] = {"own_url": page_url("donations:manage", token)}
    context["editions"] = page_urls("donations:manage", token)
    status = 410
    if request.method == "POST":
        context["is_unsure"] = request.POST.get("sure") != "yes" or came_from_elsewhere(request)
        context["is_sent"] = not context["is_unsure"]
        status = 422 if context["is_unsure"] else 200
    if status == 200:
        ledger.send_link(contribution)
    return secret(page(request, "donations/old_link.html", context, status=status))
