"""Due jobs of the pages, each safe to run twice."""

from datetime import datetime, timedelta

from django.core.management import call_command
from wagtail.models import Revision

from cms import jobs
from cms.translation.roots import roots
from cms.ui.pdf import shelf
from home.domain.enquiries import forget_unconfirmed
from home.domain.occurrences import materialise
from home.enums import EnquiryState
from home.models import Enquiry, Notice
from home.search import misses
from home.search.index import refresh_all
from home.teasers import source_events

ENQUIRY_KEPT = timedelta(days=183)


def make_dates(at: datetime) -> str:
    """The dates of every live event up to the horizon."""
    made = sum(materialise(event, at=at).created for event in source_events().exclude(rule=""))
    return f"{made} dates made"


def forget_enquiries(at: datetime) -> str:
    """What nobody confirmed, and what is closed for six months."""
    unconfirmed = forget_unconfirmed(at)
    done = (EnquiryState.CLOSED, EnquiryState.SPAM)
    closed, _by_model = Enquiry.objects.filter(state__in=done, changed_at__lt=at - ENQUIRY_KEPT).delete()
    return f"{unconfirmed} unconfirmed and {closed} closed enquiries deleted"


def end_notices(at: datetime) -> str:
    """Notices that are over are taken off, so that editors see what is left."""
    over = Notice.objects.filter(locale_id=roots().source.locale_id, live=True, ends_at__lt=at - timedelta(days=1))
    ended = 0
    for notice in over:
        notice.unpublish(set_expired=True)
        ended += 1
    return f"{ended} notices ended"


def publish_scheduled(at: datetime) -> str:
    """What editors scheduled goes live or offline; translations that may not go live say why in the log."""
    call_command("publish_scheduled", verbosity=0)
    return "The schedule of the editors was followed."


def has_scheduled(at: datetime) -> bool:
    """Whether something was to go live by now."""
    return bool(Revision.objects.filter(approved_go_live_at__lte=at).exists())


def keep_search(at: datetime) -> str:
    """Entries of the search that a crash or a change of facts left behind; each kind in a transaction of its own."""
    return f"{refresh_all()} entries of the search changed"


def forget_misses(at: datetime) -> str:
    """Searches without an answer that nobody repeated, and old ones."""
    return f"{misses.forget(at)} searches without an answer deleted"


def register() -> None:
    """Tells the register of due jobs."""
    jobs.register(jobs.Job("home.dates", timedelta(days=1), make_dates))
    jobs.register(jobs.Job("home.enquiries", timedelta(hours=6), forget_enquiries))
    jobs.register(jobs.Job("home.pdf", timedelta(days=1), shelf.prune))
    jobs.register(jobs.Job("home.notices", timedelta(hours=6), end_notices))
    jobs.register(jobs.Job("home.schedule", timedelta(minutes=15), publish_scheduled, has_scheduled))
    jobs.register(jobs.Job("home.search_index", timedelta(days=1), keep_search))
    jobs.register(jobs.Job("home.search_misses", timedelta(days=1), forget_misses))
