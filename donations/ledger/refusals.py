"""Refusals of the processor while somebody waits for a page: a line in the log, and one at the desk."""

import logging

from django.utils import timezone

from donations import gateway
from donations.ledger import findings
from donations.models import Finding

logger = logging.getLogger(__name__)


def note(error: gateway.GatewayError, what: str) -> None:
    """Log that the processor did not do something; a refusal is listed once a day for each reason.

    An outage mends itself and is in the log alone. Nothing here is about a person.
    """
    logger.warning("%s: %s", what, error)
    if error.is_final:
        mark = f"{timezone.localdate():%Y-%m-%d}:{what}:{error.reason}"
        findings.list_once(Finding.Kind.NO_PAGE, error.request, f"{what}: {error.reason}", mark=mark)
