from django.db import migrations

NOW = "coalesce(nullif(current_setting('newsroom.now', true), '')::timestamptz, now())"
VIEW = f"""
CREATE VIEW donations_eventually_refund_waiting AS
SELECT o.payment_id AS row_id, 'A refund that was ordered was not made: is the worker running?' AS to_do
FROM donations_refundorder o
WHERE o.status = 'wanted' AND o.asked_at < {NOW} - interval '1 hour'
"""


class Migration(migrations.Migration):
    dependencies = [("donations", "0019_refund_orders")]
    operations = [migrations.RunSQL(VIEW, "DROP VIEW donations_eventually_refund_waiting")]
