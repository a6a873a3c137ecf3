"""Pages and snippets in many languages."""

from itertools import count
from typing import Any

from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation

from cms.network.models import OrganisationText
from cms.translation.models import LocaleProfile
from cms.translation.roots import roots
from cms.translation.translating import publish_translation, sentences
from home.models import HomePage, NetworkPage, TextPage
from tests.make.network import make_organisation
from tests.make.people import make_user

_numbers = count(1)


def make_public(*codes: str) -> None:
    """Offer languages to readers, whatever stands in the way."""
    for profile in LocaleProfile.objects.filter(locale__language_code__in=codes or roots().languages):
        profile.public = True
        profile.save()


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def make_front_page() -> HomePage:
    """The German front page as root of the only site, live."""
    for site in Site.objects.select_related("root_page"):
        if isinstance(site.root_page.specific, HomePage):
            return site.root_page.specific
    page = HomePage(title="Offenes Haus", slug="haus", hero="Willkommen", lead="Für alle.", locale=locale("de"))
    page.responsible = make_user()
    Page.objects.get(depth=1).add_child(instance=page)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page}
    )
    Page.objects.filter(depth=2).exclude(pk=page.pk).first().delete()
    return publish(page)


def make_page(
    parent: Page | None = None,
    title: str = "",
    *,
    lead: str = "",
    live: bool = True,
    kind: type = TextPage,
    **fields: Any,
) -> Any:
    """A German page below the front page."""
    number = next(_numbers)
    title = title or f"Angebot {number}"
    parent = parent or make_front_page()
    page = kind(title=title, slug=fields.pop("slug", f"angebot-{number}"), lead=lead or f"Was {title} ist.", **fields)
    page.responsible, page.live = parent.responsible, False
    parent.add_child(instance=page)
    return publish(page) if live else page


def make_directory() -> NetworkPage:
    return make_page(title="Netzwerk", slug="netzwerk", kind=NetworkPage)


def make_organisation_text(words: str = "Wir beraten Familien.", *, live: bool = True) -> OrganisationText:
    text = OrganisationText(
        organisation=make_organisation(), what_we_do=words, how_to_reach_us="Kommen Sie vorbei.", locale=locale("de")
    )
    text.live = False
    text.save()
    return publish(text) if live else text


def publish(row: Any) -> Any:
    row.save_revision().publish()
    row.refresh_from_db()
    return type(row).objects.get(pk=row.pk)


def in_words_of(source: Any, code: str) -> dict[str, str]:
    """Every German sentence with the language in front of it, marks kept."""
    return {sentence: f"{code}: {sentence}" for sentence in sentences(source)}


def translated(source: Any, code: str, **people: Any) -> Any:
    """The live text row of a source, complete."""
    return publish_translation(source, code, in_words_of(source, code), **people)


def make_sentence(source: Any, code: str, german: str, words: str = "", *, machine: bool = False) -> StringTranslation:
    """One German sentence of a source that was read already, translated by a person or a machine."""
    segment = StringSegment.objects.get(source__object_id=source.translation_key, string__data=german)
    row = StringTranslation(
        translation_of=segment.string,
        context=segment.context,
        locale=locale(code),
        data=words or f"{code}: {german}",
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE if machine else "manual",
    )
    row.save()
    return row
