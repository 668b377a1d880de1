"""Twin of how a story's page, a network and the server keep unsaved words, without a browser.

A history is a row of random acts of one person in several windows and of a colleague. The network drops,
delays and doubles; windows are killed. `Twin` stands in for the server, or `Server` is the real one.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field, replace

Words = frozenset[str]


@dataclass(frozen=True)
class Sent:
    """A change on its way, or in the browser's storage: `typing_area` and the rest are one set of words."""

    tab: str
    had: int
    number: int
    base: int
    words: Words


@dataclass(frozen=True)
class Shown:
    """What a form is opened with."""

    words: Words
    seen: int
    had: int


class Twin:
    """The server in memory: a story, and the person's working copy of it."""

    def __init__(self) -> None:
        self.story: Words = frozenset()
        self.version = 1
        self.copy: Sent | None = None  # `had` is its count; without a tab it was settled
        self.count = 0

    def open(self) -> Shown:
        if self.copy:
            return Shown(self.copy.words, self.copy.base, self.count)
        return Shown(self.story, self.version, self.count)

    def keep(self, sent: Sent) -> int | None:
        """Return the new count, or None where something newer stands."""
        same = self.copy is not None and self.copy.tab == sent.tab
        if same and self.copy and self.copy.number >= sent.number:
            return self.count if self.copy.number == sent.number else None
        if not same and self.count and self.count != sent.had:
            return None
        self.copy, self.count = sent, self.count + 1
        return self.count

    def save(self, words: Words, *, seen: int, tab: str, had: int) -> bool:
        if seen != self.version:
            return False
        self.story, self.version = words, self.version + 1
        if self.copy is None or self.copy.tab == tab or had == self.count:
            self.copy, self.count = None, self.count + 1
        return True

    def colleague_saves(self, word: str) -> None:
        self.story, self.version = self.story | {word}, self.version + 1

    def stored(self) -> Words:
        return self.story | (self.copy.words if self.copy else frozenset())


@dataclass
class Page:
    """One window: the same steps as `keeping.js`."""

    tab: str
    words: Words
    base: int
    had: int
    over: int = 0
    number: int = 0
    waiting: Sent | None = None
    is_typed: bool = False
    under_way: Sent | None = None
    is_refused: bool = False
    # What the desk has, or the browser's storage: this outlives the window.
    safe: Words = frozenset()

    def latest(self) -> Sent | None:
        if self.is_typed:
            self.is_typed = False
            self.number += 1
            self.waiting = Sent(self.tab, self.had, self.number, self.base, self.words)
        return self.waiting


@dataclass
class World:
    """One person's browser, the network, and the server."""

    server: Twin
    dice: random.Random
    pages: list[Page] = field(default_factory=list)
    network: list[Sent] = field(default_factory=list)
    local: dict[str, Sent] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    theirs: set[str] = field(default_factory=set)
    names: itertools.count[int] = field(default_factory=itertools.count)

    def step(self) -> None:
        acts = [self.open, self.type, self.type, self.send, self.send, self.arrive, self.arrive, self.store]
        acts += [self.leave, self.kill, self.save, self.colleague, self.double]
        self.dice.choice(acts)()

    def name(self, kind: str) -> str:
        return f"{kind}{next(self.names)}"

    def page(self) -> Page | None:
        return self.dice.choice(self.pages) if self.pages else None

    def open(self) -> None:
        """Open the form; words that earlier windows left in the browser go up first, or stay there."""
        if len(self.pages) > 2:
            return
        open_tabs = {page.tab for page in self.pages}
        for tab, sent in list(self.local.items()):
            if tab not in open_tabs and self.server.keep(sent) is not None:
                del self.local[tab]
        shown = self.server.open()
        self.pages.append(Page(self.name("tab"), shown.words, shown.seen, shown.had))

    def type(self) -> None:
        if page := self.page():
            word = self.name("mine")
            self.typed.add(word)
            page.words |= {word}
            page.is_typed = True

    def store(self) -> None:
        """IndexedDB, a second later."""
        if (page := self.page()) and (page.is_typed or page.waiting):
            page.number += page.is_typed
            page.safe |= page.words
            unsent = Sent(page.tab, page.had, page.number, page.base, page.words)
            self.local[page.tab] = unsent if page.is_typed else page.waiting or unsent

    def send(self) -> None:
        page = self.page()
        if page and not page.under_way and not page.is_refused and (latest := page.latest()):
            page.waiting = page.under_way = replace(latest, had=page.had)
            self.network.append(page.under_way)

    def double(self) -> None:
        if self.network:
            self.network.append(self.dice.choice(self.network))

    def arrive(self) -> None:
        """One request arrives, in any order; it may be lost, or its answer."""
        if not self.network:
            return
        sent = self.network.pop(self.dice.randrange(len(self.network)))
        fate = self.dice.random()
        count = self.server.keep(sent) if fate > 0.2 else None
        if page := next((each for each in self.pages if each.under_way is sent), None):
            page.under_way = None
            if 0.2 < fate < 0.8:
                self.answer(page, sent, count)

    def answer(self, page: Page, sent: Sent, count: int | None) -> None:
        if count is None:
            page.is_refused = True
            if latest := page.latest():
                self.local[page.tab] = latest
                page.safe |= latest.words
            return
        page.safe |= sent.words
        page.had = count
        if page.waiting is sent:
            page.waiting = None
        self.drop(sent)

    def drop(self, sent: Sent) -> None:
        """Forget a change in the browser's storage, unless a later one of its window is there."""
        if (stored := self.local.get(sent.tab)) and stored.number <= sent.number:
            del self.local[sent.tab]

    def leave(self) -> None:
        """Close a window: `localStorage`, and a request that nobody waits for."""
        if page := self.page():
            if latest := page.latest():
                self.local[page.tab] = latest
                self.network.append(latest)
            self.pages.remove(page)

    def kill(self) -> None:
        """Kill a window: what was typed since the last second is lost, and nothing else."""
        if page := self.page():
            self.pages.remove(page)
            self.typed -= page.words - page.safe - self.found()

    def save(self) -> None:
        """Press Save; in a conflict the person sees both texts, and takes the words of both."""
        page = self.page()
        if page is None:
            return
        if page.under_way in self.network:
            self.network.remove(page.under_way)
            self.server.keep(page.under_way)
        seen = page.over or page.base
        if self.server.save(page.words, seen=seen, tab=page.tab, had=page.had):
            self.local.pop(page.tab, None)
            self.pages.remove(page)
            return
        page.over, page.tab, page.number = self.server.version, self.name("tab"), 0
        page.words |= self.server.story
        page.is_typed, page.waiting, page.under_way, page.is_refused = True, None, None, False

    def colleague(self) -> None:
        word = self.name("theirs")
        self.theirs.add(word)
        self.server.colleague_saves(word)

    def found(self) -> Words:
        """Return every word that somebody can still find."""
        places = [self.server.stored(), *(page.words for page in self.pages)]
        return frozenset().union(*places, *(sent.words for sent in self.local.values()))

    def require_all(self) -> None:
        assert self.typed <= self.found(), self.typed - self.found()
        assert self.theirs <= self.server.story, self.theirs - self.server.story
