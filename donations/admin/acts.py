"""Table of what fundraisers can do with a contribution and with a payment, each on a page of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from donations import forms, ledger
from donations.admin.act_pages import ActPage
from donations.models import Contribution, Finding, Payment
from donations.money import with_code
from newsroom.core import journal
from newsroom.core.acts import Refused
from newsroom.core.models import User

MANAGE, REFUND = "donations.manage_contribution", "donations.refund_payment"
LATER = gettext_lazy("It is written down. The processor is asked within a minute; the books follow it.")


def _course_form(
    kind: type[forms.ManageForm], contribution: Contribution, sent: dict[str, Any] | None
) -> forms.ManageForm | None:
    return kind(contribution, sent) if kind.is_offered(contribution) else None


def _change_course(kind: type[forms.ManageForm]) -> Callable[[Contribution, Any, User], str]:
    def do(contribution: Contribution, form: Any, by: User) -> str:
        ledger.change_course(contribution=contribution, act=kind.act, values=form.cleaned_data, by=by)
        return str(LATER)

    return do


def _refund_form(payment: Payment, sent: dict[str, Any] | None) -> forms.RefundForm | None:
    """Return the form; sent, also where nothing is left: a form that was sent twice is answered as done."""
    if sent is None and (ledger.is_disputed(payment) or not ledger.left_of(payment)):
        return None
    return forms.RefundForm(payment, sent)


def _ask_refund(payment: Payment, form: Any) -> str:
    given = form.cleaned_data
    return _("Give %(amount)s of receipt %(receipt)s back to the card or account that paid?") % {
        "amount": with_code(given["amount"], payment.currency),
        "receipt": payment.receipt_number,
    }


def _refund(payment: Payment, form: Any, by: User) -> str:
    given = form.cleaned_data
    ledger.order_refund(
        payment=payment, amount=given["amount"], reason=given["reason"], token=given["token"], by=by
    )
    if payment.contribution.erased_at:
        return _("The refund is written down. The processor is asked within a minute; nobody is written to.")
    return _(
        "The refund is written down. The processor is asked within a minute; a letter tells the supporter."
    )


def _settle_form(finding: Finding, sent: dict[str, Any] | None) -> forms.SettleForm | None:
    return None if finding.settled_at else forms.SettleForm(sent)


def _settle(finding: Finding, form: Any, by: User) -> str:
    is_new = ledger.settle(finding=finding, how=form.cleaned_data["how"], by=by)
    return _("Settled.") if is_new else _("It was settled before.")


COURSE_PAGES = tuple(
    ActPage(
        name=kind.act,
        right=MANAGE,
        title=kind.title,
        form=partial(_course_form, kind),
        do=_change_course(kind),
        why_not=gettext_lazy(
            "This cannot be done at present: it is so already, or it is over. Nothing was changed."
        ),
        button=kind.button,
        hint=kind.hint,
    )
    for kind in forms.COURSE_FORMS
)


def _forget_form(contribution: Contribution, sent: dict[str, Any] | None) -> forms.ForgetForm | None:
    is_there = contribution.supporter_id and not contribution.erased_at
    return forms.ForgetForm(sent) if is_there else None


def _ask_forget(contribution: Contribution, form: Any) -> str:
    number = ledger.count_of(contribution.supporter) if contribution.supporter else 0
    return ngettext(
        "Forget this person, with %(number)d contribution? What runs ends for good.",
        "Forget this person, with %(number)d contributions? What runs ends for good.",
        number,
    ) % {"number": number}


def _forget(contribution: Contribution, form: Any, by: User) -> str:
    try:
        ledger.forget_person(contribution=contribution, reason=form.cleaned_data["reason"], by=by)
    except journal.CannotWrite as error:
        raise Refused(
            _(
                "The journal (JOURNAL_FILE) cannot be written. Nothing was changed; tell whoever runs the "
                "site."
            )
        ) from error
    return _("It is written down. What runs ends within minutes; a last letter tells the person.")


FORGET_PAGE = ActPage(
    name="forget",
    right=ledger.FORGET_RIGHT,
    title=gettext_lazy("Forget this person"),
    form=_forget_form,
    do=_forget,
    why_not=gettext_lazy("There is nobody to forget: no address is known, or it is being forgotten already."),
    button=gettext_lazy("Forget this person"),
    hint=gettext_lazy(
        "It covers everything that was given from this email address. What runs ends, the address and the "
        "letters are deleted here, and the customer at the processor. Amounts, days and receipts stay."
    ),
    question=_ask_forget,
)
OF_A_CONTRIBUTION = (*COURSE_PAGES, FORGET_PAGE)
OF_A_PAYMENT = (
    ActPage(
        name="refund",
        right=REFUND,
        title=gettext_lazy("Refund"),
        form=_refund_form,
        do=_refund,
        why_not=gettext_lazy(
            "Nothing can be given back here: all of it went back or is on its way, or a bank is taking it "
            "back."
        ),
        button=gettext_lazy("Give it back"),
        hint=gettext_lazy(
            "The money goes back to the card or account that paid, in five to ten days. "
            "The processor keeps its fee."
        ),
        question=_ask_refund,
    ),
)
OF_A_FINDING = (
    ActPage(
        name="settle",
        right="donations.change_finding",
        title=gettext_lazy("Settle"),
        form=_settle_form,
        do=_settle,
        why_not=gettext_lazy("It was settled before."),
        button=gettext_lazy("Settle"),
        hint=gettext_lazy("Somebody has dealt with it; it leaves the first page."),
    ),
)
