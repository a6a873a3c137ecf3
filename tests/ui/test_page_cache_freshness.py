"""A change is seen at once in the process that wrote, and within a second in every other."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page, Site

from cms.ui import page_cache
from cms.ui.models import PageVersion
from cms.ui.page_version import Version
from tests.ui.cached_pages import MADE

PAGE = "/de/seite/"


def number() -> int:
    return PageVersion.objects.get().number


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_change_is_seen_at_once_in_this_process(guest: Client) -> None:
    guest.get(PAGE)

    page_cache.changed()
    guest.get(PAGE)

    assert MADE[PAGE] == 2
    assert guest.get(PAGE)["Cache-Status"] == "house; hit"


@pytest.mark.django_db(transaction=True)
def test_others_are_told_once_and_after_the_commit() -> None:
    before = number()

    with transaction.atomic():
        page_cache.changed()
        with transaction.atomic():
            page_cache.changed()
        page_cache.changed()
        assert number() == before

    assert number() == before + 1


@pytest.mark.django_db(transaction=True)
def test_change_that_is_rolled_back_tells_nobody() -> None:
    before = number()

    with transaction.atomic():
        page_cache.changed()
        transaction.set_rollback(True)

    assert number() == before


@pytest.mark.django_db(transaction=True)
def test_change_after_a_savepoint_that_was_rolled_back_is_told() -> None:
    before = number()

    with transaction.atomic():
        try:
            with transaction.atomic():
                page_cache.changed()
                raise LookupError
        except LookupError:
            pass
        page_cache.changed()

    assert number() == before + 1


@pytest.mark.django_db(transaction=True)
def test_change_outside_of_a_transaction_is_told_at_once() -> None:
    before = number()

    page_cache.changed()

    assert number() == before + 1


@pytest.mark.django_db(transaction=True)
def test_counter_is_made_anew_when_its_row_is_lost() -> None:
    PageVersion.objects.all().delete()

    page_cache.changed()

    assert number() == 1


def test_database_is_asked_at_most_twice_a_second(
    db: None, settings: object, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PAGE_VERSION_SECONDS = 0.5  # type: ignore[attr-defined]
    clock = Clock()
    version = Version(clock)
    with django_assert_num_queries(1):
        first = version.current()

    with django_assert_num_queries(0):
        for _ in range(100):
            clock.now += 0.004
            assert version.current() == first
    clock.now += 0.11
    with django_assert_num_queries(1):
        assert version.current() == first


def test_change_of_another_process_is_seen_at_the_next_look(db: None, settings: object) -> None:
    settings.PAGE_VERSION_SECONDS = 0.5  # type: ignore[attr-defined]
    clock = Clock()
    ours, theirs = Version(clock), Version(clock)
    known = ours.current()

    theirs.bump()

    assert ours.current() == known
    clock.now += 0.5
    assert ours.current() == known + 1


def test_page_that_was_begun_before_a_change_is_not_kept(guest: Client) -> None:
    assert guest.get("/de/aendert/").status_code == 200

    assert not page_cache.STORE.entries


def test_remembered_value_lasts_until_a_change(guest: Client) -> None:
    made: list[str] = []

    def menu() -> str:
        made.append("menu")
        return f"menu {len(made)}"

    assert [page_cache.remembered("menu", menu) for _ in range(3)] == ["menu 1"] * 3
    page_cache.VERSION.forget()
    assert page_cache.remembered("menu", menu) == "menu 2"
    assert page_cache.remembered(("menu", "ar"), menu) == "menu 3"


def test_nothing_is_remembered_without_a_cache_or_inside_a_change(guest: Client, settings: object) -> None:
    numbers = iter(range(10))

    with transaction.atomic():
        page_cache.changed()
        assert [page_cache.remembered("x", lambda: next(numbers)) for _ in range(2)] == [0, 1]
        transaction.get_connection().run_on_commit.clear()
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]
    assert [page_cache.remembered("x", lambda: next(numbers)) for _ in range(2)] == [2, 3]


def test_memory_has_a_bound(guest: Client) -> None:
    for key in range(page_cache.MOST_REMEMBERED + 10):
        page_cache.remembered(key, lambda: None)

    assert len(page_cache._memory) <= page_cache.MOST_REMEMBERED


def test_wagtail_publication_is_a_change(db: None) -> None:
    home = Page.objects.get(depth=2)
    page = home.add_child(instance=Page(title="Neu", slug="neu", locale=Locale.get_default(), live=False))

    def changes(action: Callable[[], object]) -> bool:
        before = page_cache.VERSION.generation
        page.refresh_from_db()
        action()
        return page_cache.VERSION.generation > before

    assert changes(page.save_revision().publish)
    assert changes(lambda: page.unpublish())
    assert changes(lambda: page.move(Page.objects.get(depth=1), "last-child"))
    assert changes(lambda: page.delete())
    assert not home.get_children().filter(slug="neu").exists()


def test_settings_of_the_site_are_a_change(db: None) -> None:
    before = page_cache.VERSION.generation

    Site.objects.get().save()

    assert page_cache.VERSION.generation > before


def test_saving_a_draft_is_no_change(db: None) -> None:
    home = Page.objects.get(depth=2)
    page = home.add_child(instance=Page(title="Entwurf", slug="entwurf", locale=Locale.get_default(), live=False))
    before = page_cache.VERSION.generation

    page.save_revision()

    assert page_cache.VERSION.generation == before


def test_rows_that_are_followed_are_public_facts(db: None) -> None:
    from django.db.models.signals import post_delete, post_save
    from taggit.models import Tag

    page_cache.follows(Tag)
    try:
        before = page_cache.VERSION.generation
        tag = Tag.objects.create(name="x")
        after_save = page_cache.VERSION.generation
        tag.delete()
        after_delete = page_cache.VERSION.generation
    finally:
        post_save.disconnect(sender=Tag, dispatch_uid="page_cache.save.taggit.Tag")
        post_delete.disconnect(sender=Tag, dispatch_uid="page_cache.delete.taggit.Tag")

    assert before < after_save < after_delete


@pytest.mark.django_db(transaction=True)
def test_guest_of_another_process_sees_a_change_within_a_second(
    guest: Client, settings: object, project_root: Path
) -> None:
    """A second process writes; it has its own memory, and the same database."""
    settings.PAGE_VERSION_SECONDS = 0.5  # type: ignore[attr-defined]
    guest.get(PAGE)
    script = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        f"connection.settings_dict['NAME'] = {str(connection.settings_dict['NAME'])!r}\n"
        "from cms.ui import page_cache\n"
        "page_cache.changed()\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=project_root, env=environment, capture_output=True, text=True
    )
    written = time.monotonic()

    while MADE[PAGE] == 1 and time.monotonic() - written < 5:
        guest.get(PAGE)
    seen = time.monotonic() - written

    assert (other.returncode, other.stderr, MADE[PAGE]) == (0, "", 2)
    assert seen <= 1.0
