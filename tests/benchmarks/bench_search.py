"""P8: the search for common, rare and unknown words, with 2,000 and 20,000 rows in one language, on this database."""

import multiprocessing
import os
import random
import time
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.tables import show, verdict

SIZES = {2_000: 30.0, 20_000: 60.0}
NEVER_OVER = 250.0
QUERIES = {
    "common word": "Beratung",
    "two common": "Beratung Kurs",
    "begun": "Berat",
    "rare": "Silbe17",
    "none": "Zebra",
}
TIMES = 15
SEED = 20261124


def run() -> None:
    """Each size in a process and a database of its own."""
    rows: list[tuple[Any, ...]] = []
    for size in SIZES:
        with TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(1) as pool:
            rows += pool.apply(measure, (size, folder))
    show(
        "Search (P8): milliseconds of the questions of one answer, one language",
        ("query", "rows", "median", "longest", "hits", "goal"),
        rows,
        note="Goals: 30 ms at 2,000 rows, 60 ms at 20,000, never over 250 ms. DATABASE_URL chooses PostgreSQL.",
    )


def measure(size: int, folder: str) -> list[tuple[Any, ...]]:
    """The lines of one size; on PostgreSQL in a transaction that is rolled back."""
    os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    import django
    from django.core.management import call_command

    django.setup()
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        _fill(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        found = [(name, size, *_asked(query, size)) for name, query in QUERIES.items()]
        transaction.set_rollback(True)
    return found


def _fill(size: int) -> None:
    """Rows of 120 words; every second one has the common words, one in a hundred in its title."""
    from home.models import SearchEntry, SearchKind
    from home.search.index import marks_of

    draw = random.Random(SEED)
    vocabulary = [f"silbe{number}" for number in range(5_000)]
    rows = []
    for number in range(size):
        words = draw.choices(vocabulary, k=120) + (["beratung", "kurs"] if number % 2 else [])
        title = ["beratung"] if number % 100 == 0 else draw.choices(vocabulary, k=3)
        rows.append(
            SearchEntry(
                kind=SearchKind.PAGE,
                key=str(number),
                language="de",
                heading=" ".join(title),
                title_words=" ".join(title),
                words=" ".join(words),
                marks=marks_of(SearchKind.PAGE, "de"),
            )
        )
    SearchEntry.objects.bulk_create(rows, batch_size=500)


def _asked(query: str, size: int) -> tuple[str, str, int, str]:
    from home.models import SearchKind
    from home.search.asking import asked, question
    from home.search.engines import SECONDS, find, time_limit

    asks, taken, hits = question(asked(query, "de"), "de"), [], 0
    for _ in range(TIMES):
        begun = time.perf_counter()
        with time_limit(SECONDS):
            titles = find(asks, "de", [SearchKind.PAGE], in_title=True)
            hits = len({*titles, *find(asks, "de", [SearchKind.PAGE])})
        taken.append((time.perf_counter() - begun) * 1000)
    fine = max(taken) <= NEVER_OVER
    goal = verdict(median(taken), SIZES[size], at_least=False) if fine else "missed"
    return f"{median(taken):.1f}", f"{max(taken):.1f}", hits, goal
