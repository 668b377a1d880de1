import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_story_months'),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(error_messages={'unique': 'This address leads somewhere already.'}, help_text='The part after the name of the site, such as /news/2014/ice.html', max_length=500, unique=True, verbose_name='former address')),
                ('to', models.CharField(blank=True, help_text='Such as /category/news/', max_length=500, verbose_name='or an address of this site')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('story', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.story', verbose_name='story')),
            ],
            options={
                'verbose_name': 'redirect',
                'verbose_name_plural': 'redirects',
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('to', ''), _negated=True), fields=['to'], name='redirect_targets'), models.Index(fields=['-created_at', '-id'], name='redirect_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('story__isnull', False), ('to', '')), models.Q(('story__isnull', True), models.Q(('to', ''), _negated=True)), _connector='OR'), name='redirect_story_or_path', violation_error_message='Choose a story or type an address, not both.'), models.CheckConstraint(condition=models.Q(('path', models.F('to')), _negated=True), name='redirect_leads_away', violation_error_message='An address cannot lead to itself.')],
            },
        ),
    ]
