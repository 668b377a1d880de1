"""Django forms of the supporter's page: one for each thing that can be changed there.

Each wants a choice that is not made in the form as it is served: a robot that sends it changes nothing.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from donations import ledger, money
from donations.forms.wording import sentence
from donations.models import Contribution, Course
from newsroom.core import languages, mail
from newsroom.core.language_settings import active, choices
from newsroom.core.text_fields import LineField

S = Contribution.Status
Wanted = Course.Wanted
CAN_PAY = frozenset({S.ACTIVE, S.PAST_DUE, S.PAUSED})
TOO_MANY = _(
    "This was asked for several times today. Please try again tomorrow, or answer one of our letters."
)


def pause_lengths() -> list[tuple[str, Any]]:
    """Return how long a pause can be, in the active language."""
    numbers = ((str(number), ngettext("%d month", "%d months", number) % number) for number in range(1, 13))
    return [("", _("Choose")), *numbers]


class SureField(forms.CharField):
    """Checkbox that has to be ticked; nothing but its own value counts."""

    def __init__(self, label: Any) -> None:
        said = _("Nothing was changed: tick the box first. It keeps programs that open links from doing it.")
        super().__init__(label=label, error_messages={"required": said})

    def to_python(self, value: Any) -> str:
        return "yes" if value == "yes" else ""


class ManageForm(forms.Form):
    """One thing that can be changed; `act` is its name in the request."""

    act: ClassVar[str]
    title: ClassVar[Any]
    button: ClassVar[Any]
    hint: ClassVar[Any] = ""
    # What it leads to, where that is a course; and the field that a refusal by the server stands at.
    aim: ClassVar[Wanted | None] = None
    asks: ClassVar[str] = "sure"

    def __init__(self, contribution: Contribution, sent: dict[str, str] | None = None) -> None:
        self.contribution = contribution
        super().__init__(sent, auto_id=f"{self.act}-%s")

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        """Return whether the thing can be changed at present."""
        return True

    @classmethod
    def is_met(cls, contribution: Contribution) -> bool:
        """Return whether it is so already, or asked for: a second click asks for nothing new."""
        return cls.aim is not None and ledger.heading(contribution) == cls.aim


class EndForm(ManageForm):
    act, title, button = "end", _("End it"), _("End my contribution")
    hint = _(
        "From that moment nothing is collected. A letter confirms it, and for 7 days you can undo it there."
    )
    sure = SureField(_("Yes, end it"))
    aim = Wanted.END

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        return ledger.can_change(contribution) and ledger.heading(contribution) != Wanted.END


class UndoForm(ManageForm):
    act, title, button = "undo", _("Undo the ending"), _("Let it go on")
    hint = _("It goes on as before, with the same card.")
    sure = SureField(_("Yes, let it go on"))
    aim = Wanted.RUN

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        is_ending = ledger.heading(contribution) == Wanted.END
        return is_ending and (ledger.can_undo(contribution) or ledger.can_change(contribution))


class ResumeForm(ManageForm):
    act, title, button = "resume", _("Go on now"), _("Go on now")
    sure = SureField(_("Yes, end the pause"))
    aim = Wanted.RUN

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        return ledger.can_change(contribution) and ledger.heading(contribution) == Wanted.PAUSE


class PauseForm(ManageForm):
    act, title, button = "pause", _("Pause"), _("Pause my contribution")
    hint = _("Nothing is collected meanwhile, and it goes on by itself.")
    months = forms.ChoiceField(
        label=_("For how long"),
        choices=pause_lengths,
        error_messages={
            "required": _("Choose for how many months."),
            "invalid_choice": _("Choose 1 to 12 months."),
        },
    )

    aim = Wanted.PAUSE

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        runs = contribution.status in (S.ACTIVE, S.PAUSED) and ledger.can_change(contribution)
        return runs and ledger.heading(contribution) == Wanted.RUN


class AmountForm(ManageForm):
    act, title, button = "amount", _("Change the amount"), _("Change the amount")
    hint = _("It counts from the next payment on. To give in another rhythm, end this one and give anew.")
    already: ClassVar[Any] = _("This is what you give already.")
    amount = forms.CharField(label=_("New amount"), required=False, strip=False)

    def clean_amount(self) -> int:
        """Read the amount, in minor units of the contribution's currency."""
        typed, currency = self.cleaned_data["amount"], self.contribution.currency
        try:
            point = languages.of(active()).money.point
            amount = money.parse(typed, money.CURRENCIES[currency], point=point)
        except money.AmountError as error:
            raise forms.ValidationError(sentence(error, currency, typed)) from error
        pending = ledger.wanted_course(self.contribution)
        if amount == ((pending and pending.amount) or self.contribution.amount):
            raise forms.ValidationError(self.already)
        return amount

    @property
    def sign(self) -> str:
        return money.CURRENCIES[self.contribution.currency].sign

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        return _can_go_on(contribution)


