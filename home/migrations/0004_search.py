from django.db import migrations, models

from cms.users.roles import EDITOR, PUBLISHER, grant, revoke

SQLITE = (
    """CREATE VIRTUAL TABLE home_searchindex USING fts5(
        title_words, words, marks, content='home_searchentry', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", prefix='2 3 4'
    )""",
    """CREATE TRIGGER home_searchindex_add AFTER INSERT ON home_searchentry BEGIN
        INSERT INTO home_searchindex(rowid, title_words, words, marks)
        VALUES (new.id, new.title_words, new.words, new.marks);
    END""",
    """CREATE TRIGGER home_searchindex_remove AFTER DELETE ON home_searchentry BEGIN
        INSERT INTO home_searchindex(home_searchindex, rowid, title_words, words, marks)
        VALUES ('delete', old.id, old.title_words, old.words, old.marks);
    END""",
    """CREATE TRIGGER home_searchindex_change AFTER UPDATE ON home_searchentry BEGIN
        INSERT INTO home_searchindex(home_searchindex, rowid, title_words, words, marks)
        VALUES ('delete', old.id, old.title_words, old.words, old.marks);
        INSERT INTO home_searchindex(rowid, title_words, words, marks)
        VALUES (new.id, new.title_words, new.words, new.marks);
    END""",
)
WITHOUT_SQLITE = (
    "DROP TRIGGER home_searchindex_add",
    "DROP TRIGGER home_searchindex_remove",
    "DROP TRIGGER home_searchindex_change",
    "DROP TABLE home_searchindex",
)
# Title and marks alone are small, so that a search in titles reads no long text; in both, A is title and C marks.
POSTGRESQL = (
    """ALTER TABLE home_searchentry ADD COLUMN title_document tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', marks), 'C')
    ) STORED""",
    """ALTER TABLE home_searchentry ADD COLUMN document tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', marks), 'C')
        || setweight(to_tsvector('simple', words), 'D')
    ) STORED""",
    "CREATE INDEX home_searchentry_in_title ON home_searchentry USING gin (title_document)",
    "CREATE INDEX home_searchentry_in_text ON home_searchentry USING gin (document)",
)
WITHOUT_POSTGRESQL = (
    "ALTER TABLE home_searchentry DROP COLUMN document",
    "ALTER TABLE home_searchentry DROP COLUMN title_document",
)


def make_index(apps, schema_editor):
    run(schema_editor, sqlite=SQLITE, postgresql=POSTGRESQL)


def drop_index(apps, schema_editor):
    run(schema_editor, sqlite=WITHOUT_SQLITE, postgresql=WITHOUT_POSTGRESQL)


def give(apps, schema_editor):
    for role in (EDITOR, PUBLISHER):
        grant(apps, role, ["home.view_searchmiss"])


def take(apps, schema_editor):
    for role in (EDITOR, PUBLISHER):
        revoke(apps, role, ["home.view_searchmiss"])


def run(schema_editor, **statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_glossary_page'),
        ('users', '0002_roles_of_the_staff'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('page', 'page'), ('event', 'event'), ('organisation', 'organisation'), ('person', 'person'), ('place', 'place')], max_length=16, verbose_name='kind')),
                ('key', models.CharField(max_length=40, verbose_name='key')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('heading', models.CharField(max_length=255, verbose_name='title')),
                ('summary', models.CharField(blank=True, max_length=400, verbose_name='summary')),
                ('title_words', models.TextField(verbose_name='words of the title, folded')),
                ('words', models.TextField(verbose_name='words of the text, folded')),
                ('marks', models.CharField(max_length=60, verbose_name='language and kind, as words')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
            ],
            options={
                'verbose_name': 'entry of the search',
                'verbose_name_plural': 'entries of the search',
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'language'), name='search_entry_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='SearchMiss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('query', models.CharField(blank=True, max_length=60, verbose_name='looked for')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='times')),
                ('wanted', models.PositiveIntegerField(default=0, verbose_name='wanted')),
                ('sentences', models.JSONField(blank=True, default=list, verbose_name='what readers say')),
            ],
            options={
                'verbose_name': 'search without an answer',
                'verbose_name_plural': 'searches without an answer',
                'ordering': ['-day', '-count'],
                'constraints': [models.UniqueConstraint(fields=('day', 'language', 'query'), name='search_miss_once_a_day')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(give, take),
    ]
