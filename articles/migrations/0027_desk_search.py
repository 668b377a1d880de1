"""Functions of the desk's search: stories of all states and languages, and words that are still being typed."""

from django.db import migrations

# `loose` has phrases as words that must all be there, which the index can answer alone; `strict` is what was
# asked. `part` is a last word that may be the beginning of another.
FUNCTIONS = """
CREATE FUNCTION articles_search_words(words text, part text) RETURNS tsquery LANGUAGE sql STABLE AS $$
    SELECT websearch_to_tsquery('russian', words) && CASE WHEN part = '' THEN ''::tsquery
        ELSE websearch_to_tsquery('russian', part) || to_tsquery('simple', part || ':*') END
$$;

CREATE FUNCTION articles_search_fit(
    vector tsvector, listed_at timestamptz, at timestamptz, words tsquery
)
RETURNS double precision LANGUAGE sql STABLE AS $$
    SELECT ts_rank('{0.05, 0.2, 0.6, 1}', vector, words, 1)
        / (1 + greatest(0, extract(epoch FROM at - coalesce(listed_at, at)) / 31557600))
$$;

CREATE FUNCTION articles_search_many(loose text, part text, most integer)
RETURNS bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET max_parallel_workers_per_gather = 0
AS $$
    SELECT count(*) FROM (
        SELECT 1 FROM articles_storysearch WHERE vector @@ articles_search_words(loose, part)
        LIMIT most + 1
    ) AS found
$$;

CREATE FUNCTION articles_search_all(at timestamptz, loose text, strict text, part text, most integer)
RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET max_parallel_workers_per_gather = 0
AS $$
    -- MATERIALIZED, with the vector in it: otherwise the phrase is asked of every story with its words.
    WITH found AS MATERIALIZED (
        SELECT story_id, listed_at, vector FROM articles_storysearch
        WHERE vector @@ articles_search_words(loose, part)
        ORDER BY listed_at DESC, story_id DESC LIMIT most
    )
    SELECT story_id FROM found WHERE vector @@ articles_search_words(strict, part)
    ORDER BY articles_search_fit(vector, listed_at, at, articles_search_words(strict, part)) DESC,
        listed_at DESC, story_id DESC
$$;

CREATE FUNCTION articles_search_among(numbers bigint[], at timestamptz, strict text, part text)
RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off SET max_parallel_workers_per_gather = 0
AS $$
    SELECT story_id FROM articles_storysearch
    WHERE story_id = ANY (numbers) AND vector @@ articles_search_words(strict, part)
    ORDER BY articles_search_fit(vector, listed_at, at, articles_search_words(strict, part)) DESC,
        listed_at DESC, story_id DESC
$$;
"""
FUNCTIONS_BACK = """
DROP FUNCTION articles_search_among(bigint[], timestamptz, text, text);
DROP FUNCTION articles_search_all(timestamptz, text, text, text, integer);
DROP FUNCTION articles_search_many(text, text, integer);
DROP FUNCTION articles_search_fit(tsvector, timestamptz, timestamptz, tsquery);
DROP FUNCTION articles_search_words(text, text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0026_index_now'),
    ]

    operations = [migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK)]
