"""Form of photos: the upload, what the file says about itself, and the picture of a form that came back."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import photos
from articles.desk import library
from articles.models import Photo
from newsroom.core.acts import Sentence
from newsroom.core.desk.act_admin import ActForm

TOKEN = "file-set-aside"  # noqa: S105 - the name of a field


class PictureInput(forms.FileInput):
    """File input that shows the picture which the form brought before, and sends its token again."""

    kept: photos.SetAside | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """Return the input, with the picture that is kept above it."""
        chosen = super().render(name, value, attrs, renderer)
        if self.kept is None:
            return chosen
        return format_html(
            '<div class="kept"><img class="thumb" src="{}" width="{}" height="{}" alt=""><p>{}</p>'
            '<input type="hidden" name="{}" value="{}">{}</div>',
            self.kept.url,
            self.kept.image.width,
            self.kept.image.height,
            _("Your picture is kept. Choose a file only to take another one."),
            TOKEN,
            self.kept.token,
            chosen,
        )


class PhotoForm(ActForm):
    """Form of a photo and its description. What is wrong with the file is said beside it.

    What the file says about itself is put into the fields that were left empty, and the form comes back with
    it: nothing of it is kept unless a person has seen it and saves.
    """

    checked: photos.CheckedImage | None = None

    class Meta:
        model = Photo
        fields = ("file", "alt", "caption", "credit", "licence")
        widgets = {"file": PictureInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.token = str(self.data.get(TOKEN, ""))
        self.offered: set[str] = set()
        if "file" in self.fields:
            # What the file is called at home does not matter: it is kept under the hash of its pixels.
            self.fields["file"].max_length = None  # type: ignore[attr-defined]  # a field for files
            self.fields["file"].required = not self.token

    def clean_file(self) -> Any:
        """Read the upload as a clean picture, or refuse it; what an act refused has been read before."""
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile):
            if not self.refused:
                self.checked = photos.check(upload)
        elif self.token:
            self._take_back()
        return upload

    def clean(self) -> dict[str, Any] | None:
        """Offer what the file says where nothing was typed."""
        cleaned = super().clean()
        words = self.checked.words if self.checked else {}
        for name, said in words.items():
            if not str(self.data.get(name, "")).strip():
                self._offer(name, said)
        return cleaned

    def set_aside(self) -> None:
        """Keep the picture of a form that is not taken, so that it need not be chosen again."""
        kept = photos.set_aside(self.checked) if self.checked else photos.taken_back(self.token)
        self.fields["file"].widget.kept = kept
        self.fields["file"].required = not kept

    def only_offers(self) -> bool:
        """Return whether the form comes back for what the file says alone."""
        return bool(self.offered) and self.offered == set(self.errors)

    def sentences(self) -> Mapping[str, Sentence]:
        """Return what was refused; of a picture that is there already, with a link to it."""
        if not isinstance(self.refused, library.AlreadyThere):
            return super().sentences()
        url = reverse("admin:articles_photo_change", args=[self.refused.there.pk])
        link = format_html('<a href="{}" target="_blank">{}</a>', url, self.refused.there)
        return {"file": format_html("{} {}", self.refused.errors["file"], link)}

    def _take_back(self) -> None:
        kept = photos.taken_back(self.token)
        if kept is None:
            raise ValidationError(_("The picture was kept for a day and is gone. Choose it again."))
        self.checked = kept.image

    def _offer(self, name: str, said: str) -> None:
        """Put the words into the field, and say where they come from."""
        typed = cast(QueryDict, self.data).copy()
        typed[name] = said
        self.data = typed
        self.errors.pop(name, None)
        self.offered.add(name)
        self.fields[name].widget.attrs["data-offered"] = ""
        self.add_error(name, _("Taken from the file. Read it, change or delete it, and save."))
