"""Admin of photos: upload, description, and where each is used."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photos
from articles.admin.clock import stamp
from articles.admin.uses import links
from articles.desk import library
from articles.models import Photo
from newsroom.core.acts import Sentence
from newsroom.core.desk.act_admin import ActAdmin, ActForm, Acts
from newsroom.core.desk.model_admin import Use
from newsroom.core.models import User

THUMB_WIDTH = 320


class PhotoForm(ActForm):
    """Form of a photo and its description. What is wrong with the file is said beside it."""

    checked: photos.CheckedImage | None = None

    class Meta:
        model = Photo
        fields = ("file", "alt", "caption", "credit", "licence")
        widgets = {"file": forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if "file" in self.fields:
            # What the file is called at home does not matter: it is kept under the hash of its pixels.
            self.fields["file"].max_length = None  # type: ignore[attr-defined]  # a field for files

    def clean_file(self) -> Any:
        """Read the upload as a clean picture, or refuse it; what an act refused has been read before."""
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile) and not self.refused:
            self.checked = photos.check(upload)
        return upload

    def sentences(self) -> Mapping[str, Sentence]:
        """Return what was refused; of a picture that is there already, with a link to it."""
        if not isinstance(self.refused, library.AlreadyThere):
            return super().sentences()
        url = reverse("admin:articles_photo_change", args=[self.refused.there.pk])
        link = format_html('<a href="{}" target="_blank">{}</a>', url, self.refused.there)
        return {"file": format_html("{} {}", self.refused.errors["file"], link)}


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

    def uses(self, obj: Photo) -> list[Use]:
        """Return the stories and authors that show it."""
        return links(obj)

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
        uses = [(url, words) for words, url in self.uses(photo)]
        if not uses:
            return _("Nothing yet")
        rows = format_html_join("", '<li><a href="{}">{}</a></li>', uses)
        return format_html('<ul class="link-list">{}</ul>', rows)


def thumb_url(photo: Photo) -> str:
    """Return the URL of the smallest version; of the picture itself until the worker made one."""
    small = [each for each in photo.renditions if each["width"] <= THUMB_WIDTH and each["format"] == "jpeg"]
    url: str = photo.file.storage.url(small[0]["name"]) if small else photo.file.url
    return url
