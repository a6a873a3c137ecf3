"""P2: pages that are not in the cache: queries, CPU, and the same pages served as Wagtail's documentation tells."""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from tests.benchmarks.houses import environment
from tests.benchmarks.tables import show, spread, verdict

ROUNDS = 9
REQUESTS = 12
MOST_QUERIES = 8
GOAL = 2.5


def run() -> None:
    """In this process, so that nothing but the page itself is measured."""
    os.environ.update(environment())
    import django

    django.setup()
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        measure()
    finally:
        teardown_test_environment()


def measure() -> None:
    """Front page, a content page, the same in Arabic, and the list of needs; each with both ways of serving."""
    from django.test import Client, override_settings

    from cms.ui import page_cache

    pages = addresses()
    stock = {"ROOT_URLCONF": "tests.benchmarks.stock_urls", "PAGE_CACHE_SECONDS": 0}
    rows = []
    for name, path in pages.items():
        guest = Client(headers={"Accept-Encoding": "br"})

        def ours(path: str = path, guest: Any = guest) -> None:
            page_cache.STORE.clear()
            answer = guest.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")

        plain = Client(headers={"Accept-Encoding": "br"})

        def theirs(path: str = path, guest: Any = plain) -> None:
            guest.get(path)

        ours()
        queries = count(ours)
        with override_settings(**stock):
            theirs()
            stock_queries = count(theirs)
        own_times, stock_times = [], []
        for _number in range(ROUNDS):
            own_times.append(cpu(ours))
            with override_settings(**stock):
                stock_times.append(cpu(theirs))
        own, other = median(own_times), median(stock_times)
        rows.append(
            [
                name,
                path,
                queries,
                stock_queries,
                f"{own * 1e3:.1f}",
                f"{other * 1e3:.1f}",
                f"{other / own:.2f}",
                f"{max(spread(own_times), spread(stock_times)):.0%}",
                verdict(queries, MOST_QUERIES, at_least=False),
                verdict(other / own, GOAL, at_least=True),
            ]
        )
    show(
        "P2  Pages that are not in the cache, against a stock Wagtail URLconf over the same models and templates",
        [
            "page",
            "address",
            "queries",
            "stock",
            "CPU ms",
            "stock",
            "ratio",
            "spread",
            f"≤ {MOST_QUERIES} queries",
            f"≥ {GOAL} x",
        ],
        rows,
        note="Menus, roots and restrictions are remembered until a public fact changes; that is part of what is "
        "measured. bakerydemo joins when BENCH_BAKERY names a checkout (not measured here).",
    )


def addresses() -> dict[str, str]:
    """The pages that are measured, found in the demo; a language that is not public yet has none."""
    from django.test import Client
    from wagtail.models import Locale

    from home.models import ServicePage

    german = Locale.objects.get(language_code="de")
    service = ServicePage.objects.live().filter(locale=german).order_by("path").first()
    found = {"front page": "/de/", "list of needs": "/de/mitmachen/"}
    if service is not None:
        found["content page"] = service.get_url() or ""
        rows = ServicePage.objects.live().filter(translation_key=service.translation_key).exclude(locale=german)
        for row in rows.select_related("locale").order_by("locale__language_code"):
            found[f"the same in {row.locale.language_code}"] = row.get_url() or ""
    paths = {name: path.replace("http://127.0.0.1:8000", "") for name, path in found.items()}
    open_ones = {name: path for name, path in paths.items() if Client().get(path).status_code == 200}
    return dict(list(open_ones.items())[:6])


def count(action: Callable[[], None]) -> int:
    """How many queries it makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


def cpu(action: Callable[[], None]) -> float:
    """Seconds of CPU for one run, the mean of some."""
    started = time.process_time()
    for _number in range(REQUESTS):
        action()
    return (time.process_time() - started) / REQUESTS
