import articles.models.correction_kinds
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Whatever the code does: what readers were told is never changed, but for words that a redaction takes out.
FORWARD = """
CREATE FUNCTION articles_correction_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.redacted_at IS NOT NULL AND NEW.redacted_at IS DISTINCT FROM OLD.redacted_at AND
        (NEW.id, NEW.story_id, NEW.number, NEW.kind, NEW.place, NEW.at, NEW.by_id)
        IS NOT DISTINCT FROM (OLD.id, OLD.story_id, OLD.number, OLD.kind, OLD.place, OLD.at, OLD.by_id)
    THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION 'corrections are never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_correction_append_only BEFORE UPDATE OR DELETE ON articles_correction
    FOR EACH ROW EXECUTE FUNCTION articles_correction_refuse();
CREATE TRIGGER articles_correction_never_emptied BEFORE TRUNCATE ON articles_correction
    FOR EACH STATEMENT EXECUTE FUNCTION articles_correction_refuse();
"""
BACKWARD = """
DROP TRIGGER articles_correction_never_emptied ON articles_correction;
DROP TRIGGER articles_correction_append_only ON articles_correction;
DROP FUNCTION articles_correction_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_redactions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='corrected_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='story',
            name='correction_kind',
            field=models.CharField(blank=True, choices=articles.models.correction_kinds.kinds, max_length=20, verbose_name='does this need a correction?'),
        ),
        migrations.AddField(
            model_name='story',
            name='correction_place',
            field=models.CharField(choices=[('top', 'Over the text'), ('end', 'After the text')], default='end', max_length=3, verbose_name='where the correction stands'),
        ),
        migrations.AddField(
            model_name='story',
            name='correction_words',
            field=models.TextField(blank=True, verbose_name='what readers are told'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=articles.models.correction_kinds.kinds, max_length=20)),
                ('words', models.TextField()),
                ('place', models.CharField(choices=[('top', 'Over the text'), ('end', 'After the text')], default='end', max_length=3)),
                ('at', models.DateTimeField()),
                ('redacted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='articles.story')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['-at', '-id'], name='correction_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['top', 'end'])), name='correction_place'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='correction_has_words')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
