from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Support")

    def ready(self) -> None:
        """Register the checks."""
        from donations import checks  # noqa: F401
