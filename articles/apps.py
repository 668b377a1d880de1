from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        """Refuse to start while the fields of a story differ between model, desk and form."""
        from articles.admin.field_check import require_agreement

        require_agreement()
