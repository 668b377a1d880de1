"""Log-in by allauth, without sign-up, and the page of a person's own account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsroom.core.desk.identity import current_user
from newsroom.core.desk.site import no_desk
from newsroom.core.models import User
from newsroom.core.text import clean_line
from newsroom.core.web.network import network


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Adapter of allauth for accounts that only administrators make."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed hash of the IP: log-in attempts are counted by it, and no IP is stored."""
        client = network(super().get_client_ip(request))
        return salted_hmac("newsroom.core.desk.accounts.client", client, algorithm="sha256").hexdigest()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return what failed log-ins of one name are counted by: a keyed hash of nothing but the name.

        allauth's own holds the Host header, so that each port in it begins anew, and needs no key, so
        that a copy of the database says who tried to log in.
        """
        typed = str(credentials.get("email", credentials.get("username", "")))
        return salted_hmac("newsroom.core.desk.accounts.login", folded(typed), algorithm="sha256").hexdigest()


def folded(name: str) -> str:
    """Return one spelling for all that the database takes for one name.

    It compares them in capitals, of which it knows others than Python does.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper(%s)", [name.strip()])
        return str(cursor.fetchone()[0])


class DeskLoginForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Log-in form: a name or an email address, and a password."""

    def user_credentials(self) -> dict[str, str]:
        """Return one credential, whether name or email address was typed.

        allauth would return both, check the password of a known email address twice, and so take twice as
        long as for one that no account has.
        """
        return {"username": clean_line(self.cleaned_data["login"]), "password": self.cleaned_data["password"]}


class DeskLogin(LoginView):  # type: ignore[misc]  # allauth ships no types
    """The one log-in page; whoever is logged in without rights to the desk is told so."""

    form_class = DeskLoginForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 403 where a redirect to the desk would come back here for ever."""
        if request.user.is_authenticated and not request.user.is_staff:
            return no_desk(request)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class AccountForm(forms.ModelForm[User]):
    """Form of what people set for themselves."""

    class Meta:
        model = User
        fields = ("language",)
        widgets = {"language": forms.RadioSelect}


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show a person's own account: the language of the desk, password, second factor."""
    user = current_user(request)
    form = AccountForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(user.language):
            messages.success(request, _("Your choice is kept."))
        return redirect("account")
    return render(request, "account/account.html", {"form": form})
