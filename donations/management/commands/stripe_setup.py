"""Command `manage.py stripe_setup`: prepares the Stripe account and prints the settings for it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from donations import gateway
from donations.management import stripe_settings


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
            raise CommandError(stripe_settings.why(error)) from error
        done = made.done or ("everything was there already",)
        self.stdout.write(f"At Stripe: {', '.join(done)}. Events go to {url}.\n")
        self.stdout.write("Put into the environment of the site and the worker:\n")
        self.stdout.writelines(f"{line}\n" for line in stripe_settings.lines(made))
        if not settings.STRIPE_PRODUCT_ID and stripe_settings.has_books():
            self.stdout.write(stripe_settings.OTHER_BOOKS)
