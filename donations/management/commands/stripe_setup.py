"""Doorway to `donations.gateway.set_up`: make what we need at Stripe, and print what to set."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from donations import gateway


class Command(BaseCommand):
    help = "Make the product and the event destination at Stripe, or find them; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.STRIPE_SECRET_KEY:
            raise CommandError("STRIPE_SECRET_KEY is not set: take one from Stripe's dashboard.")
        address = f"{settings.SITE_URL}{reverse('donations:webhook')}"
        try:
            made = gateway.set_up(address)
        except gateway.GatewayError as error:
            raise CommandError(f"Stripe did not do it ({error}). Nothing is lost: run it again.") from error
        self.stdout.write(f"STRIPE_PRODUCT_ID={made.product_id}")
        if made.webhook_secret:
            self.stdout.write(f"STRIPE_WEBHOOK_SECRETS={made.webhook_secret}")
            self.stdout.write("Keep the secret now: Stripe does not tell it again.")
        else:
            self.stdout.write(f"Events go to {address} already ({made.destination_id}); its secret is yours.")
