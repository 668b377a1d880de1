"""Column types that stories, money and people share."""

from typing import TYPE_CHECKING, Any

from django.db import models

from newsroom.core import language_settings

if TYPE_CHECKING:
    CharField = models.CharField[str, str]
else:
    CharField = models.CharField


class LanguageField(CharField):
    """Column for a language: one of the setting LANGUAGES, the default one where nothing is said.

    Migrations name no language, so that a further one needs none, and a language that is taken out of the
    setting leaves its rows as they are. Forms and `full_clean` refuse what is not in it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        usual: dict[str, Any] = {
            # No code that Django knows is longer.
            "max_length": 12,
            "choices": language_settings.choices,
            "default": language_settings.default,
        }
        super().__init__(*args, **usual | options)

    def deconstruct(self) -> Any:
        """Leave out what the setting says."""
        name, path, args, options = super().deconstruct()
        del options["choices"], options["default"]
        return name, path, args, options

    def formfield(self, **options: Any) -> Any:
        """Return a choice without the hidden copy that Django adds where a default is a function."""
        return super().formfield(**{"show_hidden_initial": False} | options)
