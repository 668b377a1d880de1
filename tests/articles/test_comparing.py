"""Comparison of two versions of a story: what differs is named, word by word, and nothing else."""

from itertools import chain

from articles.desk import comparing
from articles.desk.comparing import Change, Counts, Line, Part, compare, compared, counts, paragraphs

SAME, ADDED, TAKEN = Change.SAME, Change.ADDED, Change.TAKEN


def of(change: Change, parts: list[list[Part]]) -> list[str]:
    return [part.text for part in chain.from_iterable(parts) if part.change is change]


def test_words_are_compared_and_not_letters() -> None:
    [parts] = paragraphs(["The river froze in March"], ["The river froze in April"])
    assert parts == [Part(SAME, "The river froze in "), Part(TAKEN, "March"), Part(ADDED, "April")]


def test_sentences_that_were_added_to_a_short_paragraph_are_all_that_is_new() -> None:
    [parts] = paragraphs(["The river is shut."], ["The river is shut. So are the roads. Nobody leaves."])
    assert parts == [Part(SAME, "The river is shut. "), Part(ADDED, "So are the roads. Nobody leaves.")]
    [parts] = paragraphs(["The river is shut. So are the roads. Nobody leaves."], ["So are the roads."])
    assert of(TAKEN, [parts]) == ["The river is shut. ", "Nobody leaves."]
    # Two words alone may stand anywhere.
    assert len(list(paragraphs(["The river"], ["The road along the river is shut. Nobody leaves."]))) == 2


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


def test_a_paragraph_that_moved_is_marked_at_both_places_and_another_like_it_is_not() -> None:
    one, two, three = "The river froze.", "Nobody crossed it.", "The ferry waits."
    before, after = (
        [Line(text) for text in texts] for texts in ([one, two, three, one], [two, three, one, one])
    )
    found = list(compared(before, after))
    moved = [(part.change, part.text) for row in found if row.is_moved for part in row.parts]
    assert moved == [(TAKEN, one), (ADDED, one)]
    assert [row.is_same for row in found].count(True) == 3


def test_a_paragraph_that_moved_and_changed_is_shown_with_its_changes_at_its_new_place() -> None:
    one, two = "The river froze early this week.", "Nobody crossed it on foot."
    three, new = "The ferry waits for the spring.", "The river froze late this week."
    before, after = "\n".join(f"<p>{each}</p>" for each in (one, two, three)), f"<p>{two}</p>\n<p>{three}</p>"
    after += f"\n<p>{new}</p>"
    [found] = compare({"body_source": before}, {"body_source": after})
    gone, *same, come = found.paragraphs
    assert (gone.is_moved, come.is_moved, [each.is_same for each in same]) == (True, True, [True, True])
    assert [part.text for part in gone.shown] == [one]
    assert [(part.change, part.text.strip()) for part in come.shown] == [
        *((SAME, "The river froze"), (TAKEN, "early"), (ADDED, "late"), (SAME, "this week."))
    ]
    assert counts({"body_source": before}, {"body_source": after}) == Counts(changed=1, moved=1)


def test_a_paragraph_that_is_hardly_like_one_that_went_is_new() -> None:
    before, after = "<p>He said no.</p>\n<p>Ice is here.</p>", "<p>Ice is here.</p>\n<p>She said no.</p>"
    assert counts({"body_source": before}, {"body_source": after}) == Counts(added=1, taken=1)


def test_a_paragraph_of_another_kind_or_with_another_link_is_not_the_same() -> None:
    before = '<p>See <a href="/a">it</a></p>\n<ul><li>Ice</li></ul>\n<p>Old words here now</p>'
    after = '<p>See <a href="/b">it</a></p>\n<ol><li>Ice</li></ol>\n<p>New words here now</p>'
    [found] = compare({"body_source": before}, {"body_source": after})
    first, second, third = found.paragraphs
    assert (first.is_formatting, list(first.links)) == (True, [Part(TAKEN, "/a"), Part(ADDED, "/b")])
    assert (second.is_formatting, third.is_formatting) == (True, False)
    assert counts({"body_source": before}, {"body_source": after}) == Counts(changed=1, formatted=2)


def test_an_item_that_goes_from_a_list_leaves_the_others_as_they_were() -> None:
    before, after = "<ul><li>Ice</li><li>Snow</li></ul>\n<hr>", "<ul><li>Snow</li></ul>\n<hr>"
    assert counts({"body_source": before}, {"body_source": after}) == Counts(taken=1)


def test_a_divider_that_goes_is_seen() -> None:
    found = counts({"body_source": "<p>Ice</p>\n<hr>"}, {"body_source": "<p>Ice</p>"})
    assert found == Counts(taken=1)
