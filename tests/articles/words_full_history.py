"""A random history with everything: corrections, older versions that are restored, words taken out for good.

What is taken out is replaced by a new word, so the model goes on with that. Forms and browsers still have the
old one: whatever they send, it must never be stored again.
"""

import datetime
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from articles import desk
from articles.desk.drafts import newest_words
from articles.desk.revisions import first_broken
from articles.desk.rights import writing_act
from articles.desk.verifying import broken_corrections
from articles.desk.working import Kept, Window
from articles.models import Correction, WorkingCopy
from newsroom.core.models import User
from tests.articles.words_history import ACTS, BLIND, WORD, History, words_of
from tests.articles.words_model import FIELDS, Screen, without

TELLING = ("correct", "publish_changes", "mend")


class FullHistory(History):
    """A history in which words are corrected in public, come back, and go for good."""

    acts: Sequence[str] = (*ACTS, *["correct"] * 3)

    def __init__(self, seed: int, travel: Callable[[datetime.datetime], None]) -> None:
        super().__init__(seed, travel)
        # Of the public corrections, in order; what was taken out, with what stands there.
        self.corrections: list[str] = []
        self.gone: dict[str, str] = {}
        # Nothing brings the file back when a history is undone.
        Path(settings.JOURNAL_FILE).unlink(missing_ok=True)

    def steps(self) -> list[Callable[[], object]]:
        """Return what may happen next, as often as it should."""
        return [*super().steps(), self.restore, *[self.redact] * 2]

    def run(self) -> None:
        super().run()
        self.do(self.everything_comes_back)
        assert first_broken(self.story) is None, "the chain is broken"
        assert broken_corrections(self.story) == [], "a correction is not what readers were told"

    # Corrections

    def beside(self, act: str, at: datetime.datetime) -> dict[str, str]:
        typed = super().beside(act, at)
        if act == "correct" or (act in TELLING and self.random.random() < 0.3):
            typed |= {"correction_kind": "correction", "correction_words": self.word()}
        return typed

    def press(self, window: tuple[User, int], url: str, sent: dict[str, str]) -> bool:
        screen, words = self.screens[window], sent.get("correction_words")
        held, is_old = self.held(screen), self.is_old(screen)
        done = super().press(window, url, sent)
        if done and sent["act"] not in (*BLIND, "discard_draft"):
            assert not held, f"{held} came back"
            assert not is_old, "what was typed before a redaction was merged unseen"
        # The same as before is not told twice: a restored version can bring it back.
        if done and words and words not in self.corrections:
            self.corrections.append(words)
        if window in self.screens:
            # Who is shown the form again leaves the correction for later.
            self.screens[window].values.pop("correction_kind", None)
            self.screens[window].values["correction_words"] = ""
        return done

    def public(self) -> set[str]:
        return super().public() | set(self.corrections)

    # Older versions

    def restore(self) -> None:
        self.put_out_due()
        story, person = self.fresh(), self.random.choice(self.people)
        kept = self.random.choice([None, *story.revisions.order_by("number")])
        if kept is None:
            return
        before = newest_words(story)
        expected = {name: kept.content[name] for name in before}
        is_row = writing_act(story=story, by=person) == "write"
        sent = {"version": kept.number, "seen": story.version, "is_meant": "on"}
        answer = self.browsers[person].post(self.url.replace("/change/", "/restore/"), sent)
        self.told.append(f"{person} restores {kept.number}: {answer.status_code}")
        assert answer.status_code == (409 if expected == before else 302), answer.status_code
        if expected == before:
            return
        story = self.fresh()
        for found in (newest_words(story), story.revisions.get(number=story.version).content):
            assert found == expected, f"restored is {found}, and not {expected}"
        words = words_of(expected)
        self.somebody_saw.append(words)
        self.model.restore(words, is_row=is_row)

    # Words that go for good

    def redact(self) -> None:
        """Take out a word: mostly one that stands on a form, or in the story."""
        self.put_out_due()
        screens = [word for screen in self.screens.values() for word in screen.words.values()]
        there = [*screens, *self.model.newest.values(), *self.model.row.values(), *self.corrections]
        word = self.random.choice([*there, f"w{self.random.randint(1, self.number)}x"])
        if word in self.gone:
            return
        person, replacement = self.random.choice(self.people), self.word()
        sent = {
            "step": "do",
            "words": word,
            "chosen": [word],
            "more": "",
            "replacement": replacement,
            "reason": "danger",
            "material": "minor",
            "seen": self.fresh().version,
        }
        answer = self.browsers[person].post(self.url.replace("/change/", "/redact/"), sent)
        self.told.append(f"{person} takes {word} out for {replacement}: {answer.status_code}")
        assert answer.status_code == 302, answer.status_code
        self.gone[word] = replacement
        self.note_gone(word, replacement)

    def note_gone(self, word: str, replacement: str) -> None:
        self.model.redact(word, replacement, self.fresh().version)
        self.before = without(self.before, word, replacement)
        self.somebody_saw = [without(words, word, replacement) for words in self.somebody_saw]
        self.corrections = [replacement if each == word else each for each in self.corrections]
        for person, unsaved in self.unsaved.items():
            if unsaved.words and word in unsaved.words.values():
                unsaved.words = without(unsaved.words, word, replacement)
                unsaved.changes += 1
                # The window that typed them may go on; every other one has seen other words.
                tab = WorkingCopy.objects.get(person=person, story=self.story).tab
                for window, screen in self.screens.items():
                    if window[0] == person and screen.values["tab"] == tab:
                        screen.knows = unsaved.changes

    def held(self, screen: Screen) -> set[str]:
        """Return the words of a form that were taken out for good."""
        return set(screen.words.values()) & set(self.gone)

    def is_old(self, screen: Screen) -> bool:
        """Say whether a form is from before the last redaction, and was not shown beside the words of now."""
        known = int(screen.values.get("over") or screen.values["seen"])
        return known < self.model.redacted

    def kept(self, person: User, sent: dict[str, list[str]], window: Window) -> Kept | None:
        held = {values[0] for name, values in sent.items() if name in FIELDS} & set(self.gone)
        try:
            kept = super().kept(person, sent, window)
        except desk.Redacted:
            assert held, "refused, though nothing of it was taken out"
            self.told.append(f"{person} typed over {held}: refused")
            return None
        assert not held or kept is None or kept.count is None, f"{held} is kept"
        return kept

    def everything_comes_back(self) -> None:
        """Let every form that still has such words be saved, twice, and every browser send what it has."""
        for window, screen in list(self.screens.items()):
            url = f"{self.url}?words=live" if screen.is_mending else self.url
            act = "mend" if screen.is_mending else writing_act(story=self.fresh(), by=window[0])
            more = {"act": act or "save_draft"} | super().beside("mend", datetime.datetime.now(datetime.UTC))
            if self.held(screen) and not screen.is_mending:
                self.send(window, screen)
            for _turn in range(2):
                held = window in self.screens and self.held(self.screens[window])
                if held:
                    assert not self.press(window, url, self.screens[window].values | more), f"{held} is saved"

    # What must hold

    def check(self) -> None:
        super().check()
        story = self.fresh()
        found = list(Correction.objects.filter(story=story).order_by("pk").values_list("words", flat=True))
        assert found == self.corrections, f"public are {found}, and not {self.corrections}"
        page = self.shown[story.get_absolute_url()].content.decode()
        hidden = set(found) - set(WORD.findall(page)) if story.is_live else set()
        assert not hidden, f"readers are not told {hidden}"
        if self.gone:
            back = stored() & set(self.gone)
            assert not back, f"{back} is stored"


def stored() -> set[str]:
    """Return every word of a history that stands in any table, or in the journal's file."""
    with connection.cursor() as cursor:
        cursor.execute(_every_row())
        text = "\n".join(row for (row,) in cursor.fetchall())
    file = Path(settings.JOURNAL_FILE)
    return set(WORD.findall(text + (file.read_text() if file.exists() else "")))


@cache
def _every_row() -> str:
    quoted = map(connection.ops.quote_name, sorted(connection.introspection.table_names()))
    tables = [f"SELECT t::text FROM {name} t" for name in quoted]
    return f"SELECT found FROM ({' UNION ALL '.join(tables)}) AS all_rows (found) WHERE found ~ 'w[0-9]+x'"
