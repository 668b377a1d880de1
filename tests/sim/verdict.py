"""Result of a seed, without Django, since it travels between processes."""

from dataclasses import dataclass


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
