"""Letters about what becomes of a regular contribution: it ends, pauses, goes on, changes, is due."""

from django.utils.translation import gettext as _

from donations.letters.words import (
    Words,
    amount_of,
    dated,
    last_receipt,
    manage_url,
    moment_of,
    named,
    promise_of,
    support_url,
    timed,
)
from donations.models import Letter


def ended(letter: Letter) -> Words:
    """Confirm an ending, with the time since when nothing is collected, and how to undo it."""
    at, undo_until = moment_of(letter, "at"), moment_of(letter, "undo_until")
    return Words(
        subject=named(_("Your contribution to %(publication)s has ended")),
        heading=_("Your contribution has ended"),
        paragraphs=(
            _("%(promise)s: nothing more will be collected.")
            % {"promise": promise_of(letter, amount_of(letter))},
            _("Thank you for all that you gave. Receipts of the past stay behind the link below."),
        ),
        facts=timed((_("Ended"), at), (_("Can be undone until"), undo_until)),
        action=(_("Undo, or see receipts") if undo_until else _("See receipts"), manage_url(letter)),
    )


def ends_later(letter: Letter) -> Words:
    """Say that an end was set for a day to come."""
    ends_at = moment_of(letter, "ends_at")
    return Words(
        subject=named(_("Your contribution to %(publication)s will end")),
        heading=_("Your contribution will end"),
        paragraphs=(
            _("%(promise)s: it runs until the day below, and ends then.")
            % {"promise": promise_of(letter, amount_of(letter))},
            _("If you did not ask for that, answer this letter and a person will read it."),
        ),
        facts=dated((_("Ends"), ends_at)),
        action=(_("Your contribution"), manage_url(letter)),
    )


def lapsed(letter: Letter) -> Words:
    """Say that the tries to renew are over."""
    return Words(
        subject=named(_("Your contribution to %(publication)s has stopped")),
        heading=_("Your contribution has stopped"),
        paragraphs=(
            _(
                "%(promise)s could not be collected several times, so we have stopped trying. Nothing "
                "more will be charged."
            )
            % {"promise": promise_of(letter, amount_of(letter))},
            _(
                "Thank you for all that you gave. If you would like to give again, with another card, you "
                "are welcome."
            ),
        ),
        facts=last_receipt(letter),
        action=(_("Give again"), support_url(letter)),
    )


def paused(letter: Letter) -> Words:
    until = moment_of(letter, "until")
    return Words(
        subject=named(_("Your contribution to %(publication)s is paused")),
        heading=_("Your contribution is paused"),
        paragraphs=(
            _("%(promise)s: nothing is collected meanwhile.")
            % {"promise": promise_of(letter, amount_of(letter))},
        ),
        facts=dated((_("Goes on"), until)),
        action=(_("Go on sooner, or stop"), manage_url(letter)),
    )


def resumed(letter: Letter) -> Words:
    """Say that a contribution goes on after a pause or an ending that was undone."""
    next_at = moment_of(letter, "next_at")
    return Words(
        subject=named(_("Your contribution to %(publication)s goes on")),
        heading=_("Your contribution goes on"),
        paragraphs=(_("%(promise)s, as before.") % {"promise": promise_of(letter, amount_of(letter))},),
        facts=dated((_("Next payment"), next_at)),
        action=(_("Change or stop it"), manage_url(letter)),
    )


def changed(letter: Letter) -> Words:
    """Say that another amount, or another rhythm, counts from the next time on."""
    next_at = moment_of(letter, "next_at")
    return Words(
        subject=named(_("Your contribution to %(publication)s was changed")),
        heading=_("Your contribution was changed"),
        paragraphs=(
            _("From the next payment on it is %(promise)s.")
            % {"promise": promise_of(letter, amount_of(letter))},
        ),
        facts=dated((_("Next payment"), next_at)),
        action=(_("Change or stop it"), manage_url(letter)),
    )


def card_ends(letter: Letter) -> Words:
    """Say that the card ends before the next payment."""
    next_at = moment_of(letter, "next_at")
    return Words(
        subject=named(_("The card of your contribution to %(publication)s is about to end")),
        heading=_("Your card is about to end"),
        paragraphs=(
            _(
                "The card that pays %(promise)s ends before the next payment. Many banks pass on the new "
                "one by themselves; if yours does not, give it here."
            )
            % {"promise": promise_of(letter, amount_of(letter))},
        ),
        facts=dated((_("Next payment"), next_at)),
        action=(_("Use another card, or stop"), manage_url(letter)),
    )


def renews_soon(letter: Letter) -> Words:
    """Tell of an annual payment before it is collected."""
    next_at = moment_of(letter, "next_at")
    card_ends = bool(letter.facts.get("card_ends"))
    sentence = (
        _(
            "You give %(promise)s. The next payment is due on the day below; the card that pays it ends "
            "before. If your bank does not pass on the new one by itself, give it here."
        )
        if card_ends
        else _("You give %(promise)s. The next payment is due on the day below; there is nothing to do.")
    )
    label = _("Use another card, or stop") if card_ends else _("Change or stop it")
    return Words(
        subject=named(_("Your annual contribution to %(publication)s is about to be renewed")),
        heading=_("Once a year: your next payment"),
        paragraphs=(sentence % {"promise": promise_of(letter, amount_of(letter))},),
        facts=dated((_("Next payment"), next_at)),
        action=(label, manage_url(letter)),
    )
