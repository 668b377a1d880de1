"""Rendering of the support form: with what was chosen, and with the same token wherever it comes back."""

from django.http import HttpRequest, HttpResponse

from donations import forms, ledger, links
from donations.models import Appeal, SupportText
from donations.views.pages import page
from newsroom.core.language_settings import active
from newsroom.core.web.compression import compressed


def show(
    request: HttpRequest, form: forms.SupportForm, token: str, *, status: int = 200, is_back: bool = False
) -> HttpResponse:
    """Show the form with its signed token; `is_back`: nothing was paid on the payment page."""
    appeals = Appeal.objects.current().filter(placement=Appeal.Placement.SUPPORT_PAGE)
    context = {
        "form": form,
        "token": token,
        "appeal": appeals.filter(language=active()).first(),
        "words": SupportText.objects.words(active()),
        "faults": form.faults,
        "is_stale": status == 403,
        "is_back": is_back,
        **already_given(request),
    }
    return compressed(page(request, "donations/support.html", context, status=status))


def already_given(request: HttpRequest) -> dict[str, str]:
    """Return what whoever came from the page of a contribution gives, with the token that says so.

    Nobody else hears it: the token is signed, on that page alone, and good for a day.
    """
    token = request.POST.get("already", request.GET.get("already", ""))
    contribution = links.read_already(token)
    if contribution is None or not ledger.goes_on(contribution):
        return {}
    return {"already": token, "already_given": contribution.promise}


def show_again(request: HttpRequest, carried: forms.Carried | None, status: int = 403) -> HttpResponse:
    """Show the form with the choice that had been carried on from it, as far as we can be sure of that."""
    values = forms.opening_values(carried.choice if carried else None)
    token = forms.sign_token(carried.token) if carried else forms.new_token()
    return show(request, forms.SupportForm(values=values), token, status=status)


def show_too_small(request: HttpRequest, carried: forms.Carried, least: int) -> HttpResponse:
    """Show the form with what is the least at present beside the amount."""
    form = forms.SupportForm(forms.opening_values(carried.choice))
    form.add_error("amount", forms.least_at_present(least, carried.choice.currency))
    return show(request, form, forms.sign_token(carried.token), status=422)
