"""Banners and published texts: what everybody may read. Versions are added, and never changed nor removed.

The tables were written by makemigrations. They are about nobody: no wall stands around them.
"""

from django.db import migrations, models

RIGHTS_SQL = [
    # Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in ("banner", "published_text")),
    *(f"grant select, insert on {table} to carnet_app" for table in ("banner", "published_text")),
]


class Migration(migrations.Migration):
    """Runs once, after ``0016_online_openings``."""

    dependencies = [("store", "0016_online_openings")]
    operations = [
        migrations.CreateModel(
            name='BannerRow',
            fields=[
                ('pk', models.CompositePrimaryKey('id', 'version', blank=True, editable=False, primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('version', models.SmallIntegerField()),
                ('level', models.TextField()),
                ('stops', models.TextField()),
                ('shown_from', models.DateTimeField()),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('title_fr', models.TextField()),
                ('title_en', models.TextField()),
                ('text_fr', models.TextField()),
                ('text_en', models.TextField()),
                ('is_withdrawn', models.BooleanField()),
                ('agent', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'banner',
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['information', 'caution', 'urgent'])), name='banner_has_a_level'), models.CheckConstraint(condition=models.Q(('stops__in', ['', 'opening', 'deposits', 'sign-in', 'everything'])), name='banner_stops_a_function'), models.CheckConstraint(condition=models.Q(('begins_at__lt', models.F('ends_at')), ('shown_from__lte', models.F('begins_at'))), name='banner_in_time_order'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='banner_version_from_one')],
            },
        ),
        migrations.CreateModel(
            name='PublishedTextRow',
            fields=[
                ('pk', models.CompositePrimaryKey('name', 'version', blank=True, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('version', models.SmallIntegerField()),
                ('title_fr', models.TextField()),
                ('title_en', models.TextField()),
                ('body_fr', models.TextField()),
                ('body_en', models.TextField()),
                ('was_read', models.BooleanField()),
                ('agent', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'published_text',
                'constraints': [models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='published_text_version_from_one')],
            },
        ),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
