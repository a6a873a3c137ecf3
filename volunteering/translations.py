"""The words of needs in the registries of translation: where they are, how urgent, and in the sitemap."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Min, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.translation import sitemap, translatable
from cms.translation.languages import LANGUAGES
from cms.ui import page_cache
from volunteering.enums import NeedState, Visibility
from volunteering.models import Need, NeedText, Shift


def path(code: str, language: str) -> str:
    """The public path of a need in this language."""
    with override(language):
        return reverse("volunteering:need", args=[code])


def paths(code: str) -> dict[str, str]:
    """The public paths of a need in all languages."""
    return {language: path(code, language) for language in LANGUAGES}


def address(text: NeedText, language: str) -> str | None:
    """Where readers find these words; nowhere while the need is not public."""
    need = text.need
    public = need.state == NeedState.PUBLISHED and need.visibility == Visibility.PUBLIC
    return path(need.code, language) if public else None


def weight(text: NeedText) -> float:
    """Places left, doubled when the next shift is within two weeks: short life comes first."""
    return weights([text])[text.translation_key]


def weights(texts: Sequence[NeedText]) -> dict[UUID, float]:
    """The same for many texts by their key; one query."""
    at = timezone.now()
    ahead = Shift.objects.ahead(at).filter(need__in=[text.need_id for text in texts]).order_by().values("need_id")
    rows = ahead.annotate(left=Sum(F("places_max") - F("places_taken")), first=Min("starts_at"))
    found = {row["need_id"]: (row["left"] or 0) * (2 if (row["first"] - at).days < 14 else 1) for row in rows}
    return {text.translation_key: 1.0 + found.get(text.need_id, 0) / 10 for text in texts}


def entries(language: str) -> Iterable[tuple[dict[str, str], datetime | None]]:
    """Public needs with words in this language, for the sitemap."""
    live = NeedText.objects.filter(live=True, need__in=Need.objects.public())
    by_need: dict[int, list[NeedText]] = {}
    for text in live.select_related("need", "locale").order_by("-need__published_at", "pk")[:5_000]:
        by_need.setdefault(text.need_id, []).append(text)
    for texts in by_need.values():
        languages = [text.locale.language_code for text in texts]
        if language in languages:
            code = texts[0].need.code
            yield {found: path(code, found) for found in languages}, texts[0].need.changed_at


def register() -> None:
    """Name the words, the sitemap and what makes kept pages old; called when the app is ready."""
    translatable.register(NeedText, area=_("Taking part"), url=address, weight=weight, weights=weights)
    sitemap.register(entries)
    page_cache.parameters("wann", "stadtteil", "sprache", "art", "ohne")
