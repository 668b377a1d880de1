"""Form of the search: words, and what else is asked of a story."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Category, Story
from articles.search import Filters
from newsroom.core.text import clean_line

ALL = ("", _("All"))
DATE = "date"
BESIDE = ("section", "kind", "year", "order")
CHOOSE = {"invalid_choice": _("This is not in the list. Choose again.")}
YEAR = dict.fromkeys(("invalid", "min_value", "max_value"), _("Write the year in four digits, such as 2026."))
WORDS = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class SearchForm(forms.Form):
    """What stands in the address of a search; nothing of it is stored."""

    q = forms.CharField(label=_("Words to find"), required=False, widget=WORDS)
    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[ALL, *Story.Kind.choices], error_messages=CHOOSE
    )
    # Newspapers are not older, and a year has four digits.
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1600, max_value=9999, error_messages=YEAR
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Best first")), (DATE, _("Newest first"))],
        error_messages=CHOOSE,
    )
    # A page of an author leads here with it.
    author = forms.ModelChoiceField(
        Author.objects.all(),
        required=False,
        to_field_name="slug",
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("This author is not there. The next search asks for all authors.")
        },
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="search-%s", label_suffix="")
        self.categories = list(Category.objects.filter(language=get_language()))
        choices = [ALL, *((one.slug, one.name) for one in self.categories)]
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"), required=False, choices=choices, error_messages=CHOOSE
        )

    def clean_q(self) -> str:
        """Return the words; of very many the first."""
        return clean_line(self.cleaned_data["q"])[:200]

    @property
    def filters(self) -> Filters:
        """What is asked beside the words."""
        asked = self.cleaned_data
        sections = (one.pk for one in self.categories if one.slug == asked.get("section"))
        author = asked.get("author")
        return Filters(
            year=asked.get("year"),
            category=next(sections, None),
            author=author.pk if author else None,
            kind=asked.get("kind") or "",
        )

    @property
    def beside(self) -> list[forms.BoundField]:
        """The fields beside the words, as the page shows them."""
        return [self[name] for name in BESIDE]

    @property
    def asks_more(self) -> bool:
        """Whether something is asked beside the words."""
        return any(self.data.get(name) for name in BESIDE)

    @property
    def is_by_date(self) -> bool:
        """Whether the newest stand first, however well they fit."""
        return bool(self.cleaned_data.get("order") == DATE)
