"""Fault injection: errors for the next so many calls, or for a share of them."""

from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from newsroom.demo.sandbox.wire import Refused

ON_REQUESTS = {
    "rate_limited": "429, nothing is done",
    "closed_before": "the request is lost, nothing is done",
    "failed_after_commit": "500 after the work was done, and 500 again for the same key",
    "closed_after_commit": "the work is done, the socket closes without an answer",
    "truncated": "the work is done, half of the answer arrives",
    "delayed": "the answer takes `seconds`; the same key meanwhile is 409",
}
ON_DELIVERIES = {
    "dropped": "the delivery does not arrive and is tried again later",
    "lost": "the delivery does not arrive and is not tried again",
    "late": "the delivery is put off for `seconds`",
    "duplicated": "the delivery arrives `copies` times",
    "shuffled": "all deliveries that are due go out in another order",
    "wrong_secret": "signed with another secret",
    "old_timestamp": "signed an hour ago",
}


@dataclass(kw_only=True)
class Fault:
    """One fault: `times` it still fires (None: without end), at this `rate` of the calls that match."""

    kind: str
    method: str = ""
    path: str = ""
    event: str = ""
    times: int | None = 1
    rate: float = 1.0
    seconds: float = 5.0
    copies: int = 2

    def __post_init__(self) -> None:
        if self.kind not in ON_REQUESTS | ON_DELIVERIES:
            known = ", ".join(ON_REQUESTS | ON_DELIVERIES)
            raise Refused(f"No such fault: {self.kind}; there are {known}", param="kind")

    def means(self, method: str, path: str, event: str) -> bool:
        """Return whether it is for this call: a request's method and path, or a delivery's type of event."""
        if (self.kind in ON_DELIVERIES) != bool(event):
            return False
        return (
            (not self.method or self.method == method)
            and path.startswith(self.path)
            and event.removeprefix("v1.").startswith(self.event.removeprefix("v1."))
        )


class Faults:
    """List of the faults that are set; the first that fires is used."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.set: list[Fault] = []

    def add(self, **wanted: Any) -> Fault:
        """Set a fault (see `Fault`)."""
        try:
            fault = Fault(**wanted)
        except TypeError as error:
            raise Refused(f"A fault has {', '.join(Fault.__dataclass_fields__)}") from error
        self.set.append(fault)
        return fault

    def clear(self) -> None:
        """Remove all faults."""
        self.set.clear()

    def strike(self, *, method: str = "", path: str = "", event: str = "") -> Fault | None:
        """Return the fault that happens to this call, if any; it counts as having fired."""
        meant = [fault for fault in self.set if fault.kind != "shuffled" and fault.means(method, path, event)]
        return self._first(meant)

    def shuffles(self) -> bool:
        """Return whether due deliveries go out in another order; it counts as having fired."""
        return self._first([fault for fault in self.set if fault.kind == "shuffled"]) is not None

    def _first(self, meant: list[Fault]) -> Fault | None:
        for fault in meant:
            if fault.rate < 1 and self._random.random() >= fault.rate:
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.set = [other for other in self.set if other is not fault]
            return fault
        return None

    def listed(self) -> list[dict[str, Any]]:
        """Return the faults as plain values."""
        return [asdict(fault) for fault in self.set]
