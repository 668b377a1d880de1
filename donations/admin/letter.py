"""Admin of letters: which were sent, and which could not be."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import ledger
from donations.admin.reading import ReadingAdmin, badge
from donations.models import Letter
from newsroom.core.desk.identity import current_user

LOOKS = {"due": "scheduled", "sent": "live", "failed": "embargo"}


@admin.register(Letter)
class LetterAdmin(ReadingAdmin[Letter]):
    """Read-only list of letters; one that failed can be sent again."""

    place = 63
    acts = {"again": "send_again"}
    change_form_template = "admin/donations/letter/change_form.html"
    list_display = ("kind", "standing", "about", "written", "sent", "next_try")
    list_filter = ("status", "kind")
    list_select_related = ("contribution", "payment")
    columns = (
        ("written_at", lambda it: it.created_at),
        ("kind", lambda it: it.kind),
        ("status", lambda it: it.status),
        ("sent_at", lambda it: it.sent_at),
        ("attempts", lambda it: it.attempts),
        ("contribution", lambda it: it.contribution.public_id),
        ("receipt", lambda it: it.payment and it.payment.receipt_number),
        ("language", lambda it: it.language),
    )
    fields = ("kind", "standing", "about", "language", "written", "sent", "tries", "next_try")

    def send_again(self, request: HttpRequest, letter: Letter) -> None:
        """Make a failed letter due now."""
        if ledger.send_again(letter=letter, by=current_user(request)):
            messages.success(request, _("It is due now: the worker sends it within a minute."))
        else:
            messages.info(request, _("Only a letter that failed can be sent again."))

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def standing(self, letter: Letter) -> str:
        return badge(LOOKS[letter.status], letter.get_status_display())

    @admin.display(description=gettext_lazy("about"))
    def about(self, letter: Letter) -> str:
        """Return the payment or the contribution that it is about, as a link."""
        url = reverse("admin:donations_contribution_change", args=[letter.contribution_id])
        words = letter.payment.receipt_number if letter.payment else str(letter.contribution)
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description=gettext_lazy("written"), ordering="created_at")
    def written(self, letter: Letter) -> str:
        return self.moment(letter.created_at)

    @admin.display(description=gettext_lazy("sent"), ordering="sent_at")
    def sent(self, letter: Letter) -> str:
        return self.moment(letter.sent_at)

    @admin.display(description=gettext_lazy("attempts"))
    def tries(self, letter: Letter) -> int:
        return letter.attempts

    @admin.display(description=gettext_lazy("next try"))
    def next_try(self, letter: Letter) -> str:
        """Return the time of the next attempt, while it is due."""
        return self.moment(letter.next_at if letter.status == Letter.Status.DUE else None)