class CardForm(ManageForm):
    act, title, button = "card", _("New card"), _("Go to the card page")
    hint = _(
        "You give it on the page of Stripe, our payment service. If a payment has failed, it is tried again "
        "at once with the new card."
    )
    sure = SureField(_("Yes, I would like to give another card"))

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        is_running = contribution.status in CAN_PAY or contribution.is_failing
        return is_running and _goes_on(contribution) and bool(contribution.customer_id)


class LanguageForm(ManageForm):
    act, title, button = "language", _("Language of letters"), _("Write to me in this language")
    language = forms.ChoiceField(
        label=_("Language"),
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )

    def __init__(self, contribution: Contribution, sent: dict[str, str] | None = None) -> None:
        super().__init__(contribution, sent)
        others = [(code, name) for code, name in choices() if code != contribution.language]
        self.fields["language"].choices = [("", _("Choose")), *others]  # type: ignore[attr-defined]

    @classmethod
    def is_offered(cls, contribution: Contribution) -> bool:
        return len(choices()) > 1


class EmailForm(ManageForm):
    act, title, button = "email", _("Address of letters"), _("Write to me there")
    asks = "email"
    hint = _("We send a letter there first: the new address counts when you have said yes in it.")
    email = LineField(
        label=_("New email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write the new email address.")},
    )

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])


class ForgetForm(ManageForm):
    act, title, button = "forget", _("Forget me"), _("Send me the letter")
    hint = _(
        "We send a letter to your address first. On the page behind its link you can have everything that we "
        "know of you deleted, of all that you ever gave from this address; what runs ends with it."
    )
    sure = SureField(_("Yes, send me the letter"))


class LinkForm(forms.Form):
    """Form that asks for the link by email address."""

    email = LineField(
        label=_("Your email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write the email address that our letters go to.")},
    )

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])


def clean_email(typed: str) -> str:
    """Return the email address as it is kept; raises `ValidationError`."""
    try:
        return mail.canonical(typed)
    except ValueError as error:
        raise forms.ValidationError(
            _("This does not look like an email address that letters can reach: name@example.org.")
        ) from error


def _can_go_on(contribution: Contribution) -> bool:
    """Return whether there is something that pays, and is not about to end."""
    return contribution.status in CAN_PAY and _goes_on(contribution)


def _goes_on(contribution: Contribution) -> bool:
    return ledger.can_change(contribution) and ledger.heading(contribution) != Wanted.END


FORMS = (EndForm, UndoForm, ResumeForm, PauseForm, AmountForm, CardForm, LanguageForm, EmailForm, ForgetForm)


def offered(contribution: Contribution) -> list[ManageForm]:
    """Return the forms for what can be changed at present, empty; first what mends a failed payment."""
    order = sorted(FORMS, key=lambda form: contribution.is_failing and form is not CardForm)
    return [form(contribution) for form in order if form.is_offered(contribution)]


def form_named(act: str) -> type[ManageForm] | None:
    return next((form for form in FORMS if form.act == act), None)
