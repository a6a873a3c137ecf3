"""P12: the matrix of 1,000 pages in nine languages, and starting a page of 60 sentences in eight."""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from tests.benchmarks.houses import environment
from tests.benchmarks.tables import show, verdict

FEW, MANY = 100, 1_000
SENTENCES = 12
LONG_PAGE = 60
MOST_QUERIES, MOST_QUERIES_OF_A_START = 10, 30
ANSWER_MS = 200
ROUNDS = 5


def run() -> None:
    """In this process and in one transaction, which is taken back: the demo stays as it is."""
    os.environ.update(environment())
    import django

    django.setup()
    from django.db import transaction
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        with transaction.atomic():
            measure()
            transaction.set_rollback(True)
    finally:
        teardown_test_environment()


def measure() -> None:
    """Reading the matrix with few and many pages, showing it, and starting translations."""
    rows = []
    for added, count in ((FEW, FEW), (MANY - FEW, MANY)):
        make_pages(added)
        rows.append(_reading(count))
        rows.append(_showing(count))
    show(
        f"P12  Matrix in nine languages, {SENTENCES} sentences a text, half of them translated in four",
        ["what", "texts", "queries", f"≤ {MOST_QUERIES}", "CPU ms", "ms a text"],
        rows,
        note="The page itself asks some more for session, rights and menu; their number does not grow.",
    )
    show(
        f"P12  A page of {LONG_PAGE} sentences into eight languages",
        ["what", "queries", f"≤ {MOST_QUERIES_OF_A_START}", "ms", f"≤ {ANSWER_MS} ms"],
        _starting(),
    )


def _reading(texts: int) -> list[object]:
    from django.utils import timezone

    from cms.translation.matrix.table import read

    def work() -> None:
        read(on=timezone.localdate())

    queries, milliseconds = _counted(work)
    return [
        "read the matrix",
        texts,
        queries,
        verdict(queries, MOST_QUERIES, at_least=False),
        f"{milliseconds:.0f}",
        f"{milliseconds / texts:.2f}",
    ]


def _showing(texts: int) -> list[object]:
    client = _staff()

    def work() -> None:
        answer = client.get("/admin/uebersetzung/")
        if answer.status_code != 200:
            raise RuntimeError(f"The matrix answered {answer.status_code}.")

    work()
    queries, milliseconds = _counted(work)
    return ["its first page", texts, queries, "", f"{milliseconds:.0f}", f"{milliseconds / texts:.2f}"]


def _starting() -> list[list[object]]:
    from django.urls import reverse
    from wagtail.models import Page

    from cms.jobs import runs
    from cms.jobs.models import BackgroundRun
    from cms.translation.matrix.table import target_codes
    from home.models import TextPage

    front = Page.objects.filter(depth=2, locale__language_code="de").first()
    if front is None:
        raise LookupError("There is no German front page; prepare the demo first.")
    page = TextPage(title="Lange Seite", slug="lange-seite-p12", lead="Kurz.", locale=front.locale)
    page.responsible = front.specific.responsible
    words = "".join(f"<p>Satz {number} sagt wenig.</p>" for number in range(LONG_PAGE - 2))
    page.body = [("paragraph", words)]
    front.add_child(instance=page)
    page.save_revision().publish()
    client, url = _staff(), reverse("translation_start", args=[page.translation_key])
    client.get(url)
    began = time.perf_counter()
    queries = _queries(lambda: client.post(url, {"language": target_codes()}))
    answer = (time.perf_counter() - began) * 1e3
    waiting = BackgroundRun.objects.get(kind="translation.start")
    began = time.perf_counter()
    done = runs.work(waiting)
    later = (time.perf_counter() - began) * 1e3
    return [
        [
            "the answer to the button",
            queries,
            verdict(queries, MOST_QUERIES_OF_A_START, at_least=False),
            f"{answer:.0f}",
            verdict(answer, ANSWER_MS, at_least=False),
        ],
        [f"the work afterwards: {done.done} drafts", "", "", f"{later:.0f}", ""],
    ]


