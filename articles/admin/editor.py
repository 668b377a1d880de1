"""Rich text editor of a story: django-prose-editor with this paper's own blocks."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django_prose_editor.widgets import importmap
from js_asset import ImportMap, Media, Script

from articles import body
from articles.admin import left_out

READING = (
    *("blocks", "elements", "lines", "links", "listing", "nesting", "numbering"),
    *("outline", "raised", "reading", "rules", "styles", "tokens", "turned"),
)
# Modules import each other by these names: static files have a hash in theirs.
MODULES = ImportMap(
    {
        f"desk/{name}": f"js/desk/{name}.js"
        for name in (
            *("blocks", "left_out", "link", "pasting", "toolbar", "typing_area", "words"),
            *("found_words", "kept_line", "local_words", "mended_words", "sending_words", "word_changes"),
            *(f"paste/{name}" for name in READING),
        )
    }
)


def words() -> dict[str, Any]:
    """Return the texts of the editor's buttons, fields and messages, in the language of the desk."""
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
        "kinds": left_out.kinds(),
        "left_out": left_out.template(),
        "take_back": _("Take the paste back"),
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
                Script("js/desk/keeping.js", type="module"),
            ],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        attributes = {"data-story-text": words(), "data-pasting": body.reading_rules()}
        for attribute, data in attributes.items():
            context["widget"]["attrs"][attribute] = json.dumps(data, ensure_ascii=False)
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """Write the text area, and under it what could not be kept of a text that came without the script."""
        area, said = super().render(name, value, attrs, renderer), left_out.sentence(str(value or ""))
        return format_html('{}<p class="left-out" role="status">{}</p>', area, said) if said else area

    def format_value(self, value: Any) -> str:
        """Return the text cleaned: the editor must never get anything else, whoever sent it."""
        return body.clean_source(str(value or ""))

    def use_required_attribute(self, initial: Any) -> bool:
        return False
