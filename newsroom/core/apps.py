from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CoreConfig(AppConfig):
    name = "newsroom.core"
    label = "core"
    verbose_name = "People and records"

    def ready(self) -> None:
        """Register the checks."""
        from newsroom.core import checks  # noqa: F401


class DeskConfig(AdminConfig):
    default_site = "newsroom.core.site.DeskSite"
