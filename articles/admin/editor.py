"""Rich text editor of a story: django-prose-editor with this paper's own blocks."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_prose_editor.widgets import importmap
from js_asset import ImportMap, Media, Script

from articles import body

# Modules import each other by these names: static files have a hash in theirs.
MODULES = ImportMap(
    {
        f"desk/{name}": f"js/desk/{name}.js"
        for name in ("blocks", "link", "pasting", "toolbar", "typing_area", "words")
    }
)


def words() -> dict[str, str]:
    """Return the texts of the editor's buttons and fields, in the language of the desk."""
    return {
        "formatting": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "link": _("Link"),
        "crosshead": _("Crosshead"),
        "small_crosshead": _("Small crosshead"),
        "list": _("List"),
        "numbered": _("Numbered list"),
        "quote": _("Quote"),
        "pull": _("Pull quote"),
        "facts": _("Fact box"),
        "divider": _("Divider"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "speaker": _("Who says it"),
        "facts_title": _("Title of the fact box"),
        "url": _("Address"),
        "set_link": _("Set link"),
        "remove_link": _("Remove link"),
        "cancel": _("Cancel"),
        "bad_url": _("Begin it with https://, http://, mailto: or / for a page of this site."),
        "count": _("%(words)s words · %(minutes)s min"),
    }


class StoryText(forms.Textarea):
    """Text area with HTML, which a script replaces by the editor."""

    @property
    def media(self) -> Media:
        """The editor, our modules and their import map; the form's page adds the nonce."""
        return Media(
            importmap=importmap | MODULES,
            js=[
                Script("django_prose_editor/editor.js", type="module"),
                Script("js/desk/story_text.js", type="module"),
            ],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-story-text"] = json.dumps(words())
        return context

    def format_value(self, value: Any) -> str:
        """Return the text cleaned: the editor must never get anything else, whoever sent it."""
        return body.clean_source(str(value or ""))

    def use_required_attribute(self, initial: Any) -> bool:
        return False
