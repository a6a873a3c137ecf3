"""What the code relies on is said before it goes wrong."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection

from cms import checks


def found(tag: str) -> list[str | None]:
    """The ids of our own messages."""
    messages = run_checks(tags=[tag], databases=["default"])
    return [message.id for message in messages if str(message.id).startswith("cms.")]


def test_house_as_it_is_passes(db: None) -> None:
    assert (found("database"), found("security"), found("caches")) == ([], [], [])


def test_transaction_around_the_request_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """volunteering.md, trap 4."""
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)

    assert found("database") == ["cms.E001"]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("read committed", []),
        ("read uncommitted", []),
        ("repeatable read", ["cms.E002"]),
        ("serializable", ["cms.E002"]),
    ],
)
def test_stricter_isolation_is_refused(
    db: None, monkeypatch: pytest.MonkeyPatch, level: str, expected: list[str]
) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(checks, "isolation_level", lambda _connection: level)

    assert [message.id for message in checks.one_transaction_a_decision(None, ["default"])] == expected


@pytest.mark.only_with("postgresql")
def test_level_is_read_from_postgresql(transactional_db: None) -> None:
    assert checks.isolation_level(connection) == "read committed"
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE")
    try:
        assert found("database") == ["cms.E002"]
    finally:
        connection.close()


def test_any_host_is_refused(settings: object) -> None:
    """Trap 8: names in mails and keys of limits come from the Host header."""
    settings.ALLOWED_HOSTS = ["haus.example", "*"]  # type: ignore[attr-defined]

    assert found("security") == ["cms.E003"]


def test_any_host_is_refused_by_every_command(db: None, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]

    with pytest.raises(Exception, match="ALLOWED_HOSTS contains"):
        call_command("check")


def test_limits_in_the_memory_of_a_process_are_refused(settings: object) -> None:
    """Trap 9."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # type: ignore[attr-defined]

    assert found("caches") == ["cms.E004"]
