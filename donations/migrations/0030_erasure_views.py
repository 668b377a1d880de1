from django.db import migrations

NOW = "coalesce(nullif(current_setting('newsroom.now', true), '')::timestamptz, now())"
RECEIPT = """
CREATE OR REPLACE VIEW donations_always_payment_without_letter AS
SELECT p.id AS row_id, 'A payment without its receipt: report this as a fault.' AS to_do
FROM donations_payment p
WHERE NOT EXISTS (SELECT 1 FROM donations_letter l WHERE l.payment_id = p.id AND l.kind = 'receipt')"""
# Letters go with whoever they were written to.
RECEIPT_OF_THE_KNOWN = f"""{RECEIPT}
  AND NOT EXISTS (
    SELECT 1 FROM donations_contribution c WHERE c.id = p.contribution_id AND c.erased_at IS NOT NULL)"""
WAITING = f"""
CREATE VIEW donations_eventually_erasure_waiting AS
SELECT e.contribution_id AS row_id,
  'Somebody who wants to be forgotten is not yet: is the worker running?' AS to_do
FROM donations_erasure e
WHERE (e.ended_at IS NULL AND e.asked_at < {NOW} - interval '1 hour')
   OR (e.blanked_at IS NULL AND e.asked_at < {NOW} - interval '4 days')"""


class Migration(migrations.Migration):
    dependencies = [("donations", "0029_erasures")]
    operations = [
        migrations.RunSQL(RECEIPT_OF_THE_KNOWN, RECEIPT),
        migrations.RunSQL(WAITING, "DROP VIEW donations_eventually_erasure_waiting"),
    ]
