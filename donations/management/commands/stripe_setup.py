"""Command `manage.py stripe_setup`: prepares the Stripe account and prints the settings for it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from donations import gateway
from newsroom.core import crypto


class Command(BaseCommand):
    help = (
        "Make the product and the event destination at Stripe, if missing, and print the settings for them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.STRIPE_SECRET_KEY:
            raise CommandError("STRIPE_SECRET_KEY is not set: make a key in Stripe's dashboard first.")
        url = settings.SITE_URL + reverse("donations:webhook")
        if gateway.is_live() and not url.startswith("https://"):
            raise CommandError("SITE_URL must begin with https://: Stripe delivers to nothing else.")
        try:
            made = gateway.set_up(url)
        except gateway.GatewayError as error:
            raise CommandError(_why(error)) from error
        done = made.done or ("everything was there already",)
        self.stdout.write(f"At Stripe: {', '.join(done)}. Events go to {url}.\n")
        self.stdout.write("Put into the environment of the site and the worker:\n")
        self.stdout.writelines(f"{line}\n" for line in _lines(made))


def _lines(made: gateway.Setup) -> list[str]:
    """Return the settings; what is set already and stays as it is is not shown, since it may be secret."""
    signing = [made.webhook_secret, *settings.STRIPE_WEBHOOK_SECRETS]
    lines = [f"STRIPE_PRODUCT_ID={made.product_id}"]
    if not settings.INSTALLATION_ID:
        lines.append(f"INSTALLATION_ID={crypto.new_name()}")
    if made.webhook_secret:
        lines.append(f"STRIPE_WEBHOOK_SECRETS={','.join(secret for secret in signing if secret)}")
    elif settings.STRIPE_WEBHOOK_SECRETS:
        lines.append("# STRIPE_WEBHOOK_SECRETS stays as it is.")
    else:
        lines.append(f"# STRIPE_WEBHOOK_SECRETS: reveal it in Stripe's dashboard, at {made.destination_id}.")
    if not settings.SEALING_KEYS:
        lines.append(f"SEALING_KEYS=first:{crypto.new_key()}")
    if not settings.LOOKUP_KEY:
        lines.append(f"LOOKUP_KEY={crypto.new_key()}")
    return lines


def _why(error: gateway.GatewayError) -> str:
    if "AuthenticationError" in str(error):
        return "Stripe does not know this STRIPE_SECRET_KEY: copy it once more from the dashboard."
    if "PermissionError" in str(error):
        return "STRIPE_SECRET_KEY may not do this: let it write products and event destinations."
    if error.is_final:
        return f"Stripe refused: {error}."
    return f"Stripe did not answer as it should ({error}): nothing is lost, run this again."
