"""Run as a program: a newsroom with other LANGUAGES than the tests have, and what it answers, as JSON.

`python -m tests.core.newsroom_of_languages /de/ /de/support/` prints status and page of each URL. Where
the site has German, an editor first makes a category of it and publishes a story there, both over HTTP.
"""

from __future__ import annotations

import json
import sys

import django


def publish() -> str:
    """Make the first German category and story at the desk, and return the URL of the story."""
    from django.test import Client

    from articles.models import Category, Story
    from tests import builders
    from tests.articles import desk_form

    client = Client()
    client.force_login(builders.make_user("editor"))
    heading = {"name": "Häfen", "slug": "", "language": "de", "introduction": "", "order": "0"}
    assert client.post("/admin/articles/category/add/", heading).status_code == 302
    answer = desk_form.send(
        client,
        desk_form.ADD,
        "publish",
        language="de",
        headline='Die "Hoffnung" läuft aus',
        body_source="<p>Um zwölf Uhr.</p>",
        category=str(Category.objects.get(language="de").pk),
        **desk_form.rows("bylines", {"author": builders.make_author().pk, "role": "writer"}),
    )
    assert answer.status_code == 302, answer.content.decode()
    return Story.objects.live().get(language="de").get_absolute_url()


def main(paths: list[str]) -> None:
    """Print the pages, and that of the story under the name `story`."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    call_command("migrate", check_unapplied=True, verbosity=0)
    asked = {path: path for path in paths}
    if "de" in dict(settings.LANGUAGES):
        asked["story"] = publish()
    answers = {name: Client().get(path) for name, path in asked.items()}
    json.dump({name: (it.status_code, it.content.decode()) for name, it in answers.items()}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
