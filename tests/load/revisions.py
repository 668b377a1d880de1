"""Print how much room the revisions of a year take: `python -m tests.load.revisions`, or `... 20` for a part.

20,000 stories of 800 words, half of them Russian, with ten revisions each. They are made by SQL of words as
often as the demo's stories have them; each revision differs from the one before it in every paragraph.
"""

from __future__ import annotations

import functools
import json
import os
import random
import re
import sys
import time

import django
from django.core.management import call_command

from newsroom.demo.postgres import PrivatePostgres
from tests.demo_site import environment
from tests.site_process import ROOT, free_port

STORIES, REVISIONS, WORDS = 20_000, 10, 800
# So many texts are made up, and taken in turn: PostgreSQL compresses each row by itself.
TEXTS, LANGUAGES = 200, ("en", "ru")
STORIES_OF_DEMO = ROOT / "newsroom" / "demo" / "content" / "stories"
MOST = 1_500_000_000
LOOSE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}

# Every 60 words a paragraph ends.
MAKE_STORIES = """
INSERT INTO articles_story SELECT row.*
FROM generate_series(1, %(stories)s) AS place
JOIN texts ON texts.number = place %% %(texts)s,
(SELECT * FROM articles_story ORDER BY id LIMIT 1) AS like_one,
LATERAL jsonb_populate_record(NULL::articles_story, to_jsonb(like_one) || jsonb_build_object(
    'id', 1000000 + place, 'uuid', gen_random_uuid(), 'edition_group', gen_random_uuid(), 'form_token', NULL,
    'language', texts.language, 'slug', 'words-' || place, 'version', %(revisions)s + 1,
    'kicker', left(said[1], 60), 'headline', array_to_string(said[2:9], ' '),
    'standfirst', array_to_string(said[10:30], ' '), 'summary', array_to_string(said[31:48], ' '),
    'lead_caption', array_to_string(said[50:62], ' '), 'body_html', '', 'body_text', '',
    'body_source', (SELECT string_agg('<p>' || array_to_string(said[at:at + 59], ' ') || '</p>', E'\\n')
        FROM generate_series(1, %(words)s, 60) AS at)
)) AS row
"""
MAKE_REVISIONS = """
INSERT INTO articles_revision (story_id, number, act, by_id, at, note, content, salt, digests, own_salts,
    previous, link)
SELECT story.id, number, 'story.write', story.created_by_id, now() + number * interval '1 second', '',
    %(blank)s::jsonb || jsonb_build_object('kicker', story.kicker, 'headline', story.headline,
        'standfirst', story.standfirst, 'summary', story.summary, 'lead_caption', story.lead_caption,
        'slug', story.slug, 'language', story.language, 'category', story.category_id,
        'edition_group', story.edition_group, 'body_source',
        replace(story.body_source, '</p>', ' ' || number || '</p>')),
    sha256((story.id || 'a' || number)::bytea), '{}', '{}', sha256((story.id || 'b' || number)::bytea),
    sha256((story.id || 'c' || number)::bytea)
FROM articles_story AS story, generate_series(2, %(revisions)s + 1) AS number
WHERE story.slug LIKE 'words-%%'
"""
SIZES = """
SELECT pg_relation_size('articles_revision'), pg_indexes_size('articles_revision'),
    pg_total_relation_size('articles_revision'), (SELECT count(*) FROM articles_revision)
"""


def main(part: int) -> int:
    """Make a part of a year, print how much room it takes, and return 1 where a year takes too much."""
    var = ROOT / "var" / "revisions"
    postgres = PrivatePostgres(var / "postgres", LOOSE)
    postgres.remove()
    try:
        postgres.start()
        os.environ.update(environment(var, free_port()))
        django.setup()
        call_command("migrate", verbosity=0)
        return measured(part)
    finally:
        postgres.release()


def measured(part: int) -> int:
    """Fill the table and say what it takes."""
    from django.db import connection

    begun = time.monotonic()
    with connection.cursor() as cursor:
        fill(STORIES // part)
        cursor.execute("VACUUM ANALYZE articles_revision")
        cursor.execute(SIZES)
        heap, indexes, total, count = cursor.fetchone()
        # Nobody needs a gigabyte of it afterwards.
        cursor.execute("DROP TABLE articles_revision")
    year = total * part
    sys.stdout.write(
        f"{count:,} revisions in {time.monotonic() - begun:.0f} s: rows {heap / 1e6:.0f} MB, "
        f"texts {(total - heap - indexes) / 1e6:.0f} MB, indexes {indexes / 1e6:.0f} MB, "
        f"{total / count / 1000:.1f} KB each; a year takes {year / 1e9:.2f} GB of {MOST / 1e9} GB.\n"
    )
    return int(year > MOST)


def fill(stories: int) -> None:
    """Make the stories and their revisions."""
    from django.db import connection

    from articles.desk.content import content_of
    from tests.builders import make_story

    like = make_story("draft")
    values: dict[str, int | str] = {
        "stories": stories,
        "words": WORDS,
        "revisions": REVISIONS,
        "texts": TEXTS,
    }
    values["blank"] = json.dumps(content_of(like))
    chance = random.Random(18)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE texts (number int, language text, said text[])")
        for number in range(TEXTS):
            language = LANGUAGES[number % len(LANGUAGES)]
            said = chance.choices(words(language), k=WORDS)
            cursor.execute("INSERT INTO texts VALUES (%s, %s, %s)", [number, language, said])
        cursor.execute(MAKE_STORIES, values)
        cursor.execute(MAKE_REVISIONS, values)


@functools.cache
def words(language: str) -> list[str]:
    """Return the words of the demo's stories in a language, each as often as it comes."""
    files = (path for path in STORIES_OF_DEMO.glob("*.py") if (path.stem == "russian") == (language == "ru"))
    letters = "[А-Яа-яЁё]" if language == "ru" else "[A-Za-z]"
    return [
        word
        for path in files
        for word in re.findall(r"[^\s<>&\"'=(){}\[\]]+", path.read_text())
        if re.search(letters, word)
    ]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
