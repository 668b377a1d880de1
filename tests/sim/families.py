"""Families of runs: who acts, how often something breaks, and which ways of repair there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.sim.casts import DAY, HOUR, MINUTE, at_the_desk, crowd, few, leavers, leavers_for_good
from tests.sim.stage import Stage

JUMPS = (3 * MINUTE, 3 * MINUTE, 20 * MINUTE, 40 * MINUTE, 2 * HOUR, DAY, 31 * DAY)


@dataclass(frozen=True, kw_only=True)
class Family:
    """One kind of run. `webhooks`, `reconcile`: the ways by which we learn of anything."""

    name: str
    steps: int
    cast: Callable[[Stage], None]
    workers: int = 2
    webhooks: bool = True
    reconcile: bool = True
    # What chance may choose from, for a whole run.
    crash_rates: tuple[float, ...] = (0.0,)
    fault_rates: tuple[float, ...] = (0.0,)
    mail_rates: tuple[float, ...] = (0.0,)
    surprise_rate: float = 0.0
    delay_rate: float = 0.0
    page_delay_rate: float = 0.0
    jumps: tuple[float, ...] = ()
    # In this share of the runs an older copy of the database is restored before the quiet days.
    restores: float = 0.0
    # What it is there to try, as acts begin: many seeds that hold none of one of these prove nothing.
    tries: tuple[str, ...] = ()


PEOPLE = ("person: pays, done", "person: pays, refused", "person: chooses anew", "bank")
OTHERS = (
    *("supporter: end", "supporter: undo", "supporter: pause", "supporter: amount", "supporter: card"),
    *("dashboard: refund", "dashboard: dispute", "dashboard: payout", "dashboard: price", "scanner: page"),
    "scanner: question",
)
AT_THE_DESK = (
    *("fundraiser: end", "fundraiser: pause", "fundraiser: amount", "fundraiser: undo", "fundraiser: ask"),
    *("fundraiser: refund", "fundraiser: part", "fundraiser: again", "fundraiser: receipt"),
    *("fundraiser: link", "supporter: end"),
)
FORGETTING = (
    *(
        "supporter: forget",
        "supporter: is forgotten",
        "supporter: comes too late",
        "supporter: presses again",
    ),
    *("supporter: gives again", "fundraiser: forget", "operator: restored", "operator: adopted"),
    *("operator: replayed", "operator: resealed"),
)
BROAD = Family(
    name="broad",
    steps=300,
    cast=crowd,
    crash_rates=(0.0, 0.003, 0.01, 0.03),
    fault_rates=(0.0, 0.05, 0.2),
    mail_rates=(0.0, 0.2),
    jumps=JUMPS,
    tries=(*PEOPLE, *OTHERS),
)
HARSH: dict[str, Any] = {
    "crash_rates": BROAD.crash_rates,
    "fault_rates": BROAD.fault_rates,
    "mail_rates": BROAD.mail_rates,
    "tries": BROAD.tries,
}
WEBHOOKS = Family(
    name="webhooks", steps=260, cast=crowd, reconcile=False, page_delay_rate=0.3, jumps=JUMPS[:6], **HARSH
)
RECONCILE = Family(name="reconcile", steps=240, cast=crowd, webhooks=False, jumps=JUMPS, **HARSH)
SMALL = Family(
    name="small",
    steps=200,
    cast=few,
    workers=3,
    reconcile=False,
    page_delay_rate=1.0,
    surprise_rate=0.7,
    tries=("person: pays, done", "person: pays, refused", "processor"),
)
# It is small with what breaks, for faults that other events of the same change would mend.
TOLD_ONCE = replace(
    SMALL, name="told_once", workers=2, surprise_rate=0, crash_rates=(0.0, 0.01), fault_rates=(0, 0.2, 0.4)
)
REGRETS = Family(
    name="regrets",
    steps=360,
    cast=leavers,
    workers=3,
    delay_rate=0.3,
    reconcile=False,
    jumps=(3 * MINUTE, 20 * MINUTE, 2 * HOUR, DAY, 8 * DAY),
    **(HARSH | {"tries": (*OTHERS, "scanner: address")}),
)
RESTORED = Family(
    name="restored",
    steps=220,
    cast=crowd,
    restores=1.0,
    jumps=JUMPS,
    **(HARSH | {"tries": (*BROAD.tries, "operator: restored", "operator: adopted")}),
)
DESK = Family(
    name="desk",
    steps=300,
    cast=at_the_desk,
    workers=3,
    delay_rate=0.2,
    reconcile=False,
    jumps=(3 * MINUTE, 20 * MINUTE, 2 * HOUR, DAY, 2 * DAY),
    **(HARSH | {"tries": AT_THE_DESK}),
)
FORGETS = Family(
    name="forgets",
    steps=460,
    cast=leavers_for_good,
    restores=0.5,
    jumps=(3 * MINUTE, 20 * MINUTE, 2 * HOUR, DAY, 4 * DAY, 31 * DAY),
    **(HARSH | {"tries": FORGETTING}),
)
FAMILIES = {
    family.name: family
    for family in (BROAD, WEBHOOKS, RECONCILE, SMALL, TOLD_ONCE, REGRETS, RESTORED, DESK, FORGETS)
}
# Which family a seed belongs to, when nobody names one.
TURNS = (
    *("broad", "small", "regrets", "webhooks", "restored"),
    *("forgets", "reconcile", "desk", "told_once", "regrets"),
)


def family_of(seed: int) -> Family:
    """Return the family that a seed runs in."""
    return FAMILIES[TURNS[seed % len(TURNS)]]
