"""Copy language and time of stories that are there to their bylines and topics."""

from django.db import migrations

FILL = """
UPDATE {table} AS row SET language = story.language,
    listed_at = CASE WHEN story.status = 'approved' THEN story.publish_at END
    FROM articles_story AS story WHERE story.id = row.story_id;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_listed_rows")]

    operations = [
        migrations.RunSQL(FILL.format(table=table), migrations.RunSQL.noop)
        for table in ("articles_byline", "articles_storytopic")
    ]
