"""Users, categories, topics, photos and authors that the demo stories need."""

from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import photos
from articles.models import Author, Category, Photo, Topic
from newsroom.core.models import User
from newsroom.demo.content.people import PEOPLE
from newsroom.demo.content.shapes import Heading
from newsroom.demo.drawing import PICTURES, PORTRAITS, draw

PASSWORD = "demo"  # noqa: S105 - printed by `make demo`, which listens on this machine alone
GROUPS = {"admin": "", "editor": "Editors", "reporter": "Reporters", "fundraiser": "Fundraisers"}


def make_users() -> dict[str, User]:
    """Return the demo's users by name, and make those that are missing."""
    password = make_password(PASSWORD)
    users = {}
    for name, group in GROUPS.items():
        user, made = User.objects.get_or_create(
            username=name,
            defaults={
                "email": f"{name}@example.org",
                "password": password,
                "is_staff": True,
                "is_superuser": not group,
            },
        )
        if made and group:
            user.groups.add(Group.objects.get(name=group))
        users[name] = user
    return users


Named = TypeVar("Named", Category, Topic)


def make_headings(model: type[Named], headings: tuple[Heading, ...]) -> dict[tuple[str, str], Named]:
    """Return categories or topics by language and slug, in the order given."""
    return {
        (heading.language, heading.slug): model._default_manager.get_or_create(
            language=heading.language,
            slug=heading.slug,
            defaults={"name": heading.name, "introduction": heading.introduction, "order": order},
        )[0]
        for order, heading in enumerate(headings)
    }


def make_photos(by: User) -> dict[str, Photo]:
    """Draw every picture and portrait and store it as a photo; return them by name."""
    faces = {person.portrait: PORTRAITS[person.portrait] for person in PEOPLE}
    return {name: _photo(name, alt, by) for name, alt in (PICTURES | faces).items()}


def make_authors(drawn: dict[str, Photo]) -> dict[str, Author]:
    """Return the authors of the stories, by slug."""
    return {
        person.slug: Author.objects.get_or_create(
            slug=person.slug,
            defaults={
                "name": person.name,
                "position": person.position,
                "biography": person.biography,
                "photo": drawn[person.portrait],
            },
        )[0]
        for person in PEOPLE
    }


def _photo(name: str, alt: str, by: User) -> Photo:
    """Take a drawing in as the desk takes an upload: checked, stored, renditions left to the worker."""
    image = photos.check(SimpleUploadedFile(f"{name}.jpg", draw(name), content_type="image/jpeg"))
    if found := photos.existing(image):
        return found
    photo = Photo(alt=alt, credit="Arina Belskaya", licence="Drawn for the demo newsroom", uploaded_by=by)
    photos.store(image, photo=photo)
    photo.save()
    photos.defer_render(photo)
    return photo
