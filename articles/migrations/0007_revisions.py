import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Whatever the code does: of a revision only what a redaction touches is ever changed, and it goes only with
# a draft that readers never saw.
FORWARD = """
CREATE FUNCTION articles_revision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.story_id, NEW.number, NEW.act, NEW.by_id, NEW.at, NEW.previous, NEW.link)
        IS NOT DISTINCT FROM (OLD.id, OLD.story_id, OLD.number, OLD.act, OLD.by_id, OLD.at, OLD.previous, OLD.link)
    THEN RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT FROM articles_story WHERE id = OLD.story_id AND first_published_at <= statement_timestamp())
    THEN RETURN OLD;
    END IF;
    RAISE EXCEPTION 'revisions are never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_revision_append_only BEFORE UPDATE OR DELETE ON articles_revision
    FOR EACH ROW EXECUTE FUNCTION articles_revision_refuse();
CREATE TRIGGER articles_revision_never_emptied BEFORE TRUNCATE ON articles_revision
    FOR EACH STATEMENT EXECUTE FUNCTION articles_revision_refuse();
"""
BACKWARD = """
DROP TRIGGER articles_revision_never_emptied ON articles_revision;
DROP TRIGGER articles_revision_append_only ON articles_revision;
DROP FUNCTION articles_revision_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ('articles', '0006_clean_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('act', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('content', models.JSONField()),
                ('salt', models.BinaryField(max_length=32)),
                ('digests', models.JSONField(default=dict)),
                ('previous', models.BinaryField(blank=True, max_length=32)),
                ('link', models.BinaryField(max_length=32)),
            ],
            options={
                'ordering': ['story', '-number'],
            },
        ),
        migrations.AddField(
            model_name='story',
            name='draft_number',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('draft_number__isnull', False)), fields=['-modified_at'], name='story_with_draft'),
        ),
        migrations.AddField(
            model_name='revision',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revision',
            name='story',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.story'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('story', 'number'), name='revision_number_once'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
