from django.db import migrations

# What stands on the receipts that were sent: year and month in UTC, and the row's number.
PRINTED = """
UPDATE donations_payment
SET receipt_number = 'MT-' || to_char(paid_at AT TIME ZONE 'UTC', 'YYMM') || '-'
    || lpad(id::text, greatest(4, length(id::text)), '0')
WHERE receipt_number IS NULL
"""


def keep_what_was_printed(apps, editor):
    editor.execute(PRINTED)


class Migration(migrations.Migration):
    dependencies = [("donations", "0010_receipt_number")]
    operations = [migrations.RunPython(keep_what_was_printed, migrations.RunPython.noop)]
