from django.db import migrations

VIEWS = {
    "always_forgotten_known": """
        SELECT c.id AS row_id, 'Something of a forgotten person came back: report this as a fault.' AS to_do
        FROM donations_contribution c JOIN donations_erasure e ON e.contribution_id = c.id
        WHERE e.blanked_at IS NOT NULL AND (
            c.supporter_id IS NOT NULL OR c.from_path <> '' OR c.card_ends_on IS NOT NULL
            OR EXISTS (SELECT 1 FROM donations_letter l WHERE l.contribution_id = c.id)
            OR EXISTS (SELECT 1 FROM donations_course w WHERE w.contribution_id = c.id)
            OR EXISTS (SELECT 1 FROM donations_cardchange d WHERE d.contribution_id = c.id)
            OR EXISTS (SELECT 1 FROM donations_addresschange a WHERE a.contribution_id = c.id))""",
    # Receipts that were due already still go out, and the letter that says that it is done.
    "always_forgotten_letter": """
        SELECT c.id AS row_id, 'A letter is due to somebody who is to be forgotten: report this.' AS to_do
        FROM donations_contribution c JOIN donations_letter l ON l.contribution_id = c.id
        WHERE c.erased_at IS NOT NULL AND l.status = 'due' AND l.kind NOT IN ('receipt', 'forgotten')""",
    # What went wrong at the processor can be ordered once more.
    "always_refund_exceeds": """
        SELECT p.id AS row_id, 'More was ordered back than was paid: report this as a fault.' AS to_do
        FROM donations_payment p JOIN donations_refundorder o ON o.payment_id = p.id
        WHERE o.status IN ('wanted', 'done') AND NOT EXISTS (
            SELECT 1 FROM donations_reversal r
            WHERE r.provider_id = o.provider_id AND r.standing IN ('failed', 'canceled'))
        GROUP BY p.id HAVING sum(o.amount) > p.amount""",
    "always_refund_twice": """
        SELECT min(o.payment_id) AS row_id, 'Two orders are one refund: report this as a fault.' AS to_do
        FROM donations_refundorder o WHERE o.provider_id <> ''
        GROUP BY o.provider_id HAVING count(*) > 1""",
    # A debit that was on its way at a bank when it ended can still arrive.
    "eventually_charged_after_end": """
        SELECT p.id AS row_id, 'Collected after its end: give it back, and report this as a fault.' AS to_do
        FROM donations_payment p JOIN donations_contribution c ON c.id = p.contribution_id
        WHERE c.interval <> 'once' AND p.paid_at > c.ended_at + interval '14 days'""",
}


class Migration(migrations.Migration):
    dependencies = [("donations", "0033_fundraisers_write_texts")]
    operations = [
        migrations.RunSQL(f"CREATE VIEW donations_{name} AS {query}", f"DROP VIEW donations_{name}")
        for name, query in VIEWS.items()
    ]
