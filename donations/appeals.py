"""What people at the desk can do with appeals, preset amounts and texts: the one door to change them.

Each act takes keyword arguments, locks the row, asks for Django's permission, and saves with its audit entry
in one transaction. It raises `NotAllowed`, `Gone` or `Refused` and then has done nothing.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from donations import money
from donations.models import Appeal, PresetAmount, SupportText
from newsroom.core import acts, locks
from newsroom.core.models import User

APPEAL = ("placement", "language", "heading", "text", "button", "from_at", "until_at", "priority")
PRESET = ("interval", "currency", "amount", "order")
TEXT = ("place", "language", "text")


@transaction.atomic
def add_appeal(*, by: User, fields: acts.Fields) -> Appeal:
    """Add an appeal: readers see it at its time, where no more important one stands."""
    return acts.add(Appeal(), by=by, fields=fields, allowed=APPEAL)


@transaction.atomic
def change_appeal(*, appeal: Appeal, by: User, fields: acts.Fields) -> Appeal:
    """Change the words, the place or the time of an appeal."""
    return acts.change(appeal, by=by, fields=fields, allowed=APPEAL)


@transaction.atomic
def delete_appeal(*, appeal: Appeal, by: User) -> None:
    """Delete an appeal; nothing names it."""
    acts.delete(appeal, by=by)


@transaction.atomic
def add_preset(*, by: User, fields: acts.Fields) -> PresetAmount:
    """Add an amount, in minor units, to those that the support page offers."""
    return acts.add(PresetAmount(), by=by, fields=fields, allowed=PRESET, check=_require_payable)


@transaction.atomic
def change_preset(*, preset: PresetAmount, by: User, fields: acts.Fields) -> PresetAmount:
    """Change an amount that the support page offers."""
    return acts.change(preset, by=by, fields=fields, allowed=PRESET, check=_require_payable)


@transaction.atomic
def delete_preset(*, preset: PresetAmount, by: User) -> None:
    """Delete an amount; contributions keep their own."""
    acts.delete(preset, by=by)


@transaction.atomic
def add_text(*, by: User, fields: acts.Fields) -> SupportText:
    """Write a text of the support pages in place of the standing words."""
    locks.wait_for(SupportText._meta.label_lower)
    return acts.add(SupportText(), by=by, fields=fields, allowed=TEXT)


@transaction.atomic
def change_text(*, text: SupportText, by: User, fields: acts.Fields) -> SupportText:
    """Change a text of the support pages; readers see it with their next page."""
    locks.wait_for(SupportText._meta.label_lower)
    return acts.change(text, by=by, fields=fields, allowed=TEXT)


@transaction.atomic
def delete_text(*, text: SupportText, by: User) -> None:
    """Delete a text: the standing words are back."""
    acts.delete(text, by=by)


def amount_sentence(code: str, currency: money.Currency) -> str:
    """Say what is wrong with an amount, by the code of `money.AmountError`."""
    if code == "small":
        return _("The least is %(amount)s.") % {"amount": money.with_code(currency.minimum, currency.code)}
    if code == "large":
        return _("The most is %(amount)s.") % {"amount": money.with_code(currency.maximum, currency.code)}
    example = money.decimal_text(currency.minimum, currency)
    return _("Write the amount in %(currency)s like this: %(example)s.") % {
        "currency": currency.code,
        "example": example,
    }


def _require_payable(preset: PresetAmount) -> None:
    """Refuse an amount that the support form would not take, and wait for whoever adds the same one."""
    locks.wait_for(preset._meta.label_lower)
    currency = money.CURRENCIES.get(preset.currency)
    if currency is None or not isinstance(preset.amount, int):
        return  # The model says so, in its own words.
    try:
        money.require_within_limits(preset.amount, currency)
    except money.AmountError as error:
        raise acts.Refused({"amount": amount_sentence(error.code, currency)}) from error
