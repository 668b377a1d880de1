from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "newsroom.core"
    label = "core"
    verbose_name = _("People and records")

    def ready(self) -> None:
        """Register the checks."""
        from newsroom.core import checks  # noqa: F401


class DeskConfig(AdminConfig):
    default_site = "newsroom.core.site.DeskSite"
