"""Alive, ready, figures: for machines, without a detail for strangers."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms import health
from cms.jobs import registered
from cms.jobs.models import Heartbeat
from cms.mail.models import OutboxMessage

ALL_WELL = {"database": "ok", "migrations": "ok", "disk": "ok", "mail": "ok", "jobs": "ok"}


@pytest.fixture
def _everything_runs(db: None) -> None:
    """Every job has just succeeded."""
    at = timezone.now()
    Heartbeat.objects.all().delete()
    Heartbeat.objects.bulk_create(
        Heartbeat(name=job.name, first_seen_at=at, started_at=at, succeeded_at=at) for job in registered()
    )


def waiting_mail(since: timedelta) -> OutboxMessage:
    moment = timezone.now() - since
    return OutboxMessage.objects.create(
        key=f"test.{since}",
        kind="test",
        language="de",
        to="amina.osman@post.example",
        subject="x",
        message_id=f"<{since}@haus.example>",
        created_at=moment,
        not_before=moment,
    )


def test_alive_without_any_query(client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.usefixtures("_everything_runs")
def test_ready_when_everything_works(client: Client) -> None:
    response = client.get("/health/ready")

    assert response.json() == {"status": "ok", "checks": ALL_WELL}
    assert response.status_code == 200


@pytest.mark.usefixtures("_everything_runs")
def test_old_mail_is_a_failure(client: Client) -> None:
    waiting_mail(timedelta(minutes=29))
    assert client.get("/health/ready").status_code == 200

    waiting_mail(timedelta(minutes=31))
    response = client.get("/health/ready")

    assert response.json() == {"status": "failed", "checks": {**ALL_WELL, "mail": "failed"}}
    assert response.status_code == 503


@pytest.mark.usefixtures("_everything_runs")
def test_silent_job_is_a_failure(client: Client) -> None:
    Heartbeat.objects.filter(name=registered()[0].name).update(
        first_seen_at=timezone.now() - timedelta(days=9), succeeded_at=timezone.now() - timedelta(days=9)
    )

    assert client.get("/health/ready").json() == {"status": "failed", "checks": {**ALL_WELL, "jobs": "failed"}}


@pytest.mark.usefixtures("_everything_runs")
def test_full_disk_is_a_failure(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)

    assert client.get("/health/ready").json() == {"status": "failed", "checks": {**ALL_WELL, "disk": "failed"}}


@pytest.mark.usefixtures("_everything_runs")
def test_missing_migration_is_a_failure(client: Client) -> None:
    cache.delete("health.migrated")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ui'")

    assert client.get("/health/ready").json() == {"status": "failed", "checks": {**ALL_WELL, "migrations": "failed"}}


@pytest.mark.usefixtures("_everything_runs")
def test_check_that_breaks_is_a_failure_without_detail(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_at: object) -> bool:
        raise OSError("secret detail")

    monkeypatch.setattr(health, "can_write", broken)
    response = client.get("/health/ready")

    assert response.json() == {"status": "failed", "checks": {**ALL_WELL, "database": "failed"}}
    assert b"secret" not in response.content


@pytest.mark.usefixtures("_everything_runs")
def test_asking_changes_nothing(client: Client) -> None:
    def rows() -> list[object]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM ui_pageversion")
            return list(cursor.fetchall())

    before = rows()
    client.get("/health/ready")

    assert rows() == before


@pytest.mark.usefixtures("_everything_runs")
def test_figures_are_behind_a_token(client: Client, settings: object) -> None:
    settings.METRICS_TOKEN = "tell-me"  # type: ignore[attr-defined]
    waiting_mail(timedelta(minutes=5))

    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    response = client.get("/metrics", headers={"Authorization": "Bearer tell-me"})

    figures = dict(line.rsplit(" ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    assert figures['house_mails{status="waiting"}'] == "1"
    assert 299 < float(figures["house_oldest_mail_seconds"]) < 320
    assert figures["house_jobs_in_alarm"] == "0"
    assert {"house_page_cache_entries", "house_page_cache_bytes", "house_disk_free_bytes"} <= set(figures)
    assert len([name for name in figures if name.startswith("house_job_silence_seconds")]) == len(registered())
    assert "amina" not in response.content.decode()


def test_figures_do_not_exist_without_a_token(client: Client, db: None, settings: object) -> None:
    settings.METRICS_TOKEN = ""  # type: ignore[attr-defined]

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
