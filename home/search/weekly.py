"""On Mondays the editors read in their digest how much was looked for and not found, with the way to the list."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy, ngettext

from cms.mail import digest
from cms.mail.digest import Line, Part, Reader
from cms.users.models import User
from home.search.misses import missed

WEEK = timedelta(days=7)
MONDAY = 0


def readers(at: datetime) -> Iterable[Reader]:
    """On Mondays everybody who may see the list."""
    if localdate(at).weekday() != MONDAY:
        return []
    may_see = Q(groups__permissions__codename="view_searchmiss") | Q(is_superuser=True)
    people = User.objects.filter(may_see, is_active=True).distinct().order_by("pk")
    return [Reader(person.email, person.name, person.language) for person in people]


def lines(reader: Reader, since: datetime, at: datetime) -> list[Line]:
    """One line about the week before; none where everything was found."""
    if reader.email not in {one.email for one in readers(at)}:
        return []
    today = localdate(at)
    count = len(missed(first=today - WEEK, last=today - timedelta(days=1)))
    return [_line(count)] if count else []


def register() -> None:
    """Adds the line to the digest."""
    heading = gettext_lazy("Looked for and not found")
    digest.register(Part("home.search", heading, readers, lines, sample=lambda: [_line(7)], position=60))


def _line(count: int) -> Line:
    sentence = ngettext(
        "Last week %(count)d search found nothing. Have a look at what is missing.",
        "Last week %(count)d different searches found nothing. Have a look at what is missing.",
        count,
    )
    return Line(sentence % {"count": count}, reverse("home_search_misses"))
