"""When silence of a job is an alarm, on the staff's dashboard and in `/health/ready`."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from cms.jobs.models import Heartbeat
from cms.jobs.registry import Job, registered

#: A daily job may be two hours late, every other one may miss one turn.
DAY = timedelta(days=1)
DAILY_GRACE = timedelta(hours=26)


def longest_silence(job: Job) -> timedelta:
    """How long the job may go without a success: twice its interval, daily jobs 26 hours."""
    return DAILY_GRACE if job.every == DAY else 2 * job.every


def alarms(at: datetime) -> list[str]:
    """One sentence for each job without a success for too long at `at`."""
    rows = {row.name: row for row in Heartbeat.objects.all()}
    return [sentence for job in registered() if (sentence := _alarm(job, rows.get(job.name), at))]


def _alarm(job: Job, row: Heartbeat | None, at: datetime) -> str:
    if row is None:
        return pgettext(
            "staff", "The job “%(job)s” has never been looked at. Start the worker: python manage.py work_queue"
        ) % {"job": job.name}
    last = row.succeeded_at or row.first_seen_at
    if last + longest_silence(job) > at:
        return ""
    words = {
        "job": job.name,
        "since": date_format(timezone.localtime(last), "SHORT_DATETIME_FORMAT"),
        "problem": row.sentence,
    }
    if row.failed_last:
        return (
            pgettext("staff", "The job “%(job)s” has not succeeded since %(since)s. It failed with: %(problem)s")
            % words
        )
    return pgettext("staff", "The job “%(job)s” has not succeeded since %(since)s. Does a worker run?") % words
