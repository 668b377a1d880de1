"""The states themselves: a page as it opens, and what it says after one of its forms was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from donations.models import Contribution
from tests.browser.supporters import rows

SURE = {"sure": "yes"}


def nothing() -> None:
    return


def end_it_elsewhere() -> None:
    """Let the contribution be over, while the page is open on which it runs."""
    Contribution.objects.update(status="cancelled", ends_at=None)


@dataclass(frozen=True)
class State:
    """`begin` returns the path; `act` is the form that is filled with `values` and sent, if any is."""

    name: str
    begin: Callable[[], str]
    act: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Callable[[], None] = nothing

    def __str__(self) -> str:
        return self.name

    def reach(self, page: Page, prefix: str) -> None:
        """Open the page, under the prefix of a language, and send what is to be sent."""
        page.goto(f"{prefix}/{self.begin()}")
        if self.act is None:
            return
        self.meanwhile()
        form = form_of(page, self.act)
        for name, value in self.values.items():
            fill(form.locator(f"[name={name}]"), value)
        form.get_by_role("button").click()


def form_of(page: Page, act: str) -> Locator:
    """Return the form of an act; without a name, the only form of the page."""
    if not act:
        return page.locator("main form")
    return page.locator("main form", has=page.locator(f"input[name=act][value={act}]"))


def fill(control: Locator, value: str) -> None:
    kind = control.evaluate("control => control.type")
    if kind == "checkbox":
        control.check()
    elif kind == "select-one":
        control.select_option(value)
    else:
        control.fill(value)


OPENED = tuple(
    State(begin.__name__, begin)
    for begin in (
        *(rows.runs, rows.runs_until_a_day, rows.paused, rows.paused_without_a_day, rows.failed),
        *(rows.lapsed, rows.ended, rows.over, rows.first_debit, rows.once),
        rows.first_debit_refused,
        *(rows.forged, rows.old, rows.asks, rows.confirms, rows.takes_back),
        *(rows.forget, rows.forget_late, rows.card_given, rows.card_not_given),
    )
)
ASKED_FOR = (
    State("end-asked", rows.runs, "end", SURE),
    State("undo-asked", rows.ended, "undo", SURE),
    State("pause-asked", rows.runs, "pause", {"months": "12"}),
    State("resume-asked", rows.paused, "resume", SURE),
    State("amount-asked", rows.runs, "amount", {"amount": "77"}),
    State("language-changed", rows.runs, "language", {"language": "ru"}),
    State("email-asked", rows.runs, "email", {"email": rows.STRANGER}),
    State("forget-letter", rows.runs, "forget", SURE),
    State("old-sent", rows.old, "", SURE),
    State("asks-sent", rows.asks, "", {"email": rows.STRANGER}),
    State("confirmed", rows.confirms, "", SURE),
    State("taken-back", rows.takes_back, "", SURE),
    State("forget-asked", rows.forget, "", SURE),
)
REFUSED = (
    *(State(f"{act}-refused", rows.runs, act) for act in ("end", "pause", "card", "language", "forget")),
    State("undo-refused", rows.ended, "undo"),
    State("resume-refused", rows.paused, "resume"),
    State("amount-refused", rows.runs, "amount", {"amount": "twelve"}),
    State("email-refused", rows.runs, "email", {"email": "nobody"}),
    State("email-often", rows.changed_address_often, "email", {"email": rows.STRANGER}),
    State("stale", rows.runs, "pause", {"months": "1"}, end_it_elsewhere),
    State("old-refused", rows.old, ""),
    State("asks-refused", rows.asks, "", {"email": "nobody"}),
    State("asks-often", rows.asked_often, "", {"email": rows.STRANGER}),
    State("confirm-refused", rows.confirms, ""),
    State("take-back-refused", rows.takes_back, ""),
    State("forget-refused", rows.forget, ""),
)
