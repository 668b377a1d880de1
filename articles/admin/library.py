"""Admin of authors, categories and topics."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Func, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.pickers import Picker, only_pick, only_seen
from articles.admin.uses import links
from articles.desk import library
from articles.desk.rights import visible
from articles.models import Author, Byline, Category, Story, StoryTopic, Topic
from newsroom.core.desk.act_admin import ActAdmin, ActForm, Acts
from newsroom.core.desk.capped import in_words
from newsroom.core.desk.identity import current_user
from newsroom.core.desk.model_admin import Use
from newsroom.core.models import User

Named = TypeVar("Named", Author, Category, Topic)
STORIES = "admin:articles_story_changelist"
# Beyond so many stories a list says that there are more.
MOST = 1_000


_MADE = _("Left empty, they are made from the name.")
_MOVED = _("Whoever comes to the old address is led to the new one, until you delete that redirect.")


class NamedForm(ActForm):
    """Form of a row with a name and a slug, which is made from the name where it is left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _MOVED if self.instance.pk else _MADE


class NamedAdmin(ActAdmin[Named]):
    """Base admin of authors, categories and topics."""

    form = NamedForm
    search_fields = ("name", "slug")
    list_per_page = 50
    # The rows that name it, their column for it and for the story, and the parameter of the list of stories.
    counted: QuerySet[Any]
    column = ""
    story = "story"
    parameter = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Add to a list the number of stories that this person may see."""
        found: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name and match.url_name.endswith("_changelist"):
            found = found.annotate(story_count=self._count(current_user(request)))
        return found

    def _count(self, by: User) -> Func:
        """Count a row's stories up to a bound, by the index that lists them."""
        named = self.counted.filter(**{self.column: OuterRef("pk")}).order_by()
        if not by.has_perm("articles.edit_any_story"):
            named = named.filter(**{f"{self.story}__in": visible(by).values("pk")})
        numbers = ArraySubquery(named.values(self.story).distinct()[: MOST + 1])
        return Func(numbers, function="cardinality", output_field=models.IntegerField())

    @admin.display(description=_("stories"))
    def story_count(self, obj: Any) -> str:
        """Return the number of stories, as a link to them."""
        count: int = obj.story_count
        if not count:
            return gettext("none")
        words = ngettext("%(count)s story", "%(count)s stories", count) % {"count": in_words(count, MOST)}
        return format_html('<a href="{}?{}={}">{}</a>', reverse(STORIES), self.parameter, obj.pk, words)

    def uses(self, request: HttpRequest, obj: Named) -> list[Use]:
        """Return the stories that name it."""
        return links(obj, by=current_user(request))


@admin.register(Author)
class AuthorAdmin(NamedAdmin[Author]):
    acts = Acts("author", library.add_author, library.change_author, library.delete_author)
    place = 30
    list_display = ("name", "position", "story_count")
    fields = ("name", "slug", "position", "biography", "photo")
    autocomplete_fields = ("photo",)
    counted = Byline.objects.all()
    column = parameter = "author"

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
        """Search for the portrait with a field that also takes what is no number."""
        if db_field.name == "photo":
            kwargs |= {"widget": Picker(db_field, self.admin_site), **only_seen(db_field, request)}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Topic)
class TopicAdmin(NamedAdmin[Topic]):
    acts = Acts("topic", library.add_topic, library.change_topic, library.delete_topic)
    place = 40
    list_display = ("name", "language", "order", "story_count")
    list_filter = ("language",)
    fields = ("name", "slug", "language", "introduction", "order")
    counted = StoryTopic.objects.all()
    column = parameter = "topic"


@admin.register(Category)
class CategoryAdmin(NamedAdmin[Category]):
    acts = Acts("category", library.add_category, library.change_category, library.delete_category)
    place = 50
    list_display = ("name", "language", "order", "story_count")
    list_filter = ("language",)
    fields = ("name", "slug", "language", "introduction", "order")
    counted = Story.objects.all()
    column = "category"
    story = "pk"
    parameter = "category__id__exact"
