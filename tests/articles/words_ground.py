"""What a random history stands on: a story, two people with two windows each, a clock, and what was told."""

import datetime
import random
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from articles.desk import due
from articles.models import Story
from newsroom.core.models import User
from tests import people
from tests.articles.desk_form import change
from tests.articles.words_model import FIELDS, Model, Screen, Unsaved
from tests.builders import make_author, make_category, make_story, make_user

WINDOWS = 2


class Ground:
    """A live story and everything that is known of it and of the people at it."""

    def __init__(self, seed: int, travel: Callable[[datetime.datetime], None]) -> None:
        self.random, self.travel, self.number = random.Random(seed), travel, 0
        self.category, self.author = make_category(), make_author()
        self.people: list[User] = [make_user("editor", name="first"), make_user("editor", name="second")]
        self.browsers = {person: people.signed_in(person) for person in self.people}
        self.model = Model(row={name: self.word() for name in FIELDS})
        typed: dict[str, Any] = dict(self.model.row)
        self.story = make_story("live", slug="fixed", created_by=self.people[0], **typed)
        self.url = change(self.story)
        self.before = dict(self.model.row)
        self.screens: dict[tuple[User, int], Screen] = {}
        self.unsaved = {person: Unsaved() for person in self.people}
        # Everything that was on somebody's screen, opened or typed.
        self.somebody_saw = [dict(self.model.row)]
        self.told: list[str] = []
        # What readers got when it was last looked at, by page.
        self.shown: dict[str, Any] = {}
        self.surfaces = self.endless_surfaces()

    def word(self) -> str:
        self.number += 1
        return f"w{self.number}x"

    def window(self) -> tuple[User, int]:
        return self.random.choice(self.people), self.random.randrange(WINDOWS)

    def clock(self) -> None:
        now = timezone.now() + datetime.timedelta(minutes=self.random.choice([1, 30, 100, 400]))
        self.travel(now)
        due.forget()
        self.told.append(f"the clock shows {now}")

    def tell(self, window: tuple[User, int], said: str) -> None:
        self.told.append(f"{window[0]} in window {window[1]} {said}")

    def fresh(self) -> Story:
        return Story.objects.get(pk=self.story.pk)

    def row(self) -> Any:
        return Story.objects.filter(pk=self.story.pk).values().get()

    def put_out_due(self) -> None:
        due.apply_due()
        self.model.turn(timezone.now())

    def endless_surfaces(self) -> Iterator[str]:
        """Return pages that list stories, again and again."""
        while True:
            yield from ("/", self.category.get_absolute_url(), self.author.get_absolute_url())

    def public(self) -> set[str]:
        """Return the words that readers may see while the story is live."""
        return set(self.model.row.values())
