"""Authors, categories and topics."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.pickers import Picker, only_pick
from articles.desk.rights import visible
from articles.models import Author, Category, Story, Topic
from articles.models.language import SLUG_LENGTH, make_slug
from newsroom.core.desk.identity import current_user
from newsroom.core.desk.model_admin import AuditedAdmin, Use

Named = TypeVar("Named", Author, Category, Topic)
STORIES = "admin:articles_story_changelist"
# Of long lists of uses, this many are named.
NAMED = 20


class NamedForm(forms.ModelForm[Any]):
    """A form whose address words are made from the name where they are left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, they are made from the name. They stay for ever.")

    def clean(self) -> dict[str, Any] | None:
        """Fill in the address words, with a number where others have the same."""
        super().clean()
        name, slug = self.cleaned_data.get("name"), self.cleaned_data.get("slug")
        if name and slug == "" and "slug" in self.fields:
            self.cleaned_data["slug"] = self.free_slug(make_slug(name, fallback=self._fallback()))
        return self.cleaned_data

    def free_slug(self, words: str) -> str:
        """Return the words, or with the first number that nobody has."""
        taken = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        if "language" in self.fields:
            taken = taken.filter(language=self.cleaned_data.get("language"))
        slug, number = words, 1
        while taken.filter(slug=slug).exists():
            number += 1
            slug = f"{words[: SLUG_LENGTH - len(str(number)) - 1]}-{number}"
        return slug

    def _fallback(self) -> str:
        return str(self._meta.model._meta.model_name)


class NamedAdmin(AuditedAdmin[Named]):
    """What authors, categories and topics have in common."""

    form = NamedForm
    search_fields = ("name", "slug")
    list_per_page = 50
    # The name of the relation to count, and of the parameter that lists those stories.
    counted = "stories"
    parameter = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return them, where a list shows it, with the number of their stories that this person may see."""
        found: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name and match.url_name.endswith("_changelist"):
            found = found.annotate(story_count=Count(self.counted, distinct=True, filter=self._seen(request)))
        return found

    def _seen(self, request: HttpRequest) -> Q | None:
        by = current_user(request)
        if by.has_perm("articles.edit_any_story"):
            return None
        return Q(**{f"{self.counted}__in": visible(by).values("pk")})

    def get_readonly_fields(self, request: HttpRequest, obj: Named | None = None) -> tuple[str, ...]:
        """Keep the address of what exists: readers have links to it."""
        return ("slug",) if obj else ()

    @admin.display(description=_("stories"), ordering="story_count")
    def story_count(self, obj: Any) -> str:
        """Return the number of stories, as a link to them."""
        count: int = obj.story_count
        if not count:
            return gettext("none")
        words = ngettext("%(count)d story", "%(count)d stories", count) % {"count": count}
        return format_html('<a href="{}?{}={}">{}</a>', reverse(STORIES), self.parameter, obj.pk, words)

    def named_stories(self, stories: models.QuerySet[Any]) -> list[Use]:
        """Return the newest of these stories with their addresses at the desk, and how many more."""
        found = list(stories.order_by("-pk").only("pk", "headline")[: NAMED + 1])
        uses = [(str(story), reverse("admin:articles_story_change", args=[story.pk])) for story in found]
        if len(found) > NAMED:
            rest = stories.count() - NAMED
            uses[NAMED:] = [(str(_("%(count)d more stories") % {"count": rest}), reverse(STORIES))]
        return uses


@admin.register(Author)
class AuthorAdmin(NamedAdmin[Author]):
    """Names over stories."""

    place = 30
    list_display = ("name", "position", "story_count")
    fields = ("name", "slug", "position", "biography", "photo")
    autocomplete_fields = ("photo",)
    counted = "bylines__story"
    parameter = "author"

    class Media:
        css = {"all": ["css/desk/picking.css"]}
        js = (forms.Script("js/desk/pickers.js", type="module"),)

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Pick the portrait as a story's picture is picked: by search, with small pictures."""
        field = only_pick(super().formfield_for_dbfield(db_field, request, **kwargs), add=True)
        if field and db_field.name == "photo":
            field.widget.widget.attrs["data-thumbs"] = reverse("admin:articles_photo_thumb", args=[0])
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        """Search for the portrait with a field that also bears what is no number."""
        if db_field.name == "photo":
            kwargs["widget"] = Picker(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def uses(self, obj: Author) -> list[Use]:
        """Return the stories that carry the name."""
        return self.named_stories(Story.objects.filter(bylines__author=obj).distinct())


@admin.register(Topic)
class TopicAdmin(NamedAdmin[Topic]):
    """What the paper follows."""

    place = 40
    list_display = ("name", "language", "order", "story_count")
    list_filter = ("language",)
    fields = ("name", "slug", "language", "introduction", "order")
    parameter = "topic"

    def uses(self, obj: Topic) -> list[Use]:
        """Return the stories about it."""
        return self.named_stories(obj.stories.all())


@admin.register(Category)
class CategoryAdmin(NamedAdmin[Category]):
    """The parts of the paper."""

    place = 50
    list_display = ("name", "language", "order", "story_count")
    list_filter = ("language",)
    fields = ("name", "slug", "language", "introduction", "order")
    parameter = "category__id__exact"

    def uses(self, obj: Category) -> list[Use]:
        """Return the stories that stand in it."""
        return self.named_stories(obj.stories.all())
