from django.db import migrations

# Whatever was paid, or is being paid, was agreed to as the contribution says now.
TERMS = """
INSERT INTO donations_term (contribution_id, interval, amount, currency, from_at, by)
SELECT id, interval, amount, currency, created_at, 'form' FROM donations_contribution
WHERE status NOT IN ('pending', 'open', 'expired', 'failed')
ORDER BY id
"""


def take_over(apps, editor):
    editor.execute(TERMS)


def forget(apps, editor):
    editor.execute("DELETE FROM donations_term")
    # Rows that wait for the check of their keys would stop the change of the tables that follows.
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("donations", "0014_movement_views")]
    operations = [migrations.RunPython(take_over, forget)]
