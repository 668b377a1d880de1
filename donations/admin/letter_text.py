"""Admin of the words of letters: a sample of each to look at or to send to oneself, and other words."""

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from donations import letters
from donations.models import Letter, LetterText
from newsroom.core import audit, mail
from newsroom.core.desk.act_admin import ActAdmin, ActForm, Acts
from newsroom.core.desk.identity import current_user
from newsroom.core.language_settings import choices

SOMEBODY = "reader@example.org"
# Mail programs want the rules of a letter in the letter itself.
ALONE = {"default-src": [NONE], "style-src": [UNSAFE_INLINE]}


class LetterTextForm(ActForm):
    """The words of one letter in one language."""

    class Meta:
        model = LetterText
        fields = ("kind", "language", "subject", "heading", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.initial.get("kind") or self.instance.kind
        if kind:
            names = ", ".join(f"{{{name}}}" for name in letters.names_of(kind))
            said = _(
                "Filled in when a letter is written: %(names)s. The same words go to whoever gives once, "
                "monthly or annually: {promise} says how often."
            )
            self.fields["subject"].help_text = said % {"names": names}


@admin.register(LetterText)
class LetterTextAdmin(ActAdmin[LetterText]):
    """Words in place of the standing ones; every letter can be looked at, changed or not."""

    acts = Acts("text", letters.add_text, letters.change_text, letters.delete_text)
    place = 66
    is_aside = True
    form = LetterTextForm
    list_display = ("kind", "language", "subject")
    list_filter = ("kind", "language")
    change_list_template = "admin/donations/lettertext/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the URLs of the samples."""
        enter, sample = self.admin_site.admin_view, "samples/<str:kind>/<str:language>"
        return [
            path("samples/", enter(self.samples), name="donations_lettertext_samples"),
            path(f"{sample}/", enter(self.sample), name="donations_lettertext_sample"),
            path(f"{sample}/html/", enter(self.html), name="donations_lettertext_html"),
            *super().get_urls(),
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the standing words of the letter that the query string names, if there is one."""
        kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
        if not _is_letter(kind, language):
            return {}
        return {"kind": kind, "language": language, **letters.standing_words(kind, language)}

    def samples(self, request: HttpRequest) -> HttpResponse:
        """List every letter in every language, with what is said of each."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        changed = set(LetterText.objects.values_list("kind", "language"))
        languages = choices()
        rows = [
            (label, [(kind, code, name, (kind, code) in changed) for code, name in languages])
            for kind, label in Letter.Kind.choices
        ]
        return self._page(request, "samples", _("All letters"), {"rows": rows})

    def sample(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        """Show one letter, of invented figures; by POST, send it to whoever asks."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not _is_letter(kind, language):
            raise Http404
        if request.method == "POST":
            self._send(request, kind, language)
            return redirect("admin:donations_lettertext_sample", kind, language)
        email = letters.sample_email(kind, language, to=SOMEBODY)
        text = LetterText.objects.filter(kind=kind, language=language).first()
        context = {"email": email, "text": text, "kind": kind, "language": language}
        return self._page(request, "sample", str(Letter.Kind(kind).label).capitalize(), context)

    # An update of its own, an empty one, keeps the desk's from being added.
    @method_decorator([csp(ALONE), csp_update({})])
    def html(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        """Show a letter as mail programs do, alone in the window, by a policy that lets nothing else in."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not _is_letter(kind, language):
            raise Http404
        [(html, _kind)] = letters.sample_email(kind, language, to=SOMEBODY).alternatives
        return HttpResponse(html)

    def _send(self, request: HttpRequest, kind: str, language: str) -> None:
        person = current_user(request)
        if not (person.email and mail.can_send()):
            messages.warning(
                request, _("Nothing was sent: your account has no email address, or no mail server is set.")
            )
            return
        try:
            letters.sample_email(kind, language, to=person.email).send()
        except mail.FAILURES:
            messages.error(request, _("The mail server did not take it. Nothing was sent; try again later."))
            return
        audit.record(act="letter.sample", by=person, on=person, kind=kind, language=language)
        messages.success(request, _("Sent to the email address of your account."))

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        shown = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "opts": self.opts,
            "may_add": self.has_add_permission(request),
            **context,
        }
        return TemplateResponse(request, f"admin/donations/lettertext/{name}.html", shown)


def _is_letter(kind: str, language: str) -> bool:
    return kind in Letter.Kind.values and language in dict(choices())
