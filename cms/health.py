"""Health of the house for machines: is it alive, can it work, and its figures.

The answers name no detail that would help a stranger; the log and the desks of the staff do.
"""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, F, Min
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import jobs
from cms.jobs.models import Heartbeat
from cms.mail.enums import Status
from cms.mail.models import OutboxMessage
from cms.ui import page_cache
from cms.ui.models import PageVersion

logger = logging.getLogger(__name__)

LONGEST_WAIT_OF_A_MAIL = timedelta(minutes=30)
LEAST_FREE_BYTES = 200 * 1024 * 1024
MIGRATIONS_STAY_KNOWN = 60


@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """The process answers. Asks no database, so that a restart of the database does not restart the house."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """The house can work: 200 when every check passes, else 503 with the names of those that do not."""
    at = timezone.now()
    checks: dict[str, Callable[[datetime], bool]] = {
        "database": can_write,
        "migrations": is_migrated,
        "disk": has_room,
        "mail": mails_go_out,
        "jobs": jobs_run,
    }
    result = {name: passes(name, check, at) for name, check in checks.items()}
    failed = not all(result.values())
    words = {name: "ok" if good else "failed" for name, good in result.items()}
    return JsonResponse({"status": "failed" if failed else "ok", "checks": words}, status=503 if failed else 200)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in the text format of Prometheus, for whoever shows METRICS_TOKEN as a bearer token."""
    token = settings.METRICS_TOKEN
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        raise Http404("There is no such page.")
    lines = [f"house_{name} {value}" for name, value in figures(timezone.now()).items()]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4; charset=utf-8")


# ---------------------------------------------------------------- the checks


def passes(name: str, check: Callable[[datetime], bool], at: datetime) -> bool:
    """Whether a check passes; one that breaks does not, and is told in the log."""
    try:
        return check(at)
    except Exception:
        logger.exception("The check %s could not be made.", name)
        return False


def can_write(_at: datetime) -> bool:
    """The database takes a write (one that changes nothing)."""
    return PageVersion.objects.filter(pk=1).update(number=F("number")) == 1


def is_migrated(_at: datetime) -> bool:
    """Every migration is applied; once that is so, it is believed for a minute."""
    if cache.get("health.migrated"):
        return True
    executor = MigrationExecutor(connection)
    done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if done:
        cache.set("health.migrated", True, MIGRATIONS_STAY_KNOWN)
    return done


def has_room(_at: datetime) -> bool:
    """The disk with the data has room left."""
    return shutil.disk_usage(settings.DATA_DIR).free >= LEAST_FREE_BYTES


def mails_go_out(at: datetime) -> bool:
    """No mail has waited for too long."""
    oldest = oldest_waiting_mail()
    return oldest is None or at - oldest <= LONGEST_WAIT_OF_A_MAIL


def jobs_run(at: datetime) -> bool:
    """No due job has been silent for too long."""
    return not jobs.health(at)


def oldest_waiting_mail() -> datetime | None:
    """Since when the oldest mail that could go has been waiting."""
    found: datetime | None = OutboxMessage.objects.filter(status=Status.WAITING).aggregate(oldest=Min("not_before"))[
        "oldest"
    ]
    return found


def figures(at: datetime) -> dict[str, float]:
    """Name and value of each figure; times are seconds."""
    counts = dict(OutboxMessage.objects.values_list("status").annotate(Count("pk")).order_by())
    oldest = oldest_waiting_mail()
    result: dict[str, float] = {f'mails{{status="{status}"}}': counts.get(status, 0) for status in Status.values}
    result["oldest_mail_seconds"] = max(0.0, (at - oldest).total_seconds()) if oldest else 0.0
    for name, succeeded in Heartbeat.objects.values_list("name", "succeeded_at"):
        if succeeded:
            result[f'job_silence_seconds{{job="{name}"}}'] = (at - succeeded).total_seconds()
    result["jobs_in_alarm"] = len(jobs.health(at))
    result["page_cache_entries"] = len(page_cache.STORE.entries)
    result["page_cache_bytes"] = page_cache.STORE.size
    result["disk_free_bytes"] = shutil.disk_usage(settings.DATA_DIR).free
    return result


urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("metrics", metrics, name="metrics"),
]
