"""A random history of one story at the desk: two people with two windows each, a clock and a reader.

Everything goes through the forms, over HTTP; what scripts send while somebody types is given to the desk.
Each word that somebody types is new, so a page that shows one tells where it comes from.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.test import Client
from django.utils import timezone

from articles import desk
from articles.desk.content import Content, content_of
from articles.desk.drafts import newest_words
from articles.desk.rights import writing_act
from articles.desk.typed import CARRIED
from articles.desk.working import Kept, Window
from newsroom.core.models import User
from tests.articles.desk_form import read
from tests.articles.words_ground import Ground
from tests.articles.words_model import FIELDS, Screen, Words

WORD = re.compile(r"\bw[0-9]+x\b")
STEPS = 8
ACTS = (
    *("publish", *["publish_changes"] * 4, *["schedule_changes"] * 4, *["save"] * 5),
    *("approve", "schedule", "submit", "send_back", "withdraw", "discard_draft", "unschedule_changes"),
)
# The acts that take no words from the screen, and do not say which version was open.
BLIND = {"send_back", "withdraw", "unschedule_changes"}
# What an answer says of a press: done, somebody else was there before, or no.
DONE, CHANGED, REFUSED = 302, 409, (403, 410, 422)


class History(Ground):
    """One history, checked after each step."""

    acts: Sequence[str] = ACTS

    def run(self) -> None:
        steps = self.steps()
        for _ in range(STEPS):
            self.do(self.random.choice(steps))

    def do(self, step: Callable[[], object]) -> None:
        """Take a step and look at everything; what does not hold is told with all that went before."""
        try:
            step()
            self.check()
        except AssertionError as error:
            raise AssertionError("\n".join([*self.told, str(error)])) from error

    def steps(self) -> list[Callable[[], object]]:
        """Return what may happen next, as often as it should."""
        return [self.open, *[self.keep] * 2, *[self.act] * 3, self.mend, *[self.clock] * 2]

    # What people do

    def open(self, window: tuple[User, int] | None = None) -> Screen:
        """Open the form: it shows the person's own unsaved words, else the newest, else those of readers."""
        window = window or self.window()
        person, story = window[0], self.fresh()
        mends = desk.may("mend", story=story, by=person) and self.random.random() < 0.3
        self.model.turn(timezone.now())
        answer = self.browsers[person].get(self.url, {"words": "live"} if mends else {})
        assert answer.status_code == 200, answer.status_code
        unsaved, model, version = self.unsaved[person], self.model, self.fresh().version
        model.note(version)
        # Where what waited has just gone out, nothing is mended any more.
        mends = mends and model.waits
        screen = self.screens[window] = Screen(typed_values(answer), mends, unsaved.changes)
        words, over = (None, 0) if mends else (unsaved.words, unsaved.over)
        expected = (words or (model.row if mends else model.newest), over if words else version)
        shown = (screen.words, int(screen.values["seen"]))
        assert shown == expected, f"the form shows {shown}, and not {expected}"
        self.tell(window, f"opens {'to mend ' if mends else ''}{shown}")
        return screen

    def typing(self, window: tuple[User, int]) -> Screen:
        """Let somebody type a new word into a field of the form that they have open."""
        screen = self.screens.get(window) or self.open(window)
        screen.values[self.random.choice(FIELDS)] = self.word()
        self.somebody_saw.append(screen.words)
        return screen

    def keep(self) -> None:
        """Type, and let the page's script send that."""
        window = self.window()
        screen = self.typing(window)
        if not screen.is_mending:
            self.send(window, screen)

    def send(self, window: tuple[User, int], screen: Screen) -> None:
        """Let the script send what is on the form: kept, unless it does not know what stands."""
        unsaved = self.unsaved[window[0]]
        screen.number += 1
        sent = {name: [value] for name, value in screen.values.items() if name not in CARRIED}
        had = Window(
            tab=screen.values["tab"],
            had=int(screen.values["had"] or 0),
            number=screen.number,
            base=int(screen.values["seen"]),
        )
        kept = self.kept(window[0], sent, had)
        if kept is None:
            return
        self.tell(window, f"typed {screen.words}, kept as {kept.count}")
        knows = screen.knows == unsaved.changes
        assert (kept.count is not None) == knows, f"kept as {kept.count}, though it knows: {knows}"
        if kept.count is not None:
            screen.values["had"] = str(kept.count)
            unsaved.keep(screen)

    def kept(self, person: User, sent: dict[str, list[str]], window: Window) -> Kept | None:
        """Let the desk keep what the script sends; None where it may not be kept."""
        return desk.keep_words(by=person, story=self.fresh(), data=sent, window=window)

    def beside(self, act: str, at: datetime.datetime) -> dict[str, str]:
        """Return what somebody types beside the words who presses this."""
        return times(act, at)

    def mend(self) -> None:
        window = self.window()
        screen = self.typing(window)
        if screen.is_mending:
            typed = {"act": "mend"} | self.beside("mend", timezone.now())
            if self.press(window, f"{self.url}?words=live", screen.values | typed):
                self.model.mend(screen.words)

    def act(self) -> None:
        window, act = self.window(), self.random.choice(self.acts)
        screen = self.typing(window) if self.random.random() < 0.5 else self.screens.get(window)
        screen = screen or self.open(window)
        if screen.is_mending:
            return
        self.model.turn(timezone.now())
        writing = writing_act(story=self.fresh(), by=window[0])
        act = (writing or "write") if act == "save" else act
        at = timezone.now() + datetime.timedelta(hours=self.random.randint(1, 5))
        words = self.model.beside(screen, self.fresh().version)
        url = f"/admin/articles/story/{self.story.pk}/discard/" if act == "discard_draft" else self.url
        if self.press(window, url, screen.values | {"act": act} | self.beside(act, at)):
            if act not in BLIND | {"discard_draft"}:
                self.model.save(writing or "", words)
                self.somebody_saw.append(words)
                self.unsaved[window[0]].settle(screen)
            self.model.act(act, at)

    def press(self, window: tuple[User, int], url: str, sent: dict[str, str]) -> bool:
        """Send the form; say whether the act was done. Refused, nothing of the story has changed."""
        self.put_out_due()
        screen, before = self.screens[window], self.row()
        answer = self.browsers[window[0]].post(url, sent)
        self.tell(window, f"presses {sent['act']} on {screen.words}: {answer.status_code}")
        if answer.status_code == DONE:
            del self.screens[window]
            known = int(sent.get("over") or sent["seen"])
            merges = BLIND | {"discard_draft", "write", "save_draft"}
            assert known == before["version"] or sent["act"] in merges, "a stale form went further"
            # The page of a draft that is discarded says no with the form that it leads to.
            return sent["act"] != "discard_draft" or self.row() != before
        assert self.row() == before, f"refused, it changed {self.row()}"
        assert answer.status_code in (CHANGED, *REFUSED), answer.status_code
        again = self.screens.pop(window)
        if answer.status_code == CHANGED and not screen.is_mending:
            self.choose(window, again, answer)
        return False

    def choose(self, window: tuple[User, int], screen: Screen, answer: Any) -> None:
        """See the words of others beside one's own: the next press goes over them, knowingly."""
        shown = set(WORD.findall(answer.content.decode()))
        different = {name for name in FIELDS if screen.words[name] != self.model.newest[name]}
        hidden = {self.model.newest[name] for name in different} - shown
        assert not hidden, f"{hidden} of others is not shown"
        values, expected = typed_values(answer), self.model.beside(screen, self.fresh().version)
        again = self.screens[window] = Screen(values, knows=screen.knows)
        assert again.words == expected, f"typed was {screen.words}, shown again is {again.words}"
        self.somebody_saw.append(expected)
        self.model.left |= different

    # What must hold

    def check(self) -> None:
        model, url = self.model, self.fresh().get_absolute_url()
        shown = self.shown = {page: Client().get(page) for page in (url, next(self.surfaces))}
        self.put_out_due()
        story = self.fresh()
        live = story.is_live
        assert shown[url].status_code == (200 if live else 410 if story.status == "withdrawn" else 404)
        for page, answer in shown.items():
            words = set(WORD.findall(answer.content.decode()))
            assert words <= (self.public() if live else set()), f"{page} shows {words}"
        row = words_of(content_of(story))
        assert row == model.row, f"the row has {row}, and not {model.row}"
        assert words_of(newest_words(story)) == model.newest
        assert not live or row in self.somebody_saw, f"nobody saw {row}"
        back = {name for name in FIELDS if int(row[name][1:-1]) < int(self.before[name][1:-1])}
        assert back <= model.left, f"nobody touched {back - model.left}"
        model.note(story.version)
        self.before = row


def typed_values(answer: Any) -> dict[str, str]:
    """Return what the form of a page would send."""
    values = read(answer).values
    return {name: value for name, value in values.items() if name and "__prefix__" not in name}


def times(act: str, at: datetime.datetime) -> dict[str, str]:
    """Return the times and answers that an act wants beside the words."""
    local = timezone.localtime(at)
    date, hour = f"{local:%Y-%m-%d}", f"{local:%H:%M}"
    return {
        "publish_changes": {"material": "minor", "next_at_0": "", "next_at_1": ""},
        "schedule_changes": {
            "material": "material",
            "correction_kind": "none",
            "next_at_0": date,
            "next_at_1": hour,
        },
        "withdraw": {"withdrawal_reason": "Doubts."},
        "mend": {"material": "minor", "takes_back": "on"},
        "schedule": {"publish_at_0": date, "publish_at_1": hour},
    }.get(act, {})


def words_of(content: Content) -> Words:
    """Return those of a story's words that people type here."""
    return {name: content[name] for name in FIELDS}
