"""Merging two versions of a story: no word of either is lost, and nothing is asked without a reason."""

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest

from articles.desk.merging import BOTH, MINE, THEIRS, merge
from tests.articles.merging_pairs import doubled, lost, pair

BASE = {
    "headline": "Ferry captains ask for a harbor",
    "kicker": "Far East",
    "lead_image": 1,
    "lead_caption": "Four cranes.",
    "language": "en",
    "category": 3,
    "topics": [{"topic": 1}, {"topic": 2}],
    "bylines": [{"author": 1, "role": "writer"}],
    "body_source": "\n".join(
        [
            "<p>The letter is one page long and names nobody.</p>",
            "<p>Nine captains signed it on a Friday evening.</p>",
            "<ul><li>A harbor for the winter</li><li>A second pilot</li></ul>",
            "<blockquote><p>We have waited eleven winters for this.</p></blockquote>",
            '<section class="facts"><h2>The line</h2><p>Opened in 1911 with two boats.</p></section>',
        ]
    ),
}
Change = Callable[[list[str]], object]


def changed(act: Change) -> dict[str, Any]:
    lines = str(BASE["body_source"]).split("\n")
    act(lines)
    return BASE | {"body_source": "\n".join(lines)}


def replaced(number: int, old: str, new: str) -> Change:
    def act(lines: list[str]) -> None:
        assert old in lines[number]
        lines[number] = lines[number].replace(old, new)

    return act


def moved(number: int, to: int) -> Change:
    return lambda lines: lines.insert(to, lines.pop(number))


def deleted(number: int) -> Change:
    return lambda lines: lines.pop(number)


def added(number: int, text: str) -> Change:
    return lambda lines: lines.insert(number, f"<p>{text}</p>")


# What one does, what the other does, the keys of what is asked, words that the merged text has.
MATRIX: dict[str, tuple[Change, Change, set[str], list[str]]] = {
    "neighbours": (
        replaced(0, "one", "two"),
        replaced(1, "Nine", "Ten"),
        set(),
        ["two page", "Ten captains"],
    ),
    "same paragraph": (replaced(0, "one", "two"), replaced(0, "nobody", "all"), {"body_source:0"}, []),
    "same change": (replaced(0, "one", "two"), replaced(0, "one", "two"), set(), ["two page"]),
    "moved and changed": (moved(0, 3), replaced(0, "one", "two"), set(), ["two page"]),
    "moved by both": (moved(0, 3), moved(0, 4), set(), ["one page"]),
    "moved and taken out": (moved(0, 3), deleted(0), set(), []),
    "items of a list": (replaced(2, "winter", "ice"), replaced(2, "pilot", "boat"), {"body_source:2"}, []),
    "list and paragraph": (replaced(2, "winter", "ice"), replaced(1, "Nine", "Ten"), set(), ["ice<", "Ten"]),
    "quote": (replaced(3, "eleven", "twelve"), replaced(3, "We", "They"), {"body_source:3"}, []),
    "quote and list": (
        replaced(3, "eleven", "twelve"),
        replaced(2, "ot", "ots"),
        set(),
        ["twelve", "pilots"],
    ),
    "fact box": (replaced(4, "1911", "1912"), replaced(4, "two", "three"), {"body_source:4"}, []),
    "delete and edit": (deleted(1), replaced(1, "Nine", "Ten"), {"body_source:1"}, []),
    "both take out": (deleted(1), deleted(1), set(), []),
    "both add": (added(5, "Ice came."), added(5, "Snow fell."), set(), ["Ice came", "Snow fell"]),
    "both add the same": (added(5, "Ice came."), added(5, "Ice came."), set(), ["Ice came"]),
    "both add the like": (
        added(5, "Ice came to the bay in May."),
        added(5, "Ice came to the bay in June."),
        {"body_source:+5"},
        [],
    ),
    "add beside an edit": (added(1, "Ice came."), replaced(0, "one", "two"), set(), ["Ice came", "two page"]),
    "formatting and words": (
        replaced(0, "letter", "<strong>letter</strong>"),
        replaced(0, "nobody", "all"),
        {"body_source:0"},
        [],
    ),
    "formatting and neighbour": (
        replaced(0, "letter", "<strong>letter</strong>"),
        replaced(1, "Nine", "Ten"),
        set(),
        ["<strong>letter", "Ten"],
    ),
}


@pytest.mark.parametrize("turn", [1, -1], ids=["first", "second"])
@pytest.mark.parametrize("name", MATRIX)
def test_every_kind_of_change_beside_every_other(name: str, turn: int) -> None:
    one, other, asked, words = MATRIX[name]
    mine, theirs = [changed(one), changed(other)][::turn]
    merged = merge(BASE, mine, theirs)
    assert {each.key for each in merged.conflicts} == asked
    said = merged.content["body_source"] + "".join(f"{c.mine}{c.theirs}" for c in merged.conflicts)
    wanted = set(mine["body_source"].split("\n")) | set(theirs["body_source"].split("\n"))
    if asked:
        # Both texts are there, whole.
        assert all(line in said for line in wanted - set(str(BASE["body_source"]).split("\n")))
    assert not [each for each in words if said.count(each) != 1]


