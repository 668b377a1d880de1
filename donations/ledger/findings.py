"""Findings: what no rule can put right is listed for people, once."""

from django.utils import timezone

from donations.models import Contribution, Finding


def list_once(
    kind: Finding.Kind, about: str, note: str, *, contribution: Contribution | None = None, mark: str = ""
) -> None:
    """List something about an object of the processor; `mark` tells several about one object apart.

    A refused request is a new object each time: there the mark alone says what is the same.
    """
    known = "" if kind == Finding.Kind.NO_PAGE else about
    key = f"{kind}:{known}:{mark}" if mark else f"{kind}:{known}"
    Finding.objects.get_or_create(
        dedupe_key=key[:300],
        defaults={
            "kind": kind,
            "contribution": contribution,
            "provider_id": about,
            "note": note[:300],
            "found_at": timezone.now(),
        },
    )
