from django.db import migrations, models
from django.db.models import Q

# Stored is a status, derived from it and from times is a state. PostgreSQL renames the columns inside the
# invariant views of 0002_invariants, too.
STATUSES = [
    *("pending", "open", "processing", "paid", "active", "past_due", "paused"),
    *("lapsed", "cancelled", "expired", "failed"),
]


class Migration(migrations.Migration):
    dependencies = [("donations", "0007_view_email_options")]
    operations = [
        migrations.RemoveIndex("contribution", "contribution_by_state"),
        migrations.RemoveConstraint("contribution", "contribution_state"),
        migrations.RemoveConstraint("contribution", "contribution_recurring_states"),
        migrations.RemoveConstraint("contribution", "contribution_paid_is_once"),
        migrations.RemoveIndex("letter", "letter_queue"),
        migrations.RemoveConstraint("letter", "letter_state"),
        migrations.RenameField("contribution", "state", "status"),
        migrations.RenameField("letter", "state", "status"),
        migrations.AlterField(
            model_name='contribution',
            name='status',
            field=models.CharField(choices=[('pending', 'begun'), ('open', 'on the payment page'), ('processing', 'the bank is at work'), ('paid', 'paid'), ('active', 'active'), ('past_due', 'a payment failed'), ('paused', 'paused'), ('lapsed', 'lapsed'), ('cancelled', 'cancelled'), ('expired', 'not completed'), ('failed', 'payment failed')], default='pending', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='finding',
            name='kind',
            field=models.CharField(choices=[('orphan', 'money for a contribution that we do not know'), ('refused', 'a change of status that cannot be'), ('difference', 'amount or currency differ from what was promised'), ('gave_up', 'an event could not be applied')], max_length=10, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='status',
            field=models.CharField(choices=[('due', 'due'), ('sent', 'sent'), ('failed', 'failed')], default='due', max_length=6, verbose_name='status'),
        ),
        migrations.AddIndex(
            "contribution", models.Index(fields=["status", "changed_at"], name="contribution_by_status")
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="contribution_status"),
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(
                condition=~Q(interval="once") | ~Q(status__in=["active", "past_due", "paused", "lapsed"]),
                name="contribution_recurring_statuses",
            ),
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(
                condition=Q(interval="once") | ~Q(status="paid"), name="contribution_paid_is_once"
            ),
        ),
        migrations.AddIndex(
            "letter", models.Index(fields=["next_at"], condition=Q(status="due"), name="letter_queue")
        ),
        migrations.AddConstraint(
            "letter",
            models.CheckConstraint(condition=Q(status__in=["due", "sent", "failed"]), name="letter_status"),
        ),
    ]
