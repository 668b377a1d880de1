"""Letters about money: receipts, payments that did not arrive, refunds."""

from django.utils.translation import gettext as _

from donations.letters.words import (
    Words,
    amount_of,
    given_already,
    last_receipt,
    manage_url,
    moment_of,
    named,
    promise_of,
    support_url,
)
from donations.models import Contribution, Letter
from newsroom.core.dates import in_words


def receipt(letter: Letter) -> Words:
    payment, contribution = letter.payment, letter.contribution
    if payment is None:
        raise ValueError("a receipt belongs to a payment")
    sentences = {
        Contribution.Interval.ONCE: _("Your contribution of %(amount)s has arrived."),
        Contribution.Interval.MONTH: _("Your monthly contribution of %(amount)s has arrived."),
        Contribution.Interval.YEAR: _("Your annual contribution of %(amount)s has arrived."),
    }
    sentence = sentences[Contribution.Interval(contribution.interval)] % {"amount": payment.in_words}
    subject = named(
        _("Your receipt from %(publication)s, %(number)s").replace("%(number)s", payment.receipt_number)
    )
    return Words(
        subject=subject,
        heading=_("Thank you. Here is your receipt."),
        paragraphs=(sentence,),
        template="receipt",
        context={
            "payment": payment,
            "back": payment.given_back,
            "next_at": contribution.collects_at,
            "manage_url": manage_url(letter),
            "already": given_already(letter),
        },
    )


def payment_failed(letter: Letter) -> Words:
    """Say that a one-time direct debit or transfer never arrived."""
    return Words(
        subject=named(_("Your contribution to %(publication)s did not arrive")),
        heading=_("The payment did not arrive"),
        paragraphs=(
            _("Your contribution of %(amount)s was on its way through your bank, which has now refused it.")
            % {"amount": amount_of(letter)},
            _(
                "Nothing was charged, and nothing more will be tried. If you would still like to give, "
                "another card or another way of paying may work."
            ),
        ),
        action=(_("Give in another way"), support_url(letter)),
    )


def first_debit_failed(letter: Letter) -> Words:
    """Say that the first payment of a regular contribution never arrived, so that there is none."""
    return Words(
        subject=named(_("Your contribution to %(publication)s did not begin")),
        heading=_("The first payment did not arrive"),
        paragraphs=(
            _(
                "Your bank has refused the first payment of %(promise)s, so your regular contribution has "
                "not begun."
            )
            % {"promise": promise_of(letter, amount_of(letter))},
            _(
                "Nothing was charged, and nothing more will be tried. If you would still like to give, "
                "another card or another way of paying may work."
            ),
        ),
        action=(_("Give in another way"), support_url(letter)),
    )


def failed_renewal(letter: Letter) -> Words:
    """Say that a renewal failed, when it is tried again, and how to mend it."""
    retry_at = moment_of(letter, "retry_at")
    sentence = (
        _("Your annual contribution of %(amount)s could not be renewed.")
        if letter.contribution.interval == Contribution.Interval.YEAR
        else _("Your monthly contribution of %(amount)s could not be renewed.")
    )
    return Words(
        subject=named(_("Your contribution to %(publication)s could not be renewed")),
        heading=_("A payment did not go through"),
        paragraphs=(
            sentence % {"amount": amount_of(letter)},
            _(
                "Nothing was charged, and nothing is lost. A card may have run out, or the bank may have "
                "refused."
            ),
            _(
                "Cards are renewed and banks change their minds: if yours has, there is nothing to do. "
                "Otherwise you can give another card, or stop."
            ),
        ),
        facts=(*(((_("Next try"), in_words(retry_at, "date")),) if retry_at else ()), *last_receipt(letter)),
        action=(_("Use another card, or stop"), manage_url(letter)),
    )


def confirmation_needed(letter: Letter) -> Words:
    """Say that the bank wants the supporter to confirm a renewal."""
    return Words(
        subject=named(_("Your bank asks you to confirm your contribution to %(publication)s")),
        heading=_("Your bank wants a confirmation"),
        paragraphs=(
            _("Your bank collects %(amount)s only after you have confirmed it, with its app or a code.")
            % {"amount": amount_of(letter)},
            _(
                "Give your card once more on the page behind this link, and confirm there. Nothing is "
                "charged twice."
            ),
        ),
        facts=last_receipt(letter),
        action=(_("Confirm, or stop"), manage_url(letter)),
    )


def refunded(letter: Letter) -> Words:
    """Say that money went back."""
    payment = letter.payment
    return Words(
        subject=named(_("Money is on its way back to you from %(publication)s")),
        heading=_("We have sent money back"),
        paragraphs=(
            _(
                "%(amount)s is on its way back to the card or account that paid. Banks often take five to "
                "ten days."
            )
            % {"amount": amount_of(letter)},
        ),
        facts=((_("Receipt number"), payment.receipt_number),) if payment else (),
        action=(_("Your contributions"), manage_url(letter)),
    )
