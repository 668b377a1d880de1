"""Translated names and remedies of the invariants, as the SQL views say in English, and reasons of an end."""

from django.utils.translation import gettext_lazy as _

# Each view, to the model whose rows it gives.
VIEWS = {
    "always_paid_without_payment": "contribution",
    "always_payment_without_letter": "payment",
    "always_recurring_without_subscription": "contribution",
    "always_amount_differs": "payment",
    "always_term_differs": "contribution",
    "always_forgotten_known": "contribution",
    "always_forgotten_letter": "contribution",
    "always_refund_exceeds": "payment",
    "always_refund_twice": "payment",
    "eventually_pending": "contribution",
    "eventually_open": "contribution",
    "eventually_event_waiting": "stripeevent",
    "eventually_letter_waiting": "letter",
    "eventually_payment_without_line": "payment",
    "eventually_reversal_without_line": "payment",
    "eventually_payout_differs": "payout",
    "eventually_course_waiting": "contribution",
    "eventually_refund_waiting": "payment",
    "eventually_erasure_waiting": "contribution",
    "eventually_charged_after_end": "payment",
    "eventually_finding": "finding",
}
TO_DO = {
    "always_paid_without_payment": _("Paid, but no payment is in the books: ask the processor again."),
    "always_payment_without_letter": _("A payment without its receipt: report this as a fault."),
    "always_recurring_without_subscription": _(
        "Recurring, but without a subscription: ask the processor again."
    ),
    "always_amount_differs": _("Amount or currency differ from the promise, unlisted: report this."),
    "always_term_differs": _("The promise is not what was agreed to last: report this as a fault."),
    "always_forgotten_known": _("Something of a forgotten person came back: report this as a fault."),
    "always_forgotten_letter": _("A letter is due to somebody who is to be forgotten: report this."),
    "always_refund_exceeds": _("More was ordered back than was paid: report this as a fault."),
    "always_refund_twice": _("Two orders are one refund: report this as a fault."),
    "eventually_pending": _("Begun, and the payment page is unknown: reconcile will find it."),
    "eventually_open": _("The processor has not said how this ended: ask it again."),
    "eventually_event_waiting": _("An event was not applied: is the worker running?"),
    "eventually_letter_waiting": _(
        "A letter was not sent: does the mail server answer, and is every sealing key there?"
    ),
    "eventually_payment_without_line": _(
        "A payment without its line in the balance: ask the processor again."
    ),
    "eventually_reversal_without_line": _(
        "Money went back without its line in the balance: ask the processor again."
    ),
    "eventually_payout_differs": _("The lines of a payout are not its amount: run manage.py reconcile."),
    "eventually_course_waiting": _("What a supporter wants was not done: is the worker running?"),
    "eventually_refund_waiting": _("A refund that was ordered was not made: is the worker running?"),
    "eventually_erasure_waiting": _("Somebody who wants to be forgotten is not yet: is the worker running?"),
    "eventually_charged_after_end": _("Collected after its end: give it back, and report this as a fault."),
    "eventually_finding": _("Something that no rule can put right: look at it and settle it."),
}
NAMES = {
    "contribution": _("Contribution"),
    "payment": _("Payment"),
    "letter": _("Letter"),
    "payout": _("Payout"),
    "finding": _("Finding"),
    "stripeevent": _("Event"),
}
# Of each kind of finding: what happened, what was kept, and what to do now.
FINDINGS = {
    "orphan": (
        _("Money arrived for a contribution that these books do not know."),
        _("The money is on the processor's account. It is in no total here, and nobody got a receipt."),
        _("If an older copy was restored, run manage.py reconcile --adopt. Otherwise look at the processor."),
    ),
    "refused": (
        _("The processor tells of something that cannot follow, or refuses what was wanted."),
        _("The contribution stays as it was here; its payments are in the books."),
        _("Compare it with the processor's page of the same number, and put it right there."),
    ),
    "difference": (
        _("Another amount or currency than what was promised, or one that the books cannot hold."),
        _("What was paid is in the books as it was paid, where they can hold it; the promise stays."),
        _("Look it up at the processor. If the supporter did not want it, give the difference back."),
    ),
    "gave_up": (
        _("An event of the processor could not be applied, however often it was tried."),
        _("The books stand as before the event. Reconciling each night asks for the same again."),
        _("Press Ask the processor again on the contribution. If that fails, too, report it as a fault."),
    ),
    "dispute": (
        _("A bank takes a payment back, on behalf of the owner of the card."),
        _("The payment stays in the books; what goes back is a line of its own."),
        _("Answer at the processor until the day that is named. A refund here is not possible any more."),
    ),
    "not_back": (
        _("A refund did not arrive: the money is on the processor's account again."),
        _("Payment, refund and its return are in the books, as three lines."),
        _("Write to the supporter and ask where the money can go. What is left can be refunded again."),
    ),
    "no_page": (
        _("The processor refused to make a page, so somebody could not pay or give another card."),
        _(
            "Nothing was charged, and whoever it was read so. The number is the processor's own of the "
            "request."
        ),
        _(
            "Check the key and the product in the settings (manage.py stripe_setup). Show the number to its "
            "staff."
        ),
    ),
    "to_redact": (
        _("Somebody was forgotten 91 days ago, and the processor could not be asked to redact the rest."),
        _("Nothing of them is here any more. What the processor keeps bears the numbers below."),
        _("Have these numbers redacted in the processor's dashboard, or by its staff; then settle this."),
    ),
    "after_end": (
        _("A payment was collected between the wish to end and the moment when the processor granted it."),
        _("Payment and receipt are in the books. Nothing more will be collected."),
        _("Open the payment and press Refund: the supporter had ended it."),
    ),
    "not_made": (
        _("A refund that was ordered here was refused by the processor."),
        _("Nothing went back by this order, and the payment stays as it was."),
        _("Press Ask the processor again on the contribution, look at what is left, and order it anew."),
    ),
}
# Why a subscription ended, by the processor's words.
REASONS = {
    "": _("no reason was given"),
    "cancellation_requested": _("somebody asked for it"),
    "payment_failed": _("payments failed"),
    "payment_disputed": _("a payment was disputed"),
    "canceled_by_retention_policy": _("the processor's rule about old data"),
}
# Why a bank or the processor refused to pay, by the processor's words; another one is shown as it is.
REFUSALS = {
    "insufficient_funds": _("there was not enough money"),
    "expired_card": _("the card has expired"),
    "generic_decline": _("the bank refused and gave no reason"),
    "do_not_honor": _("the bank refused and gave no reason"),
    "card_declined": _("the bank refused and gave no reason"),
    "card_velocity_exceeded": _("the card is used too often, or for too much"),
    "lost_card": _("the card was reported lost"),
    "stolen_card": _("the card was reported stolen"),
    "authentication_required": _("the bank wants a confirmation"),
    "debit_not_authorized": _("the bank was told that this debit was not agreed to"),
    "processing_error": _("something went wrong at the bank"),
}
