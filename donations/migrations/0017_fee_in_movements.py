from django.db import migrations, models

FINDINGS = [
    ("orphan", "money for a contribution that we do not know"),
    ("refused", "a change of status that cannot be"),
    ("difference", "amount or currency differ from what was promised"),
    ("gave_up", "an event could not be applied"),
    ("dispute", "a bank takes money back: answer it at the processor"),
    ("not_back", "a refund did not arrive: write to the supporter"),
]
TERM_DIFFERS = """
CREATE OR REPLACE VIEW donations_always_term_differs AS
SELECT c.id AS row_id, 'The promise is not what was agreed to last: report this as a fault.' AS to_do
FROM donations_contribution c JOIN LATERAL (
    SELECT t.amount, t.currency, t.interval FROM donations_term t
    WHERE t.contribution_id = c.id ORDER BY {order} LIMIT 1) t ON true
WHERE (t.amount, t.currency, t.interval) <> (c.amount, c.currency, c.interval)
  AND c.status IN ('paid', 'active', 'past_due', 'paused', 'lapsed', 'cancelled')"""


class Migration(migrations.Migration):
    """Fees are lines of the balance: the next sync of a payment brings those that stood here before."""

    dependencies = [("donations", "0016_fundraisers_see_movements")]
    operations = [
        migrations.RemoveField("payment", "fee"),
        migrations.AlterField(
            "finding", "kind", models.CharField(choices=FINDINGS, max_length=10, verbose_name="what")
        ),
        migrations.AlterModelOptions(
            "term",
            {
                "ordering": ["-from_at", "-id"],
                "verbose_name": "change of the promise",
                "verbose_name_plural": "changes of the promise",
            },
        ),
        migrations.RunSQL(
            TERM_DIFFERS.format(order="t.from_at DESC, t.id DESC"), TERM_DIFFERS.format(order="t.id DESC")
        ),
    ]
