"""Admin of photos: upload, description, and where each is used."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.clock import stamp
from articles.admin.photo_form import PhotoForm
from articles.admin.uses import all_links, links
from articles.desk import library
from articles.models import Photo
from newsroom.core.desk.act_admin import ActAdmin, Acts
from newsroom.core.desk.identity import current_user
from newsroom.core.desk.model_admin import Use
from newsroom.core.models import User

THUMB_WIDTH = 320


@admin.register(Photo)
class PhotoAdmin(ActAdmin[Photo]):
    """Photo library of the desk: a file stays what it is once uploaded, its description can be changed."""

    acts = Acts("photo", library.add_photo, library.describe_photo, library.delete_photo)
    form = PhotoForm
    place = 20
    list_display = ("thumb", "described", "credit", "uploaded")
    list_display_links = ("described",)
    search_fields = ("alt", "caption", "credit")
    search_help_text = gettext_lazy("Description, caption or credit")
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        """Add the URL of the small picture that pickers show."""
        thumb = self.admin_site.admin_view(self.thumb_view, cacheable=True)
        return [path("<int:pk>/thumb/", thumb, name="articles_photo_thumb"), *super().get_urls()]

    def thumb_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Redirect to the smallest version of a picture."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photo = Photo.objects.filter(pk=pk).first()
        if photo is None:
            raise Http404
        response = HttpResponseRedirect(thumb_url(photo))
        response["Cache-Control"] = "private, max-age=300"
        return response

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> tuple[str, ...]:
        """Return the upload for a new picture, and the picture itself afterwards."""
        if obj is None:
            return ("file", "alt", "caption", "credit", "licence")
        words = ("picture", "alt", "caption", "credit", "licence", "size_on_paper")
        # What uses it can be a story that nobody may know of yet: only those are told who see every story.
        return (*words, "used_in") if request.user.has_perm("articles.edit_any_story") else words

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> tuple[str, ...]:
        """Return the fields that are shown and cannot be typed."""
        return ("picture", "size_on_paper", "used_in") if obj else ()

    def get_exclude(self, request: HttpRequest, obj: Photo | None = None) -> tuple[str, ...]:
        """Leave the file out of the form of a picture that exists: it is never replaced."""
        return ("file",) if obj else ()

    def add(self, form: PhotoForm, *, by: User) -> Photo:
        """Hand the clean picture to the act with its description."""
        if form.checked is None:
            raise TypeError("a form without a picture is not valid")
        words = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        return library.add_photo(image=form.checked, by=by, fields=words)

    def render_change_form(  # type: ignore[override]
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, **more: Any
    ) -> HttpResponse:
        """Keep the picture of a form that comes back; where it only offers words, say so."""
        if add and request.method == "POST":
            form: PhotoForm = context["adminform"].form
            form.set_aside()
            if form.only_offers():
                context["errors"] = None
                messages.info(
                    request,
                    _(
                        "The file says words about itself, and they stand below now: read them, change or "
                        "delete them, and save. Nothing is saved yet."
                    ),
                )
        return super().render_change_form(request, context, add=add, **more)

    def uses(self, request: HttpRequest, obj: Photo) -> list[Use]:
        """Return the stories and authors that show it."""
        return links(obj, by=current_user(request))

    @admin.display(description=gettext_lazy("picture"))
    def thumb(self, photo: Photo) -> str:
        """Return a small version; the words beside it say what it shows."""
        return format_html('<img src="{}" width="96" height="64" alt="" loading="lazy">', thumb_url(photo))

    @admin.display(description=gettext_lazy("what it shows"), ordering="alt")
    def described(self, photo: Photo) -> str:
        """Return the description, with the caption under it."""
        return format_html("{}<small>{}</small>", str(photo), photo.caption)

    @admin.display(description=gettext_lazy("uploaded"), ordering="created_at")
    def uploaded(self, photo: Photo) -> str:
        return stamp(photo.created_at)

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, photo: Photo) -> str:
        form = '<img class="thumb" src="{}" width="{}" height="{}" alt="{}">'
        return format_html(form, photo.file.url, photo.width, photo.height, photo.alt)

    @admin.display(description=gettext_lazy("size"))
    def size_on_paper(self, photo: Photo) -> str:
        """Return width, height and weight."""
        facts = {"width": photo.width, "height": photo.height, "size": -(-photo.size // 1024)}
        return _("%(width)d by %(height)d pixels, %(size)d KB") % facts

    @admin.display(description=gettext_lazy("used in"))
    def used_in(self, photo: Photo) -> str:
        """Return links to everything that shows it."""
        uses = [(url, words) for words, url in all_links(photo)]
        if not uses:
            return _("Nothing yet")
        rows = format_html_join("", '<li><a href="{}">{}</a></li>', uses)
        return format_html('<ul class="link-list">{}</ul>', rows)


def thumb_url(photo: Photo) -> str:
    """Return the URL of the smallest version; of the picture itself until the worker made one."""
    small = [each for each in photo.renditions if each["width"] <= THUMB_WIDTH and each["format"] == "jpeg"]
    url: str = photo.file.storage.url(small[0]["name"]) if small else photo.file.url
    return url
