"""Translated names and remedies of the invariants, as the SQL views say in English, and reasons of an end."""

from django.utils.translation import gettext_lazy as _

# Each view, to the model whose rows it gives.
VIEWS = {
    "always_paid_without_payment": "contribution",
    "always_payment_without_letter": "payment",
    "always_recurring_without_subscription": "contribution",
    "always_amount_differs": "payment",
    "always_term_differs": "contribution",
    "eventually_pending": "contribution",
    "eventually_open": "contribution",
    "eventually_event_waiting": "stripeevent",
    "eventually_letter_waiting": "letter",
    "eventually_payment_without_line": "payment",
    "eventually_reversal_without_line": "payment",
    "eventually_payout_differs": "payout",
    "eventually_course_waiting": "contribution",
    "eventually_refund_waiting": "payment",
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
    "eventually_pending": _("Begun, and the payment page is unknown: reconcile will find it."),
    "eventually_open": _("The processor has not said how this ended: ask it again."),
    "eventually_event_waiting": _("An event was not applied: is the worker running?"),
    "eventually_letter_waiting": _("A letter was not sent: does the mail server answer?"),
    "eventually_payment_without_line": _(
        "A payment without its line in the balance: ask the processor again."
    ),
    "eventually_reversal_without_line": _(
        "Money went back without its line in the balance: ask the processor again."
    ),
    "eventually_payout_differs": _("The lines of a payout are not its amount: run manage.py reconcile."),
    "eventually_course_waiting": _("What a supporter wants was not done: is the worker running?"),
    "eventually_refund_waiting": _("A refund that was ordered was not made: is the worker running?"),
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
# Why a subscription ended, by the processor's words.
REASONS = {
    "": _("no reason was given"),
    "cancellation_requested": _("somebody asked for it"),
    "payment_failed": _("payments failed"),
    "payment_disputed": _("a payment was disputed"),
    "canceled_by_retention_policy": _("the processor's rule about old data"),
}
