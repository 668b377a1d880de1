"""An upload at the desk is stored as a clean picture, never as the file that came."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles.models import Photo
from tests import builders
from tests.articles.pictures import drawn

WORDS = {"alt": "Two cranes.", "credit": "Arina Belskaya / MT", "caption": "By the river.", "licence": ""}


@pytest.mark.django_db
def test_an_uploaded_photo_is_kept_and_served_without_its_metadata(client: Client) -> None:
    client.force_login(builders.make_user("editor"))
    exif = Image.Exif()
    exif[0x010E] = "CANARY a name and a place"
    out = io.BytesIO()
    drawn().save(out, "JPEG", exif=exif)
    upload = SimpleUploadedFile("IMG_1.JPG", out.getvalue(), "image/jpeg")
    answer = client.post("/admin/articles/photo/add/", WORDS | {"file": upload})
    assert answer.status_code == 302, answer.content.decode()
    photo = Photo.objects.get()
    served = client.get(photo.file.url)
    assert served.status_code == 200
    assert b"CANARY" not in served.getvalue()
    assert str(photo.file.name).startswith("photos/")
    assert not str(photo.file.name).startswith("photos/photos/")