def test_what_one_did_elsewhere_is_never_asked() -> None:
    """A field that only one of them touched comes in beside whatever happens in the text."""
    topics = [{"topic": 1}, {"topic": 2}, {"topic": 9}]
    for one, other in itertools.permutations(MATRIX, 2):
        mine = changed(MATRIX[one][0]) | {"headline": f"Mine beside {one}"}
        theirs = changed(MATRIX[other][1]) | {"kicker": "Theirs", "topics": topics}
        merged = merge(BASE, mine, theirs)
        found = [merged.content[name] for name in ("headline", "kicker", "topics")]
        assert found == [f"Mine beside {one}", "Theirs", topics]
        assert {each.name for each in merged.conflicts} <= {"body_source"}


def test_a_field_that_i_never_touched_is_never_blanked() -> None:
    merged = merge(BASE | {"kicker": ""}, BASE | {"kicker": "", "headline": "x"}, BASE)
    assert (merged.content["kicker"], merged.conflicts, list(merged.came)) == ("Far East", [], ["kicker"])


def test_the_same_field_keeps_mine_until_somebody_chooses() -> None:
    mine, theirs = BASE | {"headline": "Mine"}, BASE | {"headline": "Theirs"}
    merged = merge(BASE, mine, theirs)
    [conflict] = merged.conflicts
    assert (conflict.key, conflict.mine, conflict.theirs) == ("headline", ["Mine"], ["Theirs"])
    assert merged.content["headline"] == "Mine"
    for choice, stays in ((MINE, "Mine"), (THEIRS, "Theirs")):
        chosen = merge(BASE, mine, theirs, {"headline": choice})
        assert (chosen.content["headline"], list(chosen.conflicts)) == (stays, [])
    # A line is no paragraph: both cannot stay.
    assert merge(BASE, mine, theirs, {"headline": BOTH}).content["headline"] == "Mine"


def test_a_photo_and_its_caption_are_one() -> None:
    merged = merge(BASE, BASE | {"lead_image": 2}, BASE | {"lead_caption": "Five cranes."})
    [conflict] = merged.conflicts
    assert (conflict.name, conflict.mine, conflict.theirs) == (
        "lead_image",
        [2, "Four cranes."],
        [1, "Five cranes."],
    )


def test_a_choice_for_a_paragraph_is_put_where_it_stands() -> None:
    mine, theirs = changed(replaced(1, "Nine", "Ten")), changed(replaced(1, "Nine", "Twelve"))
    for choice, words in ((MINE, ["Ten"]), (THEIRS, ["Twelve"]), (BOTH, ["Ten", "Twelve"])):
        merged = merge(BASE, mine, theirs, {"body_source:1": choice})
        lines = merged.content["body_source"].split("\n")
        assert [line.split()[0].removeprefix("<p>") for line in lines[1 : 1 + len(words)]] == words
        assert (len(lines), list(merged.conflicts)) == (4 + len(words), [])
    gone = merge(BASE, changed(deleted(1)), theirs, {"body_source:1": THEIRS})
    assert gone.content["body_source"].split("\n")[1].startswith("<p>Twelve")


def test_rows_of_both_stay_and_none_twice() -> None:
    mine = BASE | {"topics": [{"topic": 2}, {"topic": 1}, {"topic": 5}]}
    theirs = BASE | {"topics": [{"topic": 2}, {"topic": 7}, {"topic": 5}]}
    merged = merge(BASE, mine, theirs)
    assert [row["topic"] for row in merged.content["topics"]] == [2, 7, 5]
    assert not merged.conflicts


def test_a_row_that_both_changed_is_asked() -> None:
    mine = BASE | {"bylines": [{"author": 1, "role": "editor"}]}
    theirs = BASE | {"bylines": [{"author": 1, "role": "translator"}, {"author": 2, "role": "writer"}]}
    merged = merge(BASE, mine, theirs)
    [conflict] = merged.conflicts
    assert (conflict.key, conflict.theirs) == ("bylines:0", {"author": 1, "role": "translator"})
    assert merged.content["bylines"] == [mine["bylines"][0], theirs["bylines"][1]]  # type: ignore[index]


def test_an_author_in_two_roles_is_no_question() -> None:
    empty = BASE | {"bylines": []}
    mine = BASE | {"bylines": [{"author": 1, "role": "writer"}]}
    theirs = BASE | {"bylines": [{"author": 1, "role": "photographer"}]}
    merged = merge(empty, mine, theirs)
    assert (len(merged.content["bylines"]), merged.conflicts) == (2, [])


def test_a_text_beyond_every_measure_is_asked_as_a_whole() -> None:
    long = "\n".join(["<hr>"] * 2_001)
    base, mine, theirs = ({"body_source": long + each} for each in ("", "\n<p>a</p>", "\n<p>b</p>"))
    [conflict] = merge(base, mine, theirs).conflicts
    assert (conflict.key, conflict.is_block) == ("body_source", False)


def check(seed: int, pairs: int) -> tuple[int, int]:
    """Merge so many pairs, and return how many ask and how many touch the same block."""
    chance, asked, touched = random.Random(seed), 0, 0
    for number in range(pairs):
        given = pair(chance)
        merged = merge(*given.contents())
        assert not lost(given, merged), (seed, number)
        assert given.is_rewritten or not doubled(given, merged), (seed, number)
        asked += bool(merged.conflicts)
        touched += bool(given.touched_by_both)
        assert given.is_rewritten or merged.conflicts or not given.touched_by_both, (seed, number)
    return asked, touched


def test_no_word_is_lost_in_generated_pairs() -> None:
    asked, touched = check(1, 400)
    assert touched <= asked <= touched * 1.05


@pytest.mark.slow
def test_no_word_is_lost_in_twenty_thousand_pairs() -> None:
    asked, touched = check(2, 20_000)
    assert touched <= asked <= touched * 1.05
