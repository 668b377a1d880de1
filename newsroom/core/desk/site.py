"""Admin site of the desk: who may enter it, and the order of its navigation."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.core.web import rejected_forms

View = Callable[..., HttpResponseBase]
# Where a model stands in the navigation when its admin does not say so with `place`.
LAST = 90
# Nobody edits these by hand: second factors belong to their owners, jobs to the worker.
KEPT_OUT = frozenset({"account", "mfa", "procrastinate"})


class DeskSite(admin.AdminSite):
    """Django's `AdminSite` without its own log-in, and without losing what was typed when access ends."""

    index_title = _("Desk")
    enable_nav_sidebar = False
    # Marked, so that lists on a phone can leave out what is not there.
    empty_value_display = '<span class="empty-value">-</span>'

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register a model unless its app is kept out, whatever that app registers itself."""
        given = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        models: list[Any] = list(given)
        if wanted := [model for model in models if model._meta.app_label not in KEPT_OUT]:
            super().register(wanted, admin_class, **options)

    @property
    def site_title(self) -> str:  # type: ignore[override]  # read when used, not at import
        """The end of each page's title."""
        return settings.PUBLICATION_NAME

    def get_urls(self) -> list[Any]:
        """Leave out Django's redirect by object id: it tells everybody the URL of a hidden story."""
        return [found for found in super().get_urls() if getattr(found, "name", "") != "view_on_site"]

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Check access; on refusal keep the form that was sent, and say why it was not taken."""
        guarded = super().admin_view(view, cacheable)

        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_permission(request):
                if request.method == "POST":
                    return rejected_forms.signed_out(request)
                if request.user.is_authenticated:
                    return no_desk(request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(enter, view)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what waits for this person, by the admins that have a `home`."""
        parts = [
            model_admin.home(request)
            for model_admin in self._registry.values()
            if hasattr(model_admin, "home") and model_admin.has_view_permission(request)
        ]
        # Translators: how a day is written, in the letters of Django's date filter.
        today = date_format(timezone.localtime(), gettext("l, F j"))
        return super().index(request, {"parts": parts, "today": today, **(extra_context or {})})

    def password_change(  # type: ignore[override]  # a redirect in place of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the account page, the only one that changes a password."""
        return redirect("account_change_password")

    def logout(  # type: ignore[override]  # a redirect in place of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the one log-out page."""
        return redirect("account_logout")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the models that this person may see, those of an app in the order of `place`."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=self._place)
            for model in app["models"]:
                model["is_aside"] = getattr(self._registry[model["model"]], "is_aside", False)
        return sorted(apps, key=lambda app: min(self._place(model) for model in app["models"]))

    def _place(self, model: dict[str, Any]) -> int:
        place: int = getattr(self._registry[model["model"]], "place", LAST)
        return place


def no_desk(request: HttpRequest) -> HttpResponse:
    """Answer 403: this account has no rights to the desk, another one can log in."""
    return render(request, "account/no_desk.html", status=403)
