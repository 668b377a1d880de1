from django.db import migrations

# What must never be (always) and what must not stay (eventually): every view has to be empty.
# They read a clock that can be set (`SET newsroom.now = ...`), so that a test can let time pass.
NOW = "coalesce(nullif(current_setting('newsroom.now', true), '')::timestamptz, now())"

VIEWS = {
    "always_paid_without_payment": """
        SELECT c.id AS row_id, 'Paid, but no payment is in the books: ask the processor again.' AS to_do
        FROM donations_contribution c
        WHERE c.state IN ('paid', 'active', 'past_due', 'paused', 'lapsed')
          AND NOT EXISTS (SELECT 1 FROM donations_payment p WHERE p.contribution_id = c.id)""",
    "always_payment_without_letter": """
        SELECT p.id AS row_id, 'A payment without its receipt: report this as a fault.' AS to_do
        FROM donations_payment p
        WHERE NOT EXISTS (
            SELECT 1 FROM donations_letter l WHERE l.payment_id = p.id AND l.kind = 'receipt')""",
    "always_recurring_without_subscription": """
        SELECT c.id AS row_id, 'Recurring, but without a subscription: ask the processor again.' AS to_do
        FROM donations_contribution c
        WHERE c.state IN ('active', 'past_due', 'paused', 'lapsed') AND c.subscription_id IS NULL""",
    "always_amount_differs": """
        SELECT p.id AS row_id, 'Amount or currency differ from the promise, unlisted: report this.' AS to_do
        FROM donations_payment p JOIN donations_contribution c ON c.id = p.contribution_id
        WHERE (p.amount <> c.amount OR p.currency <> c.currency)
          AND NOT EXISTS (
            SELECT 1 FROM donations_finding f
            WHERE f.kind = 'difference' AND f.provider_id = p.provider_payment_id)""",
    "eventually_pending": f"""
        SELECT c.id AS row_id, 'Begun, and the payment page is unknown: reconcile will find it.' AS to_do
        FROM donations_contribution c
        WHERE c.state = 'pending' AND c.changed_at < {NOW} - interval '26 hours'""",
    "eventually_open": f"""
        SELECT c.id AS row_id, 'The processor has not said how this ended: ask it again.' AS to_do
        FROM donations_contribution c
        WHERE (c.state = 'open' AND c.changed_at < {NOW} - interval '26 hours')
           OR (c.state = 'processing' AND c.changed_at < {NOW} - interval '15 days')""",
    "eventually_event_waiting": f"""
        SELECT e.id AS row_id, 'An event was not applied: is the worker running?' AS to_do
        FROM donations_stripeevent e
        WHERE (e.outcome = 'waiting' AND e.received_at < {NOW} - interval '1 hour') OR e.outcome = 'gave_up'""",
    "eventually_letter_waiting": f"""
        SELECT l.id AS row_id, 'A letter was not sent: does the mail server answer?' AS to_do
        FROM donations_letter l
        WHERE (l.state = 'due' AND l.created_at < {NOW} - interval '1 hour') OR l.state = 'failed'""",
    "eventually_finding": """
        SELECT f.id AS row_id, 'Something that no rule can put right: look at it and settle it.' AS to_do
        FROM donations_finding f WHERE f.settled_at IS NULL""",
}


class Migration(migrations.Migration):
    dependencies = [("donations", "0001_initial")]
    operations = [
        migrations.RunSQL(f"CREATE VIEW donations_{name} AS {body}", f"DROP VIEW donations_{name}") for name, body in VIEWS.items()
    ]
