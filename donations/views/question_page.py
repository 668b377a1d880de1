"""Question before money: whether somebody is where giving is a crime. It is the answer to the support form.

Only "no" is ever sent: "yes" and "not sure" open words on the page, and nobody hears of it. Nothing is stored
before that, and the payment processor hears nothing.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from donations import forms, gateway, ledger
from donations.models import Contribution, SupportText
from donations.views import support_form
from donations.views.origins import came_from_no_page_of_ours
from donations.views.pages import SeeOther, closed, page
from newsroom.core.language_settings import active
from newsroom.core.web.compression import compressed
from newsroom.core.web.network import network_of
from newsroom.core.web.page_language import page_url

# What the box sends when it is ticked.
NO = "no"


@csrf_exempt  # No cookie: what is sent is signed, and where it comes from is checked.
@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest) -> HttpResponse:
    """Take a "no" and send the supporter to the payment page; anything else asks again."""
    if not gateway.is_open():
        return closed(request)
    if request.method != "POST":
        return SeeOther(page_url("donations:support"))
    signed = request.POST.get("choice", "")
    carried = forms.read_choice(signed)
    if carried is None or came_from_no_page_of_ours(request):
        return support_form.show_again(request, carried)
    if request.POST.get("answer", "") != NO:
        fault = _("Tick the box if this is so. Otherwise please do not give: nothing was sent or stored.")
        return ask(request, signed, carried.choice, fault=fault, status=422)
    if carried.is_hasty:
        return ask(request, signed, carried.choice, is_hasty=True, status=422)
    return _begin(request, signed, carried)


def ask(
    request: HttpRequest,
    signed: str,
    choice: ledger.Choice,
    *,
    fault: str = "",
    is_hasty: bool = False,
    is_often: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Show the question; `signed` is the choice that it carries on."""
    state = {"choice": signed, "fault": fault, "is_hasty": is_hasty, "is_often": is_often}
    context = state | {
        "promise": _promise(choice),
        "statement": settings.STRIPE_STATEMENT,
        "words": SupportText.objects.words(active()),
        **support_form.already_given(request),
    }
    return compressed(page(request, "donations/question.html", context, status=status))


def _begin(request: HttpRequest, signed: str, carried: forms.Carried) -> HttpResponse:
    try:
        ledger.admit(carried.choice, carried.token, network_of(request))
        begun = ledger.begin(choice=carried.choice, token=carried.token)
    except ledger.TooManyPages:
        return ask(request, signed, carried.choice, is_often=True, status=429)
    except ledger.TooSmall as error:
        return support_form.show_too_small(request, carried, error.least)
    except gateway.GatewayError:
        return _offer_another_try(request, signed, carried)
    return SeeOther(begun.url or _where_it_stands(begun.contribution))


def _offer_another_try(request: HttpRequest, signed: str, carried: forms.Carried) -> HttpResponse:
    """Say that the payment page could not be had, and keep form and choices for another try."""
    contribution = Contribution.objects.filter(form_token=carried.token).first()
    context = {"choice": signed, "promise": _promise(carried.choice), "contribution": contribution}
    return page(request, "donations/try_again.html", context, status=503)


def _promise(choice: ledger.Choice) -> str:
    """Return amount and how often, in the active language: `€9 a month`."""
    return Contribution(interval=choice.interval, amount=choice.amount, currency=choice.currency).promise


def _where_it_stands(contribution: Contribution) -> str:
    """Return the page for a form that was sent before: thanks, or the form where nothing is decided."""
    if contribution.status in ledger.UNDECIDED or not contribution.session_id:
        return f"{page_url('donations:support')}?r={contribution.public_id}"
    return f"{page_url('donations:thanks')}?s={contribution.session_id}"
