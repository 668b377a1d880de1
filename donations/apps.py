from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Support")

    def ready(self) -> None:
        from donations.checks import letters_have_a_way
        from donations.models import Contribution
        from newsroom.core import stored_paths

        register(letters_have_a_way)
        stored_paths.register_column(Contribution, "from_path")
