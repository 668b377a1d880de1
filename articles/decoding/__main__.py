"""Entry point: `python -m articles.decoding JOB <file >answer`.

The answer is a line of JSON, with the lengths of the files that follow it, or with the code of a refusal.
"""

import json
import sys
from typing import Any

from .limits import confine


def main(job: str) -> None:
    """Do one job within the limits."""
    confine()
    files: list[bytes] = []
    answer: dict[str, Any]
    try:
        answer, files = _done(job)
    except MemoryError:
        answer = {"refused": "too_much_memory", "params": {}}
    line = json.dumps({**answer, "lengths": [len(file) for file in files]})
    for part in (line.encode(), b"\n", *files):
        sys.stdout.buffer.write(part)


def _done(job: str) -> tuple[dict[str, Any], list[bytes]]:
    from . import jobs
    from .errors import Unfit

    try:
        return {"check": jobs.check, "render": jobs.render}[job](sys.stdin.buffer.read())
    except Unfit as unfit:
        return {"refused": unfit.code, "params": unfit.params}, []


main(sys.argv[1])
