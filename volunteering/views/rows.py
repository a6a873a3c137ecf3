"""How needs and shifts stand in a list: facts in the reader's language, words with the language they are in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volunteering.domain.listing import Listed
from volunteering.domain.vocabulary import kinds
from volunteering.domain.wording import language_name
from volunteering.enums import NeedKind
from volunteering.models import Need, Shift

Fact = str | tuple[str, str]


@dataclass(frozen=True)
class Row:
    """One line of a list, as components/row.html wants it."""

    title: str
    url: str
    lang: str
    text: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    facts: list[Fact] = field(default_factory=list)
    reasons: list[str | dict[str, object]] = field(default_factory=list)
    side: str = ""
    status: str = ""
    action_label: str = ""
    action_url: str = ""
    action_kind: str = "quiet"


def places_in_words(shift: Shift) -> str:
    """ "2 places left", or that all are taken."""
    left = 0 if shift.waiting else shift.places_left
    if left <= 0:
        return _("all places taken, waiting list")
    return ngettext("%(count)d place left", "%(count)d places left", left) % {"count": left}


def where(need: Need) -> str:
    """The district, or that one can help from home."""
    if need.online:
        return _("from home, online")
    return need.district.name if need.district else need.address_hint


def languages_in_words(need: Need) -> list[str]:
    """ "Arabic is needed", "Turkish helps": languages as skills; German as a wish goes without saying."""
    necessary = [asked for asked in need.languages.all() if asked.hard]
    helpful = [asked for asked in need.languages.all() if not asked.hard and asked.language != "de"]
    words = []
    if necessary:
        names = ", ".join(language_name(asked.language) for asked in necessary)
        words.append(_("%(languages)s needed") % {"languages": names})
    if helpful:
        names = ", ".join(language_name(asked.language) for asked in helpful)
        words.append(_("%(languages)s helps") % {"languages": names})
    return words


def need_row(listed: Listed, *, reasons: Iterable[str] = ()) -> Row:
    """A need in the public list."""
    need, shift = listed.need, listed.next
    facts: list[Fact] = [("place", where(need))] if where(need) else []
    if need.organisation:
        facts.append(("people", need.organisation.name))
    facts += [("language", words) for words in languages_in_words(need)]
    facts.append(("calendar", _when_in_words(listed)))
    return Row(
        title=listed.words.title,
        url=reverse("volunteering:need", args=[need.code]),
        lang=listed.words.language,
        text=listed.words.summary,
        starts_at=shift.starts_at if shift else None,
        ends_at=shift.ends_at if shift else None,
        facts=facts,
        reasons=list(reasons),
        side=places_in_words(shift) if shift else "",
        status=_("help needed soon") if listed.urgent else "",
    )


def _when_in_words(listed: Listed) -> str:
    kind = kinds()[listed.need.kind].label()
    if listed.need.kind in (NeedKind.FLEXIBLE, NeedKind.TANDEM) or not listed.more:
        return kind
    more = ngettext("%(count)d more date", "%(count)d more dates", listed.more) % {"count": listed.more}
    return _("%(kind)s, %(more)s") % {"kind": kind, "more": more}
