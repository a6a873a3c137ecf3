"""The nine languages of the house. Only German is public at first: the others need a front page in their language."""

from django.db import migrations

LANGUAGES = [
    # code, code for search engines, voice
    ("de", "de", "de-DE"),
    ("de-simple", "", "de-DE"),
    ("en", "en", "en-GB"),
    ("tr", "tr", "tr-TR"),
    ("ar", "ar", "ar-SA"),
    ("uk", "uk", "uk-UA"),
    ("ru", "ru", "ru-RU"),
    ("fa", "fa", "fa-IR"),
    ("fr", "fr", "fr-FR"),
]


def add_languages(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    LocaleProfile = apps.get_model("translation", "LocaleProfile")
    for position, (code, hreflang, voice) in enumerate(LANGUAGES):
        locale, _created = Locale.objects.get_or_create(language_code=code)
        LocaleProfile.objects.get_or_create(
            locale=locale,
            defaults={"position": position, "hreflang": hreflang, "voice": voice, "public": code == "de"},
        )


def keep_languages(apps, schema_editor):
    """Locales may hold pages by now; only our profiles go, with their table."""


class Migration(migrations.Migration):
    dependencies = [("translation", "0001_languages_versions_releases")]

    operations = [migrations.RunPython(add_languages, keep_languages)]
