"""Days and hours in words: local time, in the order and words of the reader's language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day(moment: date | datetime, *, today: date) -> str:
    """ "Tuesday, 24 November"; with the year when it is another one than today's."""
    local = _local(moment)
    if local.year == today.year:
        return date_format(local, pgettext("date format: weekday, day, month", "l, j F"))
    return date_format(local, pgettext("date format: weekday, day, month, year", "l, j F Y"))


def short_day(moment: date | datetime) -> str:
    """ "Tue, 24 Nov."."""
    return date_format(_local(moment), pgettext("date format: short weekday, day, short month", "D, j M"))


def clock(moment: datetime) -> str:
    """ "16:00", 24 hours everywhere: that is how the city writes it."""
    return date_format(_local(moment), "H:i")


def daytime(moment: datetime, *, today: date) -> str:
    """ "Tuesday, 24 November, 16:00"."""
    return pgettext("moment", "%(day)s, %(time)s") % {"day": day(moment, today=today), "time": clock(moment)}


def clock_range(starts_at: datetime, ends_at: datetime) -> SafeString:
    """ "16:00–18:00", kept in this order in right-to-left sentences, too."""
    return format_html('<bdi dir="ltr">{}–{}</bdi>', clock(starts_at), clock(ends_at))


def timespan(starts_at: datetime, ends_at: datetime, *, today: date) -> SafeString:
    """ "Tuesday, 24 November, 16:00–18:00"; over midnight both days are named."""
    if timezone.localdate(starts_at) == timezone.localdate(ends_at):
        pattern = pgettext("day and hours of one day", "%(day)s, %(hours)s")
        return format_html(
            pattern.replace("%(day)s", "{day}").replace("%(hours)s", "{hours}"),
            day=day(starts_at, today=today),
            hours=clock_range(starts_at, ends_at),
        )
    return format_html("{} – {}", daytime(starts_at, today=today), daytime(ends_at, today=today))
