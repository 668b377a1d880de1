"""Related reading under a story, “Read more”."""

import pytest

from articles.models import RelatedLink, Story
from tests.articles.conftest import Reader
from tests.builders import STATES, make_author, make_category, make_story, make_topic


def below(reader: Reader, story: Story) -> str:
    page = reader.page(story.get_absolute_url())
    return page[page.index('id="more"') :] if 'id="more"' in page else ""


def headlines(reader: Reader, story: Story) -> list[str]:
    return [
        part.partition("</a>")[0].rpartition(">")[2]
        for part in below(reader, story).split('<h3 dir="auto">')[1:]
    ]


def test_picks_come_first_in_the_editors_order(reader: Reader) -> None:
    third, first, second = (make_story(headline=name) for name in ("Third", "First", "Second"))
    story = make_story(related=[first, second, third])
    assert headlines(reader, story)[:3] == ["First", "Second", "Third"]


def test_the_rest_is_filled_by_topic_then_category_newest_first(reader: Reader) -> None:
    grain, far = make_topic(), make_category(slug="far", name="Far")
    make_story(headline="Old, same category")
    make_story(headline="Other category", category=far)
    make_story(headline="Older, on topic", topics=[grain], category=far)
    make_story(headline="Newer, on topic", topics=[grain], category=far)
    make_story(headline="New, same category")
    found = headlines(reader, make_story(topics=[grain]))
    assert found == ["Newer, on topic", "Older, on topic", "New, same category", "Old, same category"]


def test_four_cards_and_never_one_twice_nor_itself(reader: Reader) -> None:
    grain = make_topic()
    others = [make_story(headline=f"Other {n}", topics=[grain]) for n in range(6)]
    story = make_story(headline="Itself", topics=[grain], related=[others[5], others[0]])
    found = headlines(reader, story)
    assert found == ["Other 5", "Other 0", "Other 4", "Other 3"]


@pytest.mark.parametrize("state", [state for state in STATES if state != "live"])
def test_what_is_not_live_never_stands_there(reader: Reader, state: Story.State) -> None:
    grain = make_topic()
    hidden = make_story(state, headline="Hidden", topics=[grain])
    story = make_story(topics=[grain], related=[hidden])
    assert "Hidden" not in reader.page(story.get_absolute_url())


def test_what_is_paid_for_stands_there_by_a_pick_alone(reader: Reader) -> None:
    grain = make_topic()
    earned = make_story(headline="Earned", topics=[grain])
    paid = [make_story(headline=f"Paid {n}", topics=[grain], is_sponsored=True) for n in range(6)]
    assert headlines(reader, make_story(topics=[grain])) == ["Earned"]
    assert headlines(reader, make_story(topics=[grain], related=[paid[0]]))[0] == "Paid 0"
    assert "Paid" not in below(reader, earned)


def test_filling_keeps_to_the_storys_language(reader: Reader) -> None:
    make_story(language="ru", headline="По-русски")
    assert headlines(reader, make_story()) == []


def test_a_pick_may_have_its_own_words_or_an_address_elsewhere(reader: Reader) -> None:
    story, target = make_story(), make_story(headline="Its own headline")
    RelatedLink.objects.create(story=story, target=target, order=0, headline="Other words", kicker="Closer")
    url = "https://example.org/a?b=1&c=2"
    RelatedLink.objects.create(story=story, external_url=url, order=1, headline="Elsewhere", summary="Far.")
    cards = below(reader, story)
    assert headlines(reader, story) == ["Other words", "Elsewhere"]
    assert "Closer" in cards
    assert 'href="https://example.org/a?b=1&amp;c=2"' in cards
    assert "Far." in cards


def test_label_and_author_stand_on_opinion_cards_alone(reader: Reader) -> None:
    make_story(kind="opinion", authors=[make_author(name="Lev Aronson", slug="lev")])
    make_story(authors=[make_author(name="Nina Feldt")])
    cards = below(reader, make_story(authors=[]))
    assert cards.count("Opinion") == 1
    assert "Lev Aronson" in cards
    assert "Nina Feldt" not in cards
