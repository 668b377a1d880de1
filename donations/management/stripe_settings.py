"""What `manage.py stripe_setup` prints: settings, reasons of a refusal, and a warning about other books."""

from django.conf import settings
from django.db import DatabaseError

from donations import gateway
from donations.models import Contribution
from newsroom.core import crypto

OTHER_BOOKS = (
    "\nThe books hold contributions already. If they were given in test mode, or on another account, Stripe "
    "knows nothing of them here, and reconcile --check will never say 0: go back to the database that you "
    "dumped before them.\n"
)


def has_books() -> bool:
    """Return whether there are contributions; there are none where nothing was migrated yet."""
    try:
        return Contribution.objects.exists()
    except DatabaseError:
        return False


def lines(made: gateway.Setup) -> list[str]:
    """Return the settings; what is set already and stays as it is is not shown, since it may be secret."""
    signing = [made.webhook_secret, *settings.STRIPE_WEBHOOK_SECRETS]
    found = [f"STRIPE_PRODUCT_ID={made.product_id}"]
    if not settings.INSTALLATION_ID:
        found.append(f"INSTALLATION_ID={crypto.new_name()}")
    if made.webhook_secret:
        found.append(f"STRIPE_WEBHOOK_SECRETS={','.join(secret for secret in signing if secret)}")
    elif settings.STRIPE_WEBHOOK_SECRETS:
        found.append("# STRIPE_WEBHOOK_SECRETS stays as it is.")
    else:
        found.append(f"# STRIPE_WEBHOOK_SECRETS: reveal it in Stripe's dashboard, at {made.destination_id}.")
    if not settings.SEALING_KEYS:
        found.append(f"SEALING_KEYS=first:{crypto.new_key()}")
    if not settings.LOOKUP_KEY:
        found.append(f"LOOKUP_KEY={crypto.new_key()}")
    return found


def why(error: gateway.GatewayError) -> str:
    if "AuthenticationError" in str(error):
        return "Stripe does not know this STRIPE_SECRET_KEY: copy it once more from the dashboard."
    if "PermissionError" in str(error):
        return "STRIPE_SECRET_KEY may not do this: let it write products and event destinations."
    if error.is_final:
        return f"Stripe refused: {error}."
    return f"Stripe did not answer as it should ({error}): nothing is lost, run this again."
