"""Message for editors about what a story could not keep of pasted HTML."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles import body


def kinds() -> dict[str, str]:
    """Return the noun for each kind of `body.left_out`, in the language of the desk."""
    return {
        "pictures": _("pictures"),
        "media": _("video, sound and pages within the page"),
        "formulas": _("formulas"),
        "footnotes": _("footnotes"),
        "tables": _("columns of tables, whose cells are paragraphs now"),
        "fields": _("form fields"),
        # Nothing of a text: what was pasted or dropped beside it.
        "files": _("files"),
        "struck": _("text that was struck out"),
        "links": _("links without an address that leads anywhere"),
    }


def template() -> str:
    """Return the message with a placeholder for the things."""
    return _("Left out of what was pasted: %(things)s.")


def sentence(source: str) -> str:
    """Return the message about what cleaning this source leaves out, or nothing."""
    names = kinds()
    things = ", ".join(f"{names[kind]} ({count})" for kind, count in body.left_out(source).items())
    return template() % {"things": things} if things else ""
