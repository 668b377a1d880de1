"""Set-up of the demo: migrations, demo content and static files, and what is printed afterwards."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command

from newsroom.demo import processes
from newsroom.demo.content.library import GROUPS, PASSWORD
from newsroom.demo.environment import HOST
from newsroom.demo.static_files import collect


def prepare(say: Callable[[str], None]) -> None:
    """Bring database, demo newsroom and static files up to date; `say` is called before each step."""
    say("Bringing the database up to date ...")
    call_command("migrate", verbosity=0, interactive=False)
    say("Loading the demo newsroom ...")
    call_command("load_stories")
    collect(say)


def answers(port: int, seconds: float) -> bool:
    """Wait until `/readyz` answers, which asks the database, too; return whether it did."""
    return processes.wait_until(lambda: processes.answers(port), seconds)


def welcome(port: int, sandbox_port: int) -> str:
    """Return what a visitor needs: the URLs and the log-ins."""
    site = f"http://{HOST}:{port}"
    return (
        f"\n  The site      {site}/"
        f"\n  The desk      {site}/admin/"
        f"\n  Payments      http://{HOST}:{sandbox_port}/  (a sandbox, no money moves)"
        "\n  Mail          var/mail/"
        f"\n  Log in as     {', '.join(GROUPS)}"
        f"\n  Password      {PASSWORD}"
        "\n\nCtrl-C ends the demo; its data stays in var/.\n"
    )
