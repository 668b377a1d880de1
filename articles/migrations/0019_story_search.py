"""Give each story a row of the full-text search, which the database makes and the worker fills."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


LISTED = """
CREATE OR REPLACE FUNCTION articles_story_listed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE at timestamptz := CASE WHEN NEW.status = 'approved' THEN NEW.publish_at END;
BEGIN
    UPDATE articles_byline SET language = NEW.language, listed_at = at WHERE story_id = NEW.id;
    UPDATE articles_storytopic SET language = NEW.language, listed_at = at WHERE story_id = NEW.id;
    {search}
    RETURN NULL;
END $$;
"""
ROWS = """
-- The vectors stand apart, so that a walk along time reads few pages.
ALTER TABLE articles_storysearch SET (toast_tuple_target = 128);
CREATE TRIGGER articles_storysearch_listed BEFORE INSERT ON articles_storysearch
    FOR EACH ROW EXECUTE FUNCTION articles_row_listed();
CREATE FUNCTION articles_story_searched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_storysearch (story_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER articles_story_searched AFTER INSERT ON articles_story
    FOR EACH ROW EXECUTE FUNCTION articles_story_searched();
INSERT INTO articles_storysearch (story_id) SELECT id FROM articles_story;
""" + LISTED.format(
    search="UPDATE articles_storysearch SET language = NEW.language, listed_at = at WHERE story_id = NEW.id;"
)
ROWS_BACK = """
DROP TRIGGER articles_story_searched ON articles_story;
DROP FUNCTION articles_story_searched();
DROP TRIGGER articles_storysearch_listed ON articles_storysearch;
""" + LISTED.format(search="")

# `loose` has phrases as words that must all be there, which the index can answer alone; `strict` is what was asked.
ORDER = """
    WHERE vector @@ websearch_to_tsquery('russian', strict)
    ORDER BY CASE WHEN by_date THEN 0 ELSE
        ts_rank('{0.05, 0.2, 0.6, 1}', vector, websearch_to_tsquery('russian', strict), 1)
        / (1 + extract(epoch FROM at - listed_at) / 31557600) END DESC, listed_at DESC, story_id DESC
"""
FUNCTIONS = """
CREATE FUNCTION articles_search_count(lang text, at timestamptz, loose text, filters text)
RETURNS bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET max_parallel_workers_per_gather = 0
AS $$
    SELECT count(*) FROM (
        SELECT 1 FROM articles_storysearch
        WHERE language = lang AND listed_at <= at
            AND vector @@ (websearch_to_tsquery('russian', loose) && filters::tsquery)
        LIMIT 2001
    ) AS found
$$;

CREATE FUNCTION articles_search_found(
    lang text, at timestamptz, loose text, filters text, strict text, by_date boolean
)
RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET max_parallel_workers_per_gather = 0
AS $$
    -- MATERIALIZED, with the vector in it: otherwise the phrase is asked of every story with its words.
    WITH found AS MATERIALIZED (
        SELECT story_id, listed_at, vector FROM articles_storysearch
        WHERE language = lang AND listed_at <= at
            AND vector @@ (websearch_to_tsquery('russian', loose) && filters::tsquery)
        ORDER BY listed_at DESC LIMIT 2000
    )
    SELECT story_id FROM found {order}
$$;

CREATE FUNCTION articles_search_newest(
    lang text, at timestamptz, loose text, filters text, strict text, by_date boolean
)
RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off SET max_parallel_workers_per_gather = 0
AS $$
    WITH newest AS MATERIALIZED (
        SELECT story_id, listed_at, vector FROM articles_storysearch
        WHERE language = lang AND listed_at <= at
        ORDER BY listed_at DESC, story_id DESC LIMIT 1000
    ), found AS MATERIALIZED (
        SELECT * FROM newest WHERE vector @@ (websearch_to_tsquery('russian', loose) && filters::tsquery)
    )
    SELECT story_id FROM found {order}
$$;
""".replace("{order}", ORDER)
FUNCTIONS_BACK = """
DROP FUNCTION articles_search_newest(text, timestamptz, text, text, text, boolean);
DROP FUNCTION articles_search_found(text, timestamptz, text, text, text, boolean);
DROP FUNCTION articles_search_count(text, timestamptz, text, text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0018_handed_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='StorySearch',
            fields=[
                ('language', models.CharField(db_default='', editable=False, max_length=12)),
                ('listed_at', models.DateTimeField(editable=False, null=True)),
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search', serialize=False, to='articles.story')),
                ('vector', django.contrib.postgres.search.SearchVectorField(db_default='')),
                ('is_stale', models.BooleanField(db_default=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='search_words'), models.Index(fields=['language', '-listed_at', '-story'], name='search_newest'), models.Index(condition=models.Q(('is_stale', True)), fields=['story'], name='search_stale')],
            },
        ),
        migrations.RunSQL(ROWS, ROWS_BACK),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
    ]
