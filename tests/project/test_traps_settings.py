"""Traps 9, 11 to 14, 17 and 20 of platform.md: settings whose defaults do harm."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page

from cms.mail.enums import Status
from cms.mail.models import OutboxMessage
from cms.mail.sending import LEASE, drain, lease
from cms.settings import base
from cms.ui.limits import allow
from tests.make.people import make_staff

FOREIGN = re.compile(
    rb"""(?:src|srcset|href|action|poster|data)=["']?\s*(?:https?:)?//(?!testserver)[^"'>\s]+""", re.IGNORECASE
)


def settings_with(**variables: str) -> dict[str, object]:
    """Some settings as another process reads them from its environment."""
    script = (
        "import json; from cms.settings import base as s; "
        "print(json.dumps({'apps': s.INSTALLED_APPS, 'cache': s.CACHES['default']['BACKEND'], "
        "'engine': s.DATABASES['default']['ENGINE'], 'options': s.DATABASES['default'].get('OPTIONS', {}), "
        "'age': s.DATABASES['default']['CONN_MAX_AGE']}))"
    )
    known = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL"}}
    root = Path(__file__).resolve().parent.parent.parent
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=known | variables, check=True, capture_output=True, text=True
    )
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def test_database_comes_with_what_it_needs() -> None:
    """Trap 17: contrib.postgres imports psycopg, and is needed with PostgreSQL."""
    embedded = settings_with()
    grown = settings_with(DATABASE_URL="postgres://haus@db/haus", CACHE_URL="redis://cache:6379/0")

    assert "django.contrib.postgres" not in embedded["apps"]  # type: ignore[operator]
    assert "django.contrib.postgres" in grown["apps"]  # type: ignore[operator]
    assert (embedded["engine"], grown["engine"]) == ("django.db.backends.sqlite3", "django.db.backends.postgresql")
    assert (embedded["age"], grown["age"]) == (600, 600)
    assert embedded["options"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
    assert grown["cache"] == "django.core.cache.backends.redis.RedisCache"
    assert embedded["cache"] == "django.core.cache.backends.db.DatabaseCache"


@pytest.mark.only_with("sqlite")
def test_pragmas_hold_on_the_connection(db: None) -> None:
    with connection.cursor() as cursor:
        values = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "mmap_size")]

    assert values == [1, 134_217_728]


@pytest.mark.only_with("database cache")
def test_limits_count_for_all_processes_together(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Trap 9: a cache in the memory of a process would let everybody try once a process."""
    assert isinstance(caches["default"], DatabaseCache)

    assert [allow("test", who="198.51.100.7", limit=2, seconds=60) for _ in range(3)] == [True, True, False]

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache WHERE cache_key LIKE %s", ["%test%"])
        assert cursor.fetchone()[0] >= 1


def test_admin_calls_no_other_server(client: Client, db: None, settings: object) -> None:
    """Trap 11: Gravatar, the check for updates and the banner of news ask servers of others."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    person = make_staff()
    person.is_superuser = True
    person.save()
    client.force_login(person)

    for name in ("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account", "wagtailusers_users:index"):
        response = client.get(reverse(name), follow=True)
        assert response.status_code == 200, name
        loaded = [found for found in FOREIGN.findall(response.content) if b"href=" not in found.lower()]
        assert loaded == [], name
        assert b"gravatar.com" not in response.content, name
        assert b"releases.wagtail" not in response.content, name
    assert base.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert base.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert base.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False


def test_message_of_a_worker_that_was_killed_is_sent_by_the_next(db: None) -> None:
    """Trap 12: a task whose worker is killed stays RUNNING for ever. The outbox has leases that lapse."""
    at = timezone.now()
    message = OutboxMessage.objects.create(
        key="test.killed:1",
        kind="test",
        language="de",
        to="amina.osman@post.example",
        subject="Ihr Platz",
        text="Guten Tag",
        html="<p>Guten Tag</p>",
        message_id="<born@haus.example>",
        created_at=at,
        not_before=at,
    )

    assert lease(message.pk, at=at) is not None  # … and here the worker is killed
    assert drain(at + LEASE - timedelta(seconds=1)) == 0
    assert drain(at + LEASE + timedelta(seconds=1)) == 1
    assert drain(at + 2 * LEASE) == 0

    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.SENT, 2)
    assert [letter.extra_headers["Message-ID"] for letter in mail.outbox] == ["<born@haus.example>"]


def test_search_index_does_not_wait_for_a_worker(db: None) -> None:
    """Trap 13: with a queue as the default of tasks, a new page is found only when a worker comes by."""
    from wagtail.search.backends import get_search_backend

    assert base.TASKS["default"]["BACKEND"] == "django.tasks.backends.immediate.ImmediateBackend"
    assert base.TASKS["background"]["BACKEND"] == "django_tasks_db.DatabaseBackend"

    parent = Page.objects.get(depth=2)
    parent.add_child(instance=Page(title="Nachbarschaftsfest", slug="nachbarschaftsfest", locale=Locale.get_default()))

    found = get_search_backend().search("Nachbarschaftsfest", Page)
    assert [page.title for page in found] == ["Nachbarschaftsfest"]


def test_mail_is_set_up_the_new_way() -> None:
    """Trap 14: the settings EMAIL_… are deprecated."""
    assert [name for name in vars(base) if name.startswith("EMAIL_")] == []
    assert base.mailers("smtps://haus%40x:p%2Fw@mail.example:465")["outgoing"] == {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": "mail.example",
            "port": 465,
            "username": "haus@x",
            "password": "p/w",
            "use_ssl": True,
            "use_tls": False,
            "timeout": 20,
        },
    }


def test_account_page_of_the_admin_knows_the_time_zones(client: Client, db: None, settings: object) -> None:
    """Trap 20: without the setting its script throws."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    person = make_staff()
    person.is_superuser = True
    person.save()
    client.force_login(person)

    response = client.get(reverse("wagtailadmin_account"))

    assert response.status_code == 200
    assert base.WAGTAIL_USER_TIME_ZONES == ["Europe/Berlin"]
