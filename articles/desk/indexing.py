"""Index of the full-text search: written with each act that changes a story's row, mended where it is old."""

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from articles.body.words import fold
from articles.models import Author, Story, StorySearch, Topic

# Weights: A headline, B names and topics, C what stands over the text, D the text. What it can be filtered by
# are words that nobody can type.
_INDEX = """
INSERT INTO articles_storysearch (story_id, vector, is_stale) VALUES (
    %s,
    setweight(to_tsvector('russian', %s), 'A') || setweight(to_tsvector('russian', %s), 'B')
        || setweight(to_tsvector('russian', %s), 'C') || to_tsvector('russian', %s) || array_to_tsvector(%s),
    false
)
ON CONFLICT (story_id) DO UPDATE SET vector = EXCLUDED.vector, is_stale = false
"""
AT_ONCE = 200
# So many characters of each text are found: a vector holds a megabyte, and what is longer is an error.
LONGEST = (1_000, 20_000, 20_000, 200_000)


def index(story: Story) -> None:
    """Write the words of a story's row, with names and topics, in the caller's transaction."""
    bylines = list(story.bylines.values_list("author", "author__name"))
    topics = story.story_topics.values_list("topic__name", flat=True)
    named = [*(name for _key, name in bylines), *topics]
    above = [story.kicker, story.standfirst, story.summary]
    filters = [f"kind:{story.kind}", f"category:{story.category_id}"]
    filters += sorted({f"author:{key}" for key, _name in bylines})
    if story.publish_at:
        filters.append(f"year:{timezone.localtime(story.publish_at).year}")
    texts = (story.headline, " ".join(named), " ".join(above), story.body_text)
    folded = [fold(text[:most]) for text, most in zip(texts, LONGEST, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, [story.pk, *folded, filters])


def outdate(row: Author | Topic) -> None:
    """Have the stories that name the row indexed anew, by the worker: there can be very many."""
    named = Q(story__bylines__author=row) if isinstance(row, Author) else Q(story__story_topics__topic=row)
    StorySearch.objects.filter(named).update(is_stale=True)


def mend() -> int:
    """Index anew what is old, some at once, and return how many that were: 0 where nothing is left."""
    with transaction.atomic():
        stale = StorySearch.objects.select_for_update(skip_locked=True).filter(is_stale=True)
        numbers = list(stale.order_by("story").values_list("story", flat=True)[:AT_ONCE])
        # Whoever is at work on the story indexes it in the same act.
        stories = Story.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=numbers)
        found = list(stories.order_by("pk"))
        for story in found:
            index(story)
    return len(found)
