"""Run by test_imports.py in a process of its own: check the import contracts once for each planted import.

Starting the linter takes ten times as long as a check, so all checks share one process. Its working folder is
a copy of the code. It reads pairs of path and text as JSON, and writes an exit code and a report for each; a
text that is null plants nothing.
"""

import contextlib
import io
import json
import sys
from pathlib import Path

from importlinter.cli import lint_imports


def main() -> None:
    planted = json.load(sys.stdin)
    json.dump([check(Path(path), text) for path, text in planted], sys.stdout)


def check(path: Path, text: str | None) -> tuple[int, str]:
    """Add the text to the file, check, and take it back."""
    before = path.read_text() if path.exists() else None
    if text is not None:
        path.write_text(f"{before or ''}\n{text}\n")
    report = io.StringIO()
    with contextlib.redirect_stdout(report):
        code = lint_imports(no_cache=True)
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(before)
    return code, report.getvalue()


if __name__ == "__main__":
    main()
