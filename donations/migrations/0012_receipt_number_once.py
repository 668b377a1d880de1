from django.db import migrations, models


class Migration(migrations.Migration):
    """Each payment has one number, and no other has it."""

    dependencies = [("donations", "0011_printed_numbers")]
    operations = [
        migrations.AlterField(
            "payment", "receipt_number", models.CharField(max_length=40, unique=True, verbose_name="receipt")
        ),
        migrations.AddConstraint(
            "payment",
            models.CheckConstraint(condition=~models.Q(receipt_number=""), name="payment_receipt_number"),
        ),
    ]
