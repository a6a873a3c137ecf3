"""Fixtures of the whole suite: fast databases, the demo story, a browser, and the letters that were sent."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.databases import Databases

pytest_plugins = ["tests.acceptance"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
WITHOUT_BROWSER = "No Chromium found. On Debian: apt-get install chromium"
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the stories of the browser; leave out what is about another database or cache than this round has."""
    present = {"postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"}
    if not os.environ.get("CACHE_URL"):
        present.add("database cache")
    elsewhere = [item for item in items if any(set(m.args) - present for m in item.iter_markers("only_with"))]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With REQUIRE_ALL=1 nothing may be skipped: a skip is a failure."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped although REQUIRE_ALL=1: {report.longrepr}"


@pytest.fixture(scope="session")
def databases(worker_id: str) -> Databases:
    return Databases(worker_id)


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Migrate once into a template database and copy it for this worker."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.set_up()
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.tear_down()


@pytest.fixture
def demo(transactional_db: None, databases: Databases) -> None:
    """The database as `load_demo` leaves it, today."""
    databases.restore("demo")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """No test sees what another left in memory or in a shared cache."""
    from cms.translation import demand
    from cms.ui import page_cache

    getattr(page_cache, "forget", lambda: None)()
    demand.waiting.take()
    if os.environ.get("CACHE_URL"):
        cache.clear()


@pytest.fixture
def in_english() -> Iterator[None]:
    """Sentences as they stand in the code, whatever the catalogues say."""
    from django.utils.translation import override

    with override("en"):
        yield


@pytest.fixture
def outbox(request: pytest.FixtureRequest) -> Callable[[], list[object]]:
    """Send what is due and return every message so far, oldest first."""
    from cms.mail.models import OutboxMessage
    from cms.mail.sending import drain

    def letters() -> list[object]:
        drain(timezone.now())
        return list(OutboxMessage.objects.order_by("pk"))

    return letters


# ---------------------------------------------------------------- browser


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip(WITHOUT_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: object, live_server: object) -> Iterator[Callable[..., object]]:
    """Opens pages with a chosen width, language, colour scheme, or without JavaScript."""
    contexts = []

    def open_page(width: int = 360, height: int = 740, **options: object) -> object:
        context = browser.new_context(  # type: ignore[attr-defined]
            base_url=str(live_server), viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., object]) -> object:
    """A phone."""
    return new_page()


@pytest.fixture
def desktop(new_page: Callable[..., object]) -> object:
    return new_page(width=1280, height=900)


@pytest.fixture
def page_without_js(new_page: Callable[..., object]) -> object:
    return new_page(java_script_enabled=False)


@pytest.fixture(scope="session")
def project_root() -> Path:
    return Path(__file__).resolve().parent.parent
