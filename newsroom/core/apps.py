from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CoreConfig(AppConfig):
    name = "newsroom.core"
    label = "core"
    verbose_name = "People and records"


class DeskConfig(AdminConfig):
    default_site = "newsroom.core.site.DeskSite"
