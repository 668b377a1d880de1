"""Django forms of the desk about one contribution or payment, in words for the newsroom."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from donations import ledger, money
from donations.forms import manage
from donations.forms.wording import sentence
from donations.models import Finding, Payment, RefundOrder
from newsroom.core.text_fields import LineField


class EndForm(manage.EndForm):
    title, button = _("End"), _("End this contribution")
    hint = _(
        "Nothing is collected any more. A letter tells the supporter, who can undo it for 7 days, as you can."
    )


class UndoForm(manage.UndoForm):
    title, button = _("Undo the ending"), _("Let it go on")
    hint = _("It goes on as before, with the same card. A letter tells the supporter.")


class ResumeForm(manage.ResumeForm):
    title, button = _("Go on now"), _("End the pause")
    hint = _("The next payment is collected at its usual day. A letter tells the supporter.")


class PauseForm(manage.PauseForm):
    title, button = _("Pause"), _("Pause this contribution")
    hint = _("Nothing is collected meanwhile, and it goes on by itself. A letter tells the supporter.")


class AmountForm(manage.AmountForm):
    title, button = _("Change the amount"), _("Change the amount")
    hint = _("It counts from the next payment on. A letter tells the supporter.")
    already = _("This is the amount already.")


COURSE_FORMS: tuple[type[manage.ManageForm], ...] = (EndForm, UndoForm, ResumeForm, PauseForm, AmountForm)


class AddressSearchForm(forms.Form):
    """An email address that is looked for, and why; both are asked for by POST alone."""

    email = LineField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the whole email address.")},
    )
    reason = forms.ChoiceField(
        label=_("Why it is looked for"),
        choices=[
            ("", _("Choose")),
            ("letter", _("the supporter wrote to us")),
            ("processor", _("the processor or a bank asks")),
            ("books", _("something in the books has to be understood")),
            ("authority", _("an authority asks")),
        ],
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )


class SettleForm(forms.Form):
    """How somebody has dealt with a finding."""

    how = forms.ChoiceField(
        label=_("How was it dealt with?"),
        choices=[("", _("Choose")), *Finding.Settled.choices],
        error_messages={
            "required": _("Choose how it was dealt with. It is not settled yet."),
            "invalid_choice": _("Choose how it was dealt with. It is not settled yet."),
        },
    )


class ForgetForm(forms.Form):
    """Why somebody is forgotten: a word of a list, since it stays in the record for ever."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[
            ("", _("Choose")),
            ("letter", _("they asked in a letter or email")),
            ("talk", _("they asked by telephone or in person")),
            ("danger", _("giving has become dangerous for them")),
            ("stranger", _("the address belongs to somebody else")),
            ("authority", _("an authority or a court wants it")),
        ],
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )


class RefundForm(forms.Form):
    """How much of a payment goes back, and why; its token makes the same form, sent twice, one refund."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    amount = forms.CharField(label=_("Amount"), max_length=money.LONGEST, required=False)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose")), *RefundOrder.Reason.choices],
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )

    def __init__(self, payment: Payment, sent: dict[str, Any] | None = None) -> None:
        self.payment, self.left = payment, ledger.left_of(payment)
        amount = money.plain(self.left, payment.currency)
        super().__init__(sent, initial={"token": uuid4(), "amount": amount})
        self.fields["amount"].help_text = _("At most %(left)s.") % {
            "left": money.with_code(self.left, payment.currency)
        }

    def clean_amount(self) -> int:
        """Read the amount, in minor units of the payment's currency; what is left is its only limit."""
        typed, code = self.cleaned_data["amount"], self.payment.currency
        token = self.cleaned_data.get("token")
        known = self.payment.refund_orders.filter(public_id=token).first() if token else None
        # A form that was sent before is answered as it was then.
        most = known.amount if known else max(self.left, 1)
        currency = replace(money.CURRENCIES[code], minimum=1, maximum=most)
        try:
            return money.parse(typed, currency)
        except money.AmountError as error:
            said = self._sentences().get(error.code) or sentence(error, code, typed)
            raise forms.ValidationError(said) from error

    def _sentences(self) -> dict[str, str]:
        """Return what is wrong with an amount here, where the support form says something else."""
        left = {"left": money.with_code(self.left, self.payment.currency)}
        too_much = _("No more than %(left)s can go back. Nothing was asked for; write that, or less.")
        little = _("Write how much goes back, at most %(left)s.")
        return {"large": too_much % left, "small": little % left, "empty": little % left}
