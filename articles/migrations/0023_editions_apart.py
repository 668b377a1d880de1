"""Part stories that claim to be the same edition: one of a language stays in the group, approved before others."""

from django.db import migrations

APART = """
UPDATE articles_story AS story SET edition_group = gen_random_uuid() WHERE EXISTS (
    SELECT 1 FROM articles_story AS other
    WHERE other.edition_group = story.edition_group AND other.language = story.language
        AND (other.status = 'approved', -other.id) > (story.status = 'approved', -story.id)
);
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_front_pin")]

    operations = [migrations.RunSQL(APART, migrations.RunSQL.noop)]
