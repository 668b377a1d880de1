"""Random histories of windows, network and server: no typed word is lost, and no colleague's is undone."""

import random

import pytest

from articles import desk
from articles.desk.working import Window, mine, settle
from articles.models import Story
from newsroom.core.models import User
from tests import builders
from tests.articles.protocol import Sent, Shown, Twin, Words, World

STEPS = 60


class Server(Twin):
    """The real server, behind the twin's questions."""

    def __init__(self, row: Story, person: User, colleague: User) -> None:
        self.row, self.person, self.other = row, person, colleague

    @property
    def story(self) -> Words:  # type: ignore[override]
        return frozenset(self.now().standfirst.split())

    @property
    def version(self) -> int:  # type: ignore[override]
        return self.now().version

    def now(self) -> Story:
        return Story.objects.get(pk=self.row.pk)

    def open(self) -> Shown:
        copy = mine(self.person, story=self.row)
        if copy and copy.changed_at:
            return Shown(frozenset(copy.data["standfirst"][0].split()), copy.base, copy.count)
        return Shown(self.story, self.version, copy.count if copy else 0)

    def keep(self, sent: Sent) -> int | None:
        window = Window(tab=sent.tab, had=sent.had, number=sent.number, base=sent.base)
        data = {"standfirst": [" ".join(sorted(sent.words))]}
        return desk.keep_words(by=self.person, story=self.row, data=data, window=window).count

    def save(self, words: Words, *, seen: int, tab: str, had: int) -> bool:
        fields = {"standfirst": " ".join(sorted(words))}
        try:
            desk.write(story=self.row, by=self.person, fields=fields, seen=seen)
        except desk.Changed:
            return False
        settle(by=self.person, story=self.row, window=Window(tab=tab, had=had))
        return True

    def colleague_saves(self, word: str) -> None:
        fields = {"standfirst": " ".join(sorted(self.story | {word}))}
        desk.write(story=self.row, by=self.other, fields=fields)

    def stored(self) -> Words:
        return self.story | self.open().words


def play(server: Twin, seed: int) -> None:
    world = World(server, random.Random(seed))
    for _step in range(STEPS):
        world.step()
        world.require_all()


@pytest.mark.parametrize("start", range(0, 500, 100))
def test_no_history_of_the_twin_loses_a_word(start: int) -> None:
    for seed in range(start, start + 100):
        play(Twin(), seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(500, 5_000, 500))
def test_no_longer_row_of_histories_of_the_twin_loses_a_word(start: int) -> None:
    for seed in range(start, start + 500):
        play(Twin(), seed)


def real(seed: int) -> Server:
    people = [builders.make_user("editor"), builders.make_user("editor", name="colleague")]
    return Server(builders.make_story("draft", standfirst="", authors=[]), *people)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(10))
def test_no_history_of_the_server_loses_a_word(seed: int) -> None:
    play(real(seed), seed)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(10, 1_000))
def test_no_further_history_of_the_server_loses_a_word(seed: int) -> None:
    play(real(seed), seed)
