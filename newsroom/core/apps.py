from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "newsroom.core"
    label = "core"
    verbose_name = _("People and records")

    def ready(self) -> None:
        from newsroom.core.checks import database_folds_cyrillic

        register(database_folds_cyrillic, Tags.database)


class DeskConfig(AdminConfig):
    default_site = "newsroom.core.desk.site.DeskSite"
