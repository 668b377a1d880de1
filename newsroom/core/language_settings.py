"""The setting LANGUAGES: in which languages the newsroom publishes, and which of them is the default."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language


def read(text: str) -> list[tuple[str, str]]:
    """Return each code of a list such as `en, ru` with the language's own name, or refuse in one sentence."""
    codes = list(dict.fromkeys(code.strip().lower() for code in text.split(",") if code.strip()))
    if not codes:
        raise ImproperlyConfigured("LANGUAGES is empty: name at least one language, such as en.")
    for code in codes:
        if "name_local" not in LANG_INFO.get(code, {}):
            raise ImproperlyConfigured(
                f"LANGUAGES names {code!r}, which Django does not know: use codes such as en, ru or pt-br."
            )
    names = {code: LANG_INFO[code]["name_local"] for code in codes}
    # As at the head of a line; a script such as Georgian has no such letters.
    return [(code, name[0].title() + name[1:]) for code, name in names.items()]


def choices() -> list[tuple[str, str]]:
    """Return code and name of each language of the site, the default one first."""
    return list(settings.LANGUAGES)


def codes() -> list[str]:
    """Return the code of each language of the site, the default one first."""
    return [code for code, _name in settings.LANGUAGES]


def default() -> str:
    """Return the code of the language whose URLs have no prefix."""
    return settings.LANGUAGE_CODE


def active() -> str:
    """Return the code of Django's active language."""
    return get_language() or default()
