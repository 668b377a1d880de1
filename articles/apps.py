from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        """Refuse to start while the fields of a story differ between model, desk and form."""
        from articles.admin.field_check import require_agreement
        from articles.desk.former_addresses import current_path
        from newsroom.core import stored_paths

        stored_paths.register_owner(current_path)
        require_agreement()
