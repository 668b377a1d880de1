"""Page that looks for a supporter by email address: for those who may, with a reason, written down."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from donations import forms, ledger
from donations.admin import search
from donations.models import Contribution
from newsroom.core.desk.identity import current_user


def address_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for address and reason, and lead to what came from it. The address stands in no URL and no log."""
    if not search.may_see_emails(request):
        raise PermissionDenied
    form = forms.AddressSearchForm(request.POST.dict() if request.method == "POST" else None)
    if not form.is_valid():
        return ask(request, site, form, status=422 if form.is_bound else 200)
    given: dict[str, Any] = form.cleaned_data
    found = ledger.find_supporter(email=given["email"], reason=given["reason"], by=current_user(request))
    if found is None:
        form.add_error("email", _("Nobody has given from this address. Look for a receipt number instead."))
        return ask(request, site, form, status=404)
    return redirect(f"{reverse('admin:donations_contribution_changelist')}?supporter={found.pk}")


def ask(
    request: HttpRequest, site: AdminSite, form: forms.AddressSearchForm, status: int = 200
) -> HttpResponse:
    """Show the form with what was typed."""
    context = {
        **site.each_context(request),
        "title": _("Look for an email address"),
        "subtitle": None,
        "opts": Contribution._meta,
        "form": form,
    }
    return TemplateResponse(request, "admin/donations/address_search.html", context, status=status)
