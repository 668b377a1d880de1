"""Support page: an appeal and a form, which leads to the question before money."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from donations import forms, gateway, ledger
from donations.models import Contribution
from donations.views import question_page, support_form
from donations.views.origins import came_from_no_page_of_ours
from donations.views.pages import closed
from newsroom.core.language_settings import active


@csrf_exempt  # No cookie: the form has a token of its own, and where it comes from is checked.
# Kept by the browser alone, so that going back finds the same form with the same token.
@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest) -> HttpResponse:
    """Show the form; take it, and ask the question before money."""
    if not gateway.is_open():
        return closed(request)
    if request.method == "POST":
        return _change(request) if "choice" in request.POST else _take(request)
    before = _undecided(public_id=request.GET.get("r", ""))
    values = {"from_path": request.GET.get("from", "")} | forms.opening_values(before)
    if not before:
        values |= forms.linked_values(request.GET)
    token = forms.sign_token(before.form_token) if before else forms.new_token()
    form = forms.SupportForm(values=values)
    return support_form.show(request, form, token, is_back=before is not None)


def _take(request: HttpRequest) -> HttpResponse:
    """Take the form, or show it again with all that was typed and what is wrong with it."""
    form, signed = forms.SupportForm(request.POST.dict()), request.POST.get("token", "")
    token = forms.read_token(signed)
    if token is None or came_from_no_page_of_ours(request):
        fresh = signed if token else forms.new_token()
        return support_form.show(request, forms.SupportForm(values=request.POST.dict()), fresh, status=403)
    if not form.is_valid():
        return support_form.show(request, form, signed, status=422)
    return _ask(request, form, token)


def _ask(request: HttpRequest, form: forms.SupportForm, token: UUID) -> HttpResponse:
    choice = ledger.Choice(
        interval=form.cleaned_data["interval"],
        amount=form.cleaned_data["amount"],
        currency=form.cleaned_data["currency"],
        language=active(),
        from_path=form.from_path,
    )
    return question_page.ask(request, forms.carry(token, choice), choice)


def _change(request: HttpRequest) -> HttpResponse:
    """Show the form again to whoever came back from the question by its button."""
    carried = forms.read_choice(request.POST["choice"])
    return support_form.show_again(request, carried, status=200 if carried else 403)


def _undecided(public_id: str) -> Contribution | None:
    """Return the contribution that came back from the payment page, unless something was decided there."""
    return Contribution.objects.referred_to(public_id).filter(status__in=ledger.UNDECIDED).first()