def _staff() -> Any:
    from django.test import Client

    from cms.users.models import User

    client = Client()
    person = User.objects.filter(groups__permissions__codename="lead_translations").first()
    if person is None:
        raise LookupError("Nobody leads translations; prepare the demo first.")
    client.force_login(person)
    return client


def _counted(work: Callable[[], None]) -> tuple[int, float]:
    """Queries, and the median of the CPU time in milliseconds."""
    work()
    queries = _queries(work)
    times = []
    for _number in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return queries, median(times) * 1e3


def _queries(work: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


# ---------------------------------------------------------------- what is measured


def make_pages(number: int) -> None:
    """So many German pages as the matrix reads them, with rows and sentences in four languages."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Locale, Page
    from wagtail_localize.models import TranslatableObject, TranslationSource

    from cms.translation.models import SourceVersion
    from home.models import TextPage

    kind = ContentType.objects.get_for_model(TextPage)
    german = Locale.objects.get(language_code="de")
    others = list(Locale.objects.filter(language_code__in=["tr", "ar", "uk", "fr"]))
    keys = [uuid4() for _ in range(number)]
    known = Page.objects.filter(path__startswith="9").count()
    rows = []
    for place, (key, locale) in enumerate((key, locale) for key in keys for locale in [german, *others]):
        text = f"p12-{known + place}"
        rows.append(
            Page(
                title=text, draft_title=text, slug=text, path=f"9{known + place:07d}", depth=2, url_path=f"/{text}/",
                content_type=kind, locale=locale, translation_key=key, live=locale == german,
            )
        )  # fmt: skip
    Page.objects.bulk_create(rows, batch_size=500)
    TranslatableObject.objects.bulk_create([TranslatableObject(translation_key=key, content_type=kind) for key in keys])
    sources = TranslationSource.objects.bulk_create(
        [
            TranslationSource(
                object_id=key, specific_content_type=kind, locale=german, object_repr=str(key), content_json="{}",
                last_updated_at=timezone.now(),
            )
            for key in keys
        ]
    )  # fmt: skip
    SourceVersion.objects.bulk_create(
        SourceVersion(
            translation_key=key, model="home.textpage", locale=german, number=1, digest=str(key),
            sentences=SENTENCES, words=SENTENCES * 5, at=timezone.now(),
        )
        for key in keys
    )  # fmt: skip
    _make_sentences(dict(zip(keys, sources, strict=True)), german, others)


def _make_sentences(sources: dict[UUID, Any], german: Any, others: list[Any]) -> None:
    """`bulk_create` skips what wagtail-localize checks; here the words are ours."""
    from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationContext

    Translation.objects.bulk_create(
        [Translation(source=source, target_locale=locale) for source in sources.values() for locale in others]
    )
    paths = [f"body.{number}" for number in range(SENTENCES)]
    hashes = {path: TranslationContext._get_path_id(path) for path in paths}
    places = TranslationContext.objects.bulk_create(
        [TranslationContext(object_id=key, path=path, path_id=hashes[path]) for key in sources for path in paths]
    )
    strings = []
    for place in places:
        words = f"Das ist Satz {place.path} {place.object_id}"
        strings.append(String(locale=german, data=words, data_hash=String._get_data_hash(words)))
    strings = String.objects.bulk_create(strings)
    pairs = list(zip(places, strings, strict=True))
    StringSegment.objects.bulk_create(
        StringSegment(source=sources[place.object_id], context=place, string=string, order=number)
        for number, (place, string) in enumerate(pairs)
    )
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(translation_of=string, locale=locale, context=place, data=string.data)
            for number, (place, string) in enumerate(pairs)
            for locale in others
            if number % 2
        ],
        batch_size=2_000,
    )
