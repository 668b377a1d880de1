from django.db import migrations

# An email address whose key was taken out too early keeps a letter waiting as a mail server does that is away.
BEFORE = "A letter was not sent: does the mail server answer?"
AFTER = "A letter was not sent: does the mail server answer, and is every sealing key there?"
VIEW = """
    CREATE OR REPLACE VIEW donations_eventually_letter_waiting AS
    SELECT l.id AS row_id, '{to_do}' AS to_do FROM donations_letter l
    WHERE (l.status = 'due' AND l.created_at <
            coalesce(nullif(current_setting('newsroom.now', true), '')::timestamptz, now()) - interval '1 hour')
        OR l.status = 'failed'"""


class Migration(migrations.Migration):
    dependencies = [("donations", "0037_older_cards")]
    operations = [migrations.RunSQL(VIEW.format(to_do=AFTER), VIEW.format(to_do=BEFORE))]
