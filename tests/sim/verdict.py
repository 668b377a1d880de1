"""Result of a seed, without Django, since it travels between processes."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Result of a seed: `violation` is empty when everything held."""

    seed: int
    family: str
    hash: str
    violation: str
    trace: tuple[str, ...]
    steps: int
    commits: int
    seconds: float
    # What happened, who did what how often; and what its family is there to try.
    acts: Counter[str] = field(default_factory=Counter)
    tries: tuple[str, ...] = ()
