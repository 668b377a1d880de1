"""What fundraisers edit: the words that ask, the amounts that are offered, the texts around the form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations import appeals, money
from donations.admin.reading import badge
from donations.models import Appeal, PresetAmount, SupportText
from newsroom.core.desk.act_admin import ActAdmin, ActForm, Acts
from newsroom.core.desk.form_fields import date_and_time


class AppealForm(ActForm):
    """The words of an appeal, and when it is shown."""

    from_at = date_and_time(gettext_lazy("from"))
    until_at = date_and_time(gettext_lazy("until"))

    class Meta:
        model = Appeal
        fields = (
            *("placement", "language", "heading", "text", "button"),
            *("from_at", "until_at", "priority"),
        )


@admin.register(Appeal)
class AppealAdmin(ActAdmin[Appeal]):
    """The asks: where, in which language, from when until when."""

    acts = Acts("appeal", appeals.add_appeal, appeals.change_appeal, appeals.delete_appeal)
    place = 65
    form = AppealForm
    list_display = ("heading", "placement", "language", "is_shown", "from_at", "until_at", "priority")
    list_filter = ("placement", "language")

    @admin.display(description=gettext_lazy("shown now"))
    def is_shown(self, appeal: Appeal) -> str:
        """Return whether its time is now."""
        now = Appeal.objects.current().filter(pk=appeal.pk).exists() if appeal.pk else False
        return badge("live", _("yes")) if now else badge("withdrawn", _("no"))


class AmountForm(ActForm):
    """An amount as people write it, `12.50`; it is kept in minor units."""

    amount = forms.CharField(label=gettext_lazy("Amount"), max_length=money.LONGEST)

    class Meta:
        model = PresetAmount
        # The currency is read before the amount, which depends on it.
        fields = ("interval", "currency", "amount", "order")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            currency = money.CURRENCIES[self.instance.currency]
            self.initial["amount"] = money.decimal_text(self.instance.amount, currency)

    def clean_amount(self) -> int | None:
        """Read the amount in the currency that was chosen; say beside the field what is wrong with it."""
        currency = money.CURRENCIES.get(self.cleaned_data.get("currency", ""))
        if currency is None:
            return None
        try:
            return money.parse(self.cleaned_data["amount"], currency)
        except money.AmountError as error:
            raise forms.ValidationError(appeals.amount_sentence(error.code, currency)) from error


@admin.register(PresetAmount)
class PresetAmountAdmin(ActAdmin[PresetAmount]):
    """The amounts that the support page offers, for each interval and currency."""

    acts = Acts("preset", appeals.add_preset, appeals.change_preset, appeals.delete_preset)
    place = 66
    is_aside = True
    form = AmountForm
    list_display = ("sum", "interval", "currency", "order")
    list_filter = ("interval", "currency")
    fields = ("interval", "currency", "amount", "order")

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, preset: PresetAmount) -> str:
        """Return the amount as the books show it."""
        return money.with_code(preset.amount, preset.currency)


class TextForm(ActForm):
    """A text of the support form, or of the question before money."""

    class Meta:
        model = SupportText
        fields = ("place", "language", "text")


@admin.register(SupportText)
class SupportTextAdmin(ActAdmin[SupportText]):
    """Texts of the support pages that stand in place of the standing words."""

    acts = Acts("text", appeals.add_text, appeals.change_text, appeals.delete_text)
    place = 69
    is_aside = True
    form = TextForm
    list_display = ("place", "language", "text")
    list_filter = ("place", "language")
