"""Users, categories, topics, photos and authors that the demo stories need."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import photos
from articles.desk import library
from articles.models import Author, Category, Photo, Topic
from newsroom.core.models import User
from newsroom.demo.content.people import PEOPLE
from newsroom.demo.content.shapes import Heading, Person
from newsroom.demo.content.taxonomy import CATEGORIES, TOPICS
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


def make_categories(by: User) -> dict[tuple[str, str], Category]:
    """Return the categories by language and slug, making those that are missing."""
    return {_key(it): _category(it, order, by) for order, it in enumerate(CATEGORIES)}


def make_topics(by: User) -> dict[tuple[str, str], Topic]:
    """Return the topics by language and slug, making those that are missing."""
    return {_key(it): _topic(it, order, by) for order, it in enumerate(TOPICS)}


def make_photos(by: User) -> dict[str, Photo]:
    """Draw every picture and portrait and store it as a photo; return them by name."""
    faces = {person.portrait: PORTRAITS[person.portrait] for person in PEOPLE}
    return {name: _photo(name, alt, by) for name, alt in (PICTURES | faces).items()}


def make_authors(drawn: dict[str, Photo], by: User) -> dict[str, Author]:
    """Return the people who sign stories, by slug."""
    return {person.slug: _author(person, drawn[person.portrait], by) for person in PEOPLE}


def _key(heading: Heading) -> tuple[str, str]:
    return heading.language, heading.slug


def _category(heading: Heading, order: int, by: User) -> Category:
    found = Category.objects.filter(language=heading.language, slug=heading.slug).first()
    return found or library.add_category(by=by, fields=vars(heading) | {"order": order})


def _topic(heading: Heading, order: int, by: User) -> Topic:
    found = Topic.objects.filter(language=heading.language, slug=heading.slug).first()
    return found or library.add_topic(by=by, fields=vars(heading) | {"order": order})


def _author(person: Person, portrait: Photo, by: User) -> Author:
    fields: dict[str, object] = {**vars(person), "photo": portrait}
    del fields["portrait"]
    return Author.objects.filter(slug=person.slug).first() or library.add_author(by=by, fields=fields)


def _photo(name: str, alt: str, by: User) -> Photo:
    """Take a drawing in as the desk takes an upload."""
    image = photos.check(SimpleUploadedFile(f"{name}.jpg", draw(name), content_type="image/jpeg"))
    words = {"alt": alt, "credit": "Arina Belskaya", "licence": "Drawn for the demo newsroom"}
    try:
        return library.add_photo(image=image, by=by, fields=words)
    except library.AlreadyThere as refused:
        return refused.there
