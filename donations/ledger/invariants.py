"""Invariants of the ledger: SQL views that have to be empty (made by a migration).

`always` holds after every commit; `eventually` holds once everybody had time. Each view gives the number of a
row and a sentence that says what to do.
"""

from dataclasses import dataclass

from django.db import connection

ALWAYS = (
    "always_paid_without_payment",
    "always_payment_without_letter",
    "always_recurring_without_subscription",
    "always_amount_differs",
    "always_term_differs",
    "always_forgotten_known",
    "always_forgotten_letter",
    "always_refund_exceeds",
    "always_refund_twice",
)
EVENTUALLY = (
    "eventually_pending",
    "eventually_open",
    "eventually_event_waiting",
    "eventually_letter_waiting",
    "eventually_payment_without_line",
    "eventually_reversal_without_line",
    "eventually_payout_differs",
    "eventually_course_waiting",
    "eventually_refund_waiting",
    "eventually_erasure_waiting",
    "eventually_charged_after_end",
    "eventually_finding",
)


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One row of a view: `what` is the view's name, `row_id` the number of what is wrong."""

    what: str
    row_id: int
    to_do: str


def broken(names: tuple[str, ...] = ALWAYS + EVENTUALLY) -> list[Broken]:
    """Return every row of these views, in one query."""
    parts = [f"SELECT '{name}', row_id, to_do FROM donations_{name}" for name in names]  # noqa: S608  # constants
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY 1, 2")
        return [Broken(what=what, row_id=row_id, to_do=to_do) for what, row_id, to_do in cursor.fetchall()]
