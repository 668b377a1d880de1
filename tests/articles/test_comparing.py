"""Comparison of two versions of a story: what differs is named, word by word, and nothing else."""

from itertools import chain

from articles.desk import comparing
from articles.desk.comparing import Change, Part, compare, paragraphs

SAME, ADDED, TAKEN = Change.SAME, Change.ADDED, Change.TAKEN


def of(change: Change, parts: list[list[Part]]) -> list[str]:
    return [part.text for part in chain.from_iterable(parts) if part.change is change]


def test_words_are_compared_and_not_letters() -> None:
    [parts] = paragraphs(["The river froze in March"], ["The river froze in April"])
    assert parts == [Part(SAME, "The river froze in "), Part(TAKEN, "March"), Part(ADDED, "April")]


def test_a_new_paragraph_makes_no_other_look_changed() -> None:
    before = ["One two three four", "Five six seven eight"]
    found = list(paragraphs(before, ["Something new", "One two three four five", before[1]]))
    assert of(ADDED, found) == ["Something new", "five"]
    assert not of(TAKEN, found)


def test_every_word_of_both_versions_stands_in_the_comparison() -> None:
    before = ["One two three", "Four five six", "Seven"]
    after = ["Four five and six", "Eight", "One two three"]
    found = list(paragraphs(before, after))
    kept = ["".join(part.text for part in row if part.change is not ADDED) for row in found]
    new = ["".join(part.text for part in row if part.change is not TAKEN) for row in found]
    assert [text for text in kept if text] == before
    assert [text for text in new if text] == after


def test_formatting_alone_is_said_to_be_formatting() -> None:
    [found] = compare({"body_source": "<p>One two</p>"}, {"body_source": "<p>One <strong>two</strong></p>"})
    assert (found.is_formatting, found.paragraphs) == (True, ())


def test_items_of_a_list_are_compared_one_by_one() -> None:
    before, after = "<ul><li>Ice</li><li>Snow</li></ul>", "<ul><li>Ice</li><li>Sleet</li></ul>"
    [found] = compare({"body_source": before}, {"body_source": after})
    rows = [list(row) for row in found.paragraphs]
    assert (of(SAME, rows), of(TAKEN, rows), of(ADDED, rows)) == (["Ice"], ["Snow"], ["Sleet"])


def test_what_is_equal_is_not_named() -> None:
    words = {"headline": "One", "topics": [{"topic": 1}]}
    assert [each.name for each in compare(words, words | {"topics": []})] == ["topics"]


def test_texts_beyond_every_measure_are_compared_as_a_whole() -> None:
    long = "a " * (comparing.LONGEST + 1)
    found = list(paragraphs([long + "c"], [long + "c b"]))
    assert (of(SAME, found), "".join(of(ADDED, found))) == ([], long + "c b")
    many = ["a"] * (comparing.LONGEST + 1)
    found = list(paragraphs(many, [*many, "b"]))
    assert (of(TAKEN, found), of(ADDED, found)) == ([], ["b"])
