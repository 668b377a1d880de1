"""Support page: an appeal, a form, and the redirect to the payment page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from donations import forms, gateway, ledger
from donations.models import Appeal, Contribution
from donations.views.pages import SeeOther, closed, page
from newsroom.core.language_settings import active
from newsroom.core.web.compression import compressed
from newsroom.core.web.page_language import page_url


class _Csrf(CsrfViewMiddleware):
    """CSRF check that reports a refusal instead of answering with a page that has lost the form."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


@csrf_exempt  # It is checked below, so that a refused form keeps what was typed.
# Kept by the browser alone, so that going back finds the same form with the same token.
@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest) -> HttpResponse:
    """Show the form; take it, begin the contribution and send the supporter to the payment page."""
    if not gateway.is_open():
        return closed(request)
    if request.method == "POST":
        return _take(request)
    before = _undecided(public_id=request.GET.get("r", ""))
    values = {"from_path": request.GET.get("from", "")} | forms.opening_values(before)
    token = forms.token_of(before) if before else forms.new_token()
    return _show(request, forms.SupportForm(values=values), token)


def _take(request: HttpRequest) -> HttpResponse:
    """Take the form, or show it again with all that was typed and what is wrong with it."""
    form, signed = forms.SupportForm(request.POST.dict()), request.POST.get("token", "")
    token = forms.read_token(signed)
    if token is None or _Csrf(_nothing).process_view(request, _nothing, (), {}):
        fresh = signed if token else forms.new_token()
        return _show(request, forms.SupportForm(values=request.POST.dict()), fresh, status=403)
    if not form.is_valid():
        return _show(request, form, signed, status=422)
    try:
        begun = ledger.begin(choice=_choice(form), token=token)
    except gateway.GatewayError:
        return _offer_another_try(request, form, token)
    return SeeOther(begun.url or _where_it_stands(begun.contribution))


def _show(request: HttpRequest, form: forms.SupportForm, token: str, status: int = 200) -> HttpResponse:
    appeals = Appeal.objects.current().filter(placement=Appeal.Placement.SUPPORT_PAGE)
    context = {
        "form": form,
        "token": token,
        "appeal": appeals.filter(language=active()).first(),
        "faults": form.faults,
        "is_stale": status == 403,
    }
    response = compressed(page(request, "donations/support.html", context, status=status))
    _Csrf(_nothing).process_response(request, response)
    # The cookie is set by now. If the page varied by it, going back would fetch another form.
    del response["Vary"]
    return response


def _offer_another_try(request: HttpRequest, form: forms.SupportForm, token: UUID) -> HttpResponse:
    """Say that the payment page could not be had, and keep form and choices for another try."""
    choice, contribution = _choice(form), Contribution.objects.filter(form_token=token).first()
    context = {"token": request.POST["token"], "choice": choice, "contribution": contribution}
    return page(request, "donations/try_again.html", context, status=503)


def _choice(form: forms.SupportForm) -> ledger.Choice:
    return ledger.Choice(
        interval=form.cleaned_data["interval"],
        amount=form.cleaned_data["amount"],
        currency=form.cleaned_data["currency"],
        language=active(),
        from_path=form.from_path,
    )


def _where_it_stands(contribution: Contribution) -> str:
    """Return the page for a form that was sent before: thanks, or the form where nothing is decided."""
    if contribution.status in ledger.UNDECIDED or not contribution.session_id:
        return f"{page_url('donations:support')}?r={contribution.public_id}"
    return f"{page_url('donations:thanks')}?s={contribution.session_id}"


def _undecided(public_id: str) -> Contribution | None:
    """Return the contribution that came back from the payment page, unless something was decided there."""
    return Contribution.objects.referred_to(public_id).filter(status__in=ledger.UNDECIDED).first()


def _nothing(request: HttpRequest) -> HttpResponse:
    """Empty view: Django's CSRF middleware wants one, and only its verdict is used."""
    return HttpResponse()
