"""Pages beside the supporter's own: asking for the link, answering about an email address, a card given."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from donations import forms, ledger, links
from donations.models import Supporter
from donations.views.manage_page import no_link, secret
from donations.views.origins import came_from_elsewhere
from donations.views.pages import SeeOther, page
from newsroom.core import journal
from newsroom.core.language_settings import active
from newsroom.core.web.network import network_of
from newsroom.core.web.page_language import page_url, page_urls


@csrf_exempt  # It sets no cookie. Another site that sends it can make us write a letter, as anybody can here.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Take an email address and say the same whether it is known or not."""
    context: dict[str, Any] = {"editions": page_urls("donations:ask_for_link"), "form": forms.LinkForm()}
    if request.method != "POST":
        context["is_sent"] = "sent" in request.GET
        return page(request, "donations/ask_for_link.html", context)
    form = context["form"] = forms.LinkForm(request.POST)
    if came_from_elsewhere(request) or not form.is_valid():
        context["is_from_elsewhere"] = not form.errors
        return page(request, "donations/ask_for_link.html", context, status=422 if form.errors else 403)
    email = form.cleaned_data["email"]
    try:
        ledger.admit_link_request(email, network_of(request))
    except ledger.TooMany:
        form.add_error("email", forms.TOO_MANY)
        return page(request, "donations/ask_for_link.html", context, status=429)
    ledger.ask_for_link(email, language=active())
    return SeeOther(f"{page_url('donations:ask_for_link')}?sent")


@csrf_exempt  # As on the supporter's page.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, token: str) -> HttpResponse:
    """Show what saying yes, or taking back, would do; do it after a tick."""
    answered = links.read_answer(token)
    change = ledger.find_change(*answered) if answered else None
    if answered is None or change is None:
        return no_link(request)
    answer = answered[0]
    is_done = bool(change.confirmed_at if answer == "confirm" else change.taken_back_at)
    own_url = page_url("donations:address", token)
    context: dict[str, Any] = {"answer": answer, "is_done": is_done, "own_url": own_url}
    context["editions"] = page_urls("donations:address", token)
    if request.method == "POST" and not is_done:
        if request.POST.get("sure") != "yes" or came_from_elsewhere(request):
            return secret(page(request, "donations/address.html", context | {"is_unsure": True}, status=422))
        (ledger.confirm_address if answer == "confirm" else ledger.take_address_back)(change)
        return SeeOther(own_url)
    return secret(page(request, "donations/address.html", context))


@csrf_exempt  # As on the supporter's page.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is forgotten and what stays; have it done after a tick."""
    read = links.read_forget(token)
    if read is None:
        return no_link(request)
    supporter = ledger.find_forgettable(*read)
    context: dict[str, Any] = {
        "is_asked_for": supporter is None and ledger.is_forgotten(read[0]),
        "count": ledger.count_of(supporter) if supporter else 0,
        "own_url": page_url("donations:forget", token),
        "editions": page_urls("donations:forget", token),
    }
    status = 200 if supporter or context["is_asked_for"] else 410
    if request.method == "POST" and supporter:
        return _forget(request, supporter, context)
    return secret(page(request, "donations/forget.html", context, status=status))


def _forget(request: HttpRequest, supporter: Supporter, context: dict[str, Any]) -> HttpResponse:
    if request.POST.get("sure") != "yes" or came_from_elsewhere(request):
        return secret(page(request, "donations/forget.html", context | {"is_unsure": True}, status=422))
    try:
        ledger.forget(supporter)
    except journal.CannotWrite:
        return secret(page(request, "donations/forget.html", context | {"is_away": True}, status=503))
    return SeeOther(context["own_url"])


@require_safe
@never_cache
def card(request: HttpRequest) -> HttpResponse:
    """Say what happens with the card that was given, or that none was; the processor sends people here."""
    context = {"is_given": "given" in request.GET, "editions": page_urls("donations:card")}
    return secret(page(request, "donations/card.html", context))
