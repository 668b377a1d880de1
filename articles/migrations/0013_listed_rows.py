"""Let bylines and topics of stories carry the list's order, kept by the database, and index what lists ask for."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION articles_row_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever changes the story at this moment is waited for: acts of the desk hold its lock already.
    SELECT language, CASE WHEN status = 'approved' THEN publish_at END INTO NEW.language, NEW.listed_at
        FROM articles_story WHERE id = NEW.story_id FOR SHARE;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_byline_listed BEFORE INSERT OR UPDATE OF story_id ON articles_byline
    FOR EACH ROW EXECUTE FUNCTION articles_row_listed();
CREATE TRIGGER articles_storytopic_listed BEFORE INSERT OR UPDATE OF story_id ON articles_storytopic
    FOR EACH ROW EXECUTE FUNCTION articles_row_listed();

CREATE FUNCTION articles_story_listed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE at timestamptz := CASE WHEN NEW.status = 'approved' THEN NEW.publish_at END;
BEGIN
    UPDATE articles_byline SET language = NEW.language, listed_at = at WHERE story_id = NEW.id;
    UPDATE articles_storytopic SET language = NEW.language, listed_at = at WHERE story_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER articles_story_listed AFTER UPDATE OF status, publish_at, language ON articles_story
    FOR EACH ROW WHEN (
        (OLD.status, OLD.publish_at, OLD.language) IS DISTINCT FROM (NEW.status, NEW.publish_at, NEW.language)
    ) EXECUTE FUNCTION articles_story_listed();
"""
BACKWARD = """
DROP TRIGGER articles_story_listed ON articles_story;
DROP FUNCTION articles_story_listed();
DROP TRIGGER articles_byline_listed ON articles_byline;
DROP TRIGGER articles_storytopic_listed ON articles_storytopic;
DROP FUNCTION articles_row_listed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='story',
            name='story_by_status',
        ),
        migrations.AddField(
            model_name='byline',
            name='language',
            field=models.CharField(db_default='', editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name='byline',
            name='listed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='storytopic',
            name='language',
            field=models.CharField(db_default='', editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name='storytopic',
            name='listed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='byline',
            name='author',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.author', verbose_name='author'),
        ),
        migrations.AlterField(
            model_name='story',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='stories', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='storytopic',
            name='topic',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='story_topics', to='articles.topic', verbose_name='topic'),
        ),
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(fields=['author', 'language', '-listed_at', '-story'], name='byline_newest'),
        ),
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(fields=['author', '-listed_at', '-story'], name='byline_newest_of_all'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('status', 'approved')), fields=['language', 'kind', '-publish_at', '-id'], name='story_kinds'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('publish_at', 'modified_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='story_desk_time'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(models.F('status'), models.OrderBy(django.db.models.functions.comparison.Coalesce('publish_at', 'modified_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='story_desk_status'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(models.F('category'), models.OrderBy(django.db.models.functions.comparison.Coalesce('publish_at', 'modified_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='story_desk_category'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(fields=['created_by', 'status', '-modified_at'], name='story_own'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('status', 'approved')), fields=['-publish_at', '-id'], name='story_newest_of_all'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('publish_at__isnull', True), ('status', 'approved')), fields=['-id'], name='story_ready'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('expires_at__isnull', False)), fields=['expires_at'], name='story_ends'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('embargo_until__isnull', False)), fields=['embargo_until'], name='story_embargoed'),
        ),
        migrations.AddIndex(
            model_name='storytopic',
            index=models.Index(fields=['topic', '-listed_at', '-story'], name='topic_newest'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
