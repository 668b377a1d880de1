from django.db import migrations

# What the code does cannot change what the processor booked; only which payout a line went out with is told
# later, once. And one sequence tells which of two fetches began first, whatever they are about.
TRIGGER = """
CREATE FUNCTION donations_movement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'payout_id' = to_jsonb(OLD) - 'payout_id' AND OLD.payout_id IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'movements are appended, never edited' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER donations_movement_append_only BEFORE UPDATE ON donations_movement
    FOR EACH ROW EXECUTE FUNCTION donations_movement_refuse();
"""
NO_TRIGGER = """
DROP TRIGGER donations_movement_append_only ON donations_movement;
DROP FUNCTION donations_movement_refuse();
"""
SEQUENCE = """
CREATE SEQUENCE donations_sync_seq;
SELECT setval('donations_sync_seq', (SELECT coalesce(max(sync_seq), 0) + 1 FROM donations_contribution));
"""
NOW = "coalesce(nullif(current_setting('newsroom.now', true), '')::timestamptz, now())"
AMOUNT_DIFFERS = """
SELECT p.id AS row_id, 'Amount or currency differ from the promise, unlisted: report this.' AS to_do
FROM donations_payment p JOIN donations_contribution c ON c.id = p.contribution_id
WHERE (p.amount <> c.amount OR p.currency <> c.currency)
  AND NOT EXISTS (
    SELECT 1 FROM donations_finding f
    WHERE f.kind = 'difference' AND f.provider_id = p.provider_payment_id)"""
AMOUNT_DIFFERS_FROM_EVERY_TERM = f"""{AMOUNT_DIFFERS}
  AND NOT EXISTS (
    SELECT 1 FROM donations_term t
    WHERE t.contribution_id = c.id AND t.amount = p.amount AND t.currency = p.currency)"""
VIEWS = {
    "always_term_differs": """
        SELECT c.id AS row_id, 'The promise is not what was agreed to last: report this as a fault.' AS to_do
        FROM donations_contribution c JOIN LATERAL (
            SELECT t.amount, t.currency, t.interval FROM donations_term t
            WHERE t.contribution_id = c.id ORDER BY t.id DESC LIMIT 1) t ON true
        WHERE (t.amount, t.currency, t.interval) <> (c.amount, c.currency, c.interval)
          AND c.status IN ('paid', 'active', 'past_due', 'paused', 'lapsed', 'cancelled')""",
    "eventually_payment_without_line": f"""
        SELECT p.id AS row_id, 'A payment without its line in the balance: ask the processor again.' AS to_do
        FROM donations_payment p
        WHERE p.recorded_at < {NOW} - interval '2 days'
          AND NOT EXISTS (
            SELECT 1 FROM donations_movement m WHERE m.payment_id = p.id AND m.kind = 'charge')""",
    "eventually_reversal_without_line": f"""
        SELECT r.payment_id AS row_id,
          'Money went back without its line in the balance: ask the processor again.' AS to_do
        FROM donations_reversal r
        WHERE r.recorded_at < {NOW} - interval '2 days'
          AND ((r.kind = 'refund' AND r.standing = 'succeeded')
            OR (r.kind = 'dispute' AND r.standing IN ('needs_response', 'under_review', 'won', 'lost')))
          AND NOT EXISTS (SELECT 1 FROM donations_movement m WHERE m.reversal_id = r.id)""",
    "eventually_payout_differs": """
        SELECT o.id AS row_id, 'The lines of a payout are not its amount: run manage.py reconcile.' AS to_do
        FROM donations_payout o
        WHERE o.is_complete AND 0 <> (
            SELECT coalesce(sum(m.booked - m.fee), 0) + (CASE WHEN count(*) = 0 THEN o.amount ELSE 0 END)
            FROM donations_movement m WHERE m.payout_id = o.id)""",
    "eventually_course_waiting": f"""
        SELECT w.contribution_id AS row_id, 'What a supporter wants was not done: is the worker running?' AS to_do
        FROM donations_course w
        WHERE w.number > w.done_number AND w.asked_at < {NOW} - interval '1 hour'""",
}
VIEW = "CREATE OR REPLACE VIEW donations_always_amount_differs AS "


class Migration(migrations.Migration):
    dependencies = [("donations", "0013_movements")]
    operations = [
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
        migrations.RunSQL(SEQUENCE, "DROP SEQUENCE donations_sync_seq"),
        migrations.RunSQL(VIEW + AMOUNT_DIFFERS_FROM_EVERY_TERM, VIEW + AMOUNT_DIFFERS),
        *(
            migrations.RunSQL(f"CREATE VIEW donations_{name} AS {body}", f"DROP VIEW donations_{name}")
            for name, body in VIEWS.items()
        ),
    ]
