"""A machine run: names stay whole, what fails stays open, nothing is sent twice, overwritten or live."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.translation.composing import compose, ensure_row
from cms.translation.enums import Obstacle, Reason
from cms.translation.gate import obstacle_to_publish
from cms.translation.machine.obstacles import MachineObstacle, MachineReason, MachineRefused
from cms.translation.machine.protocol import ProviderProblem, Trouble
from cms.translation.machine.pseudo import Pseudo
from cms.translation.machine.running import end_stale, run_machine, run_pieces, work_on
from cms.translation.models import LocaleProfile, MachineRun, Protected
from tests.make.glossary import make_term
from tests.make.machine import choose_provider, make_setting
from tests.make.people import make_user
from tests.make.translation import locale, make_organisation_text, make_page, publish, translated
from tests.translation.machine.fake_provider import FakeProvider
from tests.translation.test_composing import columns

AT = timezone.make_aware(datetime(2026, 11, 24, 10))
PSEUDO = "cms.translation.machine.pseudo.Pseudo"


def pseudo(**options: Any) -> dict[str, Any]:
    return {"pseudo": {"class": PSEUDO, **options}}


@pytest.fixture
def machine(db: None, settings: Any) -> Any:
    """The pseudo-translation in every language but Leichte Sprache; nobody waits for a pause."""
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
    return settings


def make_started(*sentences: str, codes: tuple[str, ...] = ("tr",), title: str = "Hilfe für Eltern") -> Any:
    """A live page with these sentences, started in these languages."""
    page = make_page(title=title, lead="Wir helfen.", live=False)
    page.body = [("paragraph", "".join(f"<p>{sentence}</p>" for sentence in sentences))]
    page = publish(page)
    for code in codes:
        ensure_row(page, locale(code))
    return page


def words_in(source: Any, code: str = "tr") -> dict[str, tuple[str, str, str]]:
    """What is stored by German sentence: words, kind and tool."""
    rows = StringTranslation.objects.filter(context__object_id=source.translation_key, locale=locale(code))
    return {
        row.translation_of.data: (row.data, row.translation_type, row.tool_name)
        for row in rows.select_related("translation_of")
    }


def run_to_the_end(source: Any, code: str = "tr") -> MachineRun:
    """Ask for a run and work on it without pauses."""
    job = run_machine(source, code, by=None, at=AT)
    return work_through(MachineRun.objects.get(job=job))


def work_through(run: MachineRun, *, batches: int = 99) -> MachineRun:
    for _number in range(batches):
        if not work_on(run, at=AT, sleep=lambda _seconds: None).again:
            break
        run.refresh_from_db()
    run.refresh_from_db()
    return run


def account(run: MachineRun) -> tuple[str, int, int, list[str]]:
    """State, stored and open sentences, and why they are open."""
    return (run.state, run.done, run.failed, sorted(run.reasons.values()))


# ---------------------------------------------------------------- what is stored
@pytest.mark.acceptance("T17")
def test_names_and_numbers_stay_whole(machine: Any) -> None:
    make_term("Kindergeld")
    Protected.objects.create(text="IFAK e.V.")
    page = make_started("Kindergeld gibt es bei IFAK e.V., 0234 12 34 56, hilfe@ifak.example.")

    run = run_to_the_end(page)

    assert account(run) == ("done", 3, 0, [])
    assert words_in(page) == {
        "Hilfe für Eltern": ("[Hílfé für Éltérñ]", "machine", "Pseudo"),
        "Wir helfen.": ("[Wír hélféñ.]", "machine", "Pseudo"),
        "Kindergeld gibt es bei IFAK e.V., 0234 12 34 56, hilfe@ifak.example.": (
            "[Kindergeld gíbt éš béí IFAK e.V., 0234 12 34 56, hilfe@ifak.example.]",
            "machine",
            "Pseudo",
        ),
    }


def test_links_marks_and_entities_stay_whole(machine: Any) -> None:
    page = make_started('Mehr beim <a href="https://www.bamf.de">Amt</a>, <b>jeden</b> Tag.<br/>Tee &amp; Kaffee.')

    run = run_to_the_end(page, "tr")

    german = 'Mehr beim <a id="a1">Amt</a>, <b>jeden</b> Tag.<br/>Tee &amp; Kaffee.'
    assert account(run) == ("done", 3, 0, [])
    assert words_in(page)[german][0] == '[Méhr béím <a id="a1">Ámt</a>, <b>jédéñ</b> Tág.<br/>Téé &amp; Káfféé.]'


def test_same_sentence_is_sent_once_and_stored_twice(machine: Any) -> None:
    page = make_started("Wir helfen.", "Kommen Sie vorbei.")

    run = run_to_the_end(page)

    stored = StringTranslation.objects.filter(context__object_id=page.translation_key)
    assert sorted(row.data for row in stored) == [
        "[Hílfé für Éltérñ]",
        "[Kómméñ Šíé vórbéí.]",
        "[Wír hélféñ.]",
        "[Wír hélféñ.]",
    ]
    assert (run.done, run.words) == (4, 8)


def test_sentence_of_names_alone_costs_nothing(machine: Any) -> None:
    Protected.objects.create(text="Haus am Park")
    page = make_started("Haus am Park, 44787")

    run = run_to_the_end(page)

    assert words_in(page)["Haus am Park, 44787"][0] == "Haus am Park, 44787"
    assert run.words == 5


# ---------------------------------------------------------------- what stays open
@pytest.mark.acceptance("T17")
@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("empty", ("partial", 2, 1, ["empty"])),
        ("unchanged", ("partial", 2, 1, ["unchanged"])),
        ("tag", ("partial", 2, 1, ["tag"])),
        ("mark", ("partial", 2, 1, ["mark_lost"])),
        ("count", ("partial", 0, 3, ["wrong_count"] * 3)),
        ("error", ("partial", 0, 3, ["no_answer"] * 3)),
        ("timeout", ("partial", 0, 3, ["no_answer"] * 3)),
        ("busy", ("partial", 0, 3, ["no_answer"] * 3)),
        ("refused", ("partial", 0, 3, ["no_answer"] * 3)),
    ],
)
def test_failure_leaves_sentences_open_with_their_reason(
    machine: Any, wrong: str, expected: tuple[str, int, int, list[str]]
) -> None:
    page = make_started("In der <b>Kita</b> ist immer jemand.")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(fail_on={"Kita": wrong}))

    run = run_to_the_end(page)

    assert account(run) == expected
    assert len(words_in(page)) == run.done


@pytest.mark.acceptance("T17")
def test_dropped_tokens_leave_open_what_had_some(machine: Any) -> None:
    page = make_started("Telefon 0234 12 34 56.", "Ohne Nummer.")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(drop_tokens=True))

    run = run_to_the_end(page)

    assert account(run) == ("partial", 3, 1, ["token_lost"])
    assert set(words_in(page)) == {"Hilfe für Eltern", "Wir helfen.", "Ohne Nummer."}


def test_words_too_long_for_their_field_stay_open(machine: Any) -> None:
    page = make_started("Kurz.", title="Ein sehr langer Titel")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(fail_on={"Titel": "long"}))

    run = run_to_the_end(page)

    assert account(run) == ("partial", 2, 1, ["too_long"])


@pytest.mark.acceptance("T17")
def test_slow_provider_is_asked_three_times_and_then_left(machine: Any) -> None:
    page = make_started("Noch ein Satz.")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(slow=30), batch=1, timeout=0.01)
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))
    pauses: list[float] = []

    while work_on(run, at=AT, sleep=pauses.append).again:
        run.refresh_from_db()

    run.refresh_from_db()
    assert account(run) == ("partial", 0, 3, ["no_answer"] * 3)
    assert (run.reason, run.words) == (str(ProviderProblem(Trouble.TIMEOUT, "Pseudo")), 0)
    assert pauses == [1.0, 4.0] * 3
    assert words_in(page) == {}


@pytest.mark.acceptance("T17")
def test_three_failed_batches_end_the_run_and_the_rest_is_not_sent(machine: Any, libre: Any) -> None:
    page = make_started(*(f"Satz {number} ist da." for number in "abcdefgh"))
    libre.failures = ["ok", *[400] * 9]
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 2}

    run = run_to_the_end(page)

    assert account(run) == ("partial", 2, 6, ["no_answer"] * 6)
    assert len(libre.asked) == 4
    assert len(words_in(page)) == 2


# ---------------------------------------------------------------- going on
@pytest.mark.acceptance("T17")
def test_interrupted_run_goes_on_without_double_words(machine: Any, libre: Any) -> None:
    page = make_started("Satz eins.", "Satz zwei.", "Satz drei.")
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 2}
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))

    work_through(run, batches=1)
    half = len(words_in(page))
    work_through(MachineRun.objects.get(pk=run.pk))

    run.refresh_from_db()
    sent = [text for question in libre.asked for text in question["q"]]
    assert (half, len(words_in(page))) == (2, 5)
    assert sent == ["Hilfe für Eltern", "Wir helfen.", "Satz eins.", "Satz zwei.", "Satz drei."]
    assert (account(run), run.words, run.planned) == (("done", 5, 0, []), 11, 11)


@pytest.mark.acceptance("T17")
def test_second_run_sends_only_what_is_open(machine: Any, libre: Any) -> None:
    page = make_started("Satz eins.", "Satz zwei.", "Satz drei.")
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 3}
    libre.failures = ["ok", 400]
    first = run_to_the_end(page)
    libre.asked.clear()

    second = run_to_the_end(page)

    assert [account(run) for run in (first, second)] == [
        ("partial", 3, 2, ["no_answer"] * 2),
        ("done", 2, 0, []),
    ]
    assert [question["q"] for question in libre.asked] == [["Satz zwei.", "Satz drei."]]
    assert (first.words, second.words) == (7, 4)


def test_batches_keep_to_sentences_and_bytes(machine: Any, libre: Any) -> None:
    long = "Ü" * 60
    page = make_started(f"{long} eins.", f"{long} zwei.", f"{long} drei.")
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 3, "batch_bytes": 250}

    run = run_to_the_end(page)

    assert [len(question["q"]) for question in libre.asked] == [3, 1, 1]
    assert account(run)[:2] == ("done", 5)


# ---------------------------------------------------------------- what is never touched
@pytest.mark.acceptance("T17")
def test_existing_translations_stay_and_nothing_goes_live(machine: Any) -> None:
    page = make_started("Von einem Menschen.", "Mit einem Fehler.", "Offen.")
    make_translation(page, "Von einem Menschen.", "İnsandan.")
    make_translation(page, "Mit einem Fehler.", "<p>Hata</p>")
    before = words_in(page)
    row = page.get_translation(locale("tr"))

    run = run_to_the_end(page)

    row.refresh_from_db()
    assert account(run) == ("done", 3, 0, [])
    assert {german: words_in(page)[german] for german in before} == before
    assert not row.live


@pytest.mark.acceptance("T2", "T17")
@pytest.mark.parametrize("make", [make_page, make_organisation_text], ids=["page", "snippet"])
def test_live_row_stays_as_it_is(machine: Any, make: Any) -> None:
    source = make()
    row = translated(source, "tr")
    setattr(source, "lead" if make is make_page else "what_we_do", "Ganz neue Worte für alle.")
    publish(source)
    before = columns(row)

    run = run_to_the_end(source)

    assert account(run) == ("done", 1, 0, [])
    assert columns(row) == before


def test_machine_s_words_wait_for_a_person(machine: Any) -> None:
    page = make_started("Ein Satz.")
    run_to_the_end(page)

    release = compose(page, locale("tr"), by=make_user())

    assert release.revision is not None
    obstacle = obstacle_to_publish(page.get_translation(locale("tr")), release.revision)
    assert obstacle == Obstacle(Reason.MACHINE_OPEN, 3)


def test_somebody_who_was_faster_is_not_overwritten(machine: Any) -> None:
    page = make_started("Ein Satz.")
    machine.MACHINE_TRANSLATION = make_setting(
        backends={"pseudo": {"class": f"{__name__}.Meddler", "page": page, "german": "Ein Satz."}}
    )

    run = run_to_the_end(page)

    assert account(run) == ("done", 2, 0, [])
    assert words_in(page)["Ein Satz."] == ("İnsandan.", "manual", "")


def test_withdrawn_text_ends_its_run(machine: Any) -> None:
    page = make_started("Ein Satz.")
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))
    page.unpublish()

    outcome = work_on(run, at=AT, sleep=lambda _seconds: None)

    run.refresh_from_db()
    assert (outcome.again, run.state, words_in(page)) == (False, "failed", {})
    assert run.reason == str(MachineObstacle(MachineReason.NOT_PUBLIC))


def test_provider_that_was_taken_out_ends_its_run(machine: Any) -> None:
    page = make_started("Ein Satz.")
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))
    machine.MACHINE_TRANSLATION = {}

    work_on(run, at=AT, sleep=lambda _seconds: None)

    run.refresh_from_db()
    assert (run.state, words_in(page)) == ("failed", {})


# ---------------------------------------------------------------- money
@pytest.mark.acceptance("T17")
def test_budget_refuses_before_the_first_request(machine: Any, libre: Any) -> None:
    page = make_started("Dieser Satz hat genau sechs Worte.")
    limit("tr", 10)

    with pytest.raises(MachineRefused) as refusal:
        run_machine(page, "tr", by=None, at=AT)

    run = MachineRun.objects.get()
    assert refusal.value.obstacle == MachineObstacle(MachineReason.OVER_BUDGET, "tr", 10)
    assert (run.state, run.reason, run.words) == ("refused", str(refusal.value.obstacle), 0)
    assert (libre.asked, words_in(page), BackgroundRun.objects.count()) == ([], {}, 0)


def test_many_small_runs_do_not_exceed_together(machine: Any) -> None:
    pages = [make_started("Dieser Satz hat genau sechs Worte.") for _number in range(3)]
    limit("tr", 25)

    with pytest.raises(MachineRefused):
        run_pieces([(page, "tr") for page in pages], by=None, at=AT)
    run_pieces([(page, "tr") for page in pages[:2]], by=None, at=AT)
    with pytest.raises(MachineRefused):
        run_machine(pages[2], "tr", by=None, at=AT)

    states = MachineRun.objects.order_by("pk").values_list("state", "planned")
    assert list(states) == [("refused", 0)] * 3 + [("queued", 11)] * 2 + [("refused", 0)]


def test_all_languages_together_have_a_limit(machine: Any) -> None:
    page = make_started("Dieser Satz hat genau sechs Worte.", codes=("tr", "ar"))
    machine.MACHINE_TRANSLATION = make_setting(monthly_words=15)

    run_machine(page, "tr", by=None, at=AT)
    with pytest.raises(MachineRefused) as refusal:
        run_machine(page, "ar", by=None, at=AT)

    assert refusal.value.obstacle == MachineObstacle(MachineReason.OVER_BUDGET, "ar", 4)


def test_new_month_begins_anew(machine: Any) -> None:
    page = make_started("Dieser Satz hat genau sechs Worte.", codes=("tr", "ar"))
    limit("tr", 11)
    run_to_the_end(page)
    page.lead = "Etwas ganz Neues."
    page = publish(page)

    with pytest.raises(MachineRefused):
        run_machine(page, "tr", by=None, at=AT)
    job = run_machine(page, "tr", by=None, at=AT + timedelta(days=7))

    assert MachineRun.objects.get(job=job).planned == 3


def test_cost_is_told_by_characters(machine: Any, libre: Any) -> None:
    machine.MACHINE_TRANSLATION["backends"]["libretranslate"]["price"] = "20"
    page = make_started("Ein Satz mit 0234 12 34 56.")

    run = run_to_the_end(page)

    sent = sum(len(text) for question in libre.asked for text in question["q"])
    assert (run.characters, float(run.cost)) == (sent, sent * 20 / 1_000_000)
    assert run.characters == len("Hilfe für Eltern" + "Wir helfen." + "Ein Satz mit XQ1X.")


# ---------------------------------------------------------------- in the queue
@pytest.mark.acceptance("T17")
def test_many_texts_are_one_background_run(machine: Any) -> None:
    pages = [make_started("Ein Satz."), make_started("Noch einer."), make_page()]

    job = runs.work(run_pieces([(page, "tr") for page in pages], by=None, at=AT))

    assert (job.state, job.total, job.done, job.failed) == ("done", 2, 2, 0)
    assert [str(pages[2]) in note for note in job.notes] == [True]
    assert [account(run) for run in MachineRun.objects.filter(job=job)] == [("done", 3, 0, [])] * 2


def test_provider_that_is_down_ends_the_whole_background_run(machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.translation.machine.running.time.sleep", lambda _seconds: None)
    pages = [make_started(f"Satz {number}.") for number in "abcde"]
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(fail_on="e"))

    job = runs.work(run_pieces([(page, "tr") for page in pages], by=None, at=AT))

    states = MachineRun.objects.filter(job=job).order_by("pk").values_list("state", "failed")
    assert (job.state, job.failed, job.skipped) == ("partial", 3, 2)
    assert list(states) == [("partial", 3)] * 3 + [("failed", 0)] * 2


def test_nobody_is_kept_from_writing_while_the_provider_thinks(
    transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MACHINE_TRANSLATION = make_setting(backends={"pseudo": {"class": f"{__name__}.Witness"}})
    choose_provider()
    monkeypatch.setattr(Witness, "seen", [])
    page = make_started("Ein Satz.")

    job = runs.work(run_machine(page, "tr", by=None, at=AT))

    assert (job.state, Witness.seen) == ("done", [False])


def test_run_is_logged_with_whoever_asked(machine: Any) -> None:
    lead, page = make_user(is_superuser=True), make_started("Ein Satz.")
    text = make_organisation_text("Wir beraten.")
    ensure_row(text, locale("tr"))

    run_machine(page, "tr", by=lead, at=AT)
    run_machine(text, "tr", by=lead, at=AT)

    entries = [
        *PageLogEntry.objects.filter(action="translation.run_machine"),
        *ModelLogEntry.objects.filter(action="translation.run_machine"),
    ]
    assert [(entry.user, entry.data) for entry in entries] == [
        (lead, {"language": "tr", "words": 7, "provider": "pseudo"}),
        (lead, {"language": "tr", "words": 5, "provider": "pseudo"}),
    ]


@pytest.mark.parametrize(
    ("job_state", "silent_for", "expected"),
    [
        ("queued", timedelta(hours=2), "queued"),
        ("queued", timedelta(days=2), "failed"),
        ("cancelled", timedelta(minutes=5), "queued"),
        ("cancelled", timedelta(minutes=20), "failed"),
        (None, timedelta(minutes=20), "failed"),
    ],
    ids=["waits", "forgotten", "just stopped", "stopped", "background run gone"],
)
def test_runs_that_nobody_works_on_are_ended(
    machine: Any, job_state: str | None, silent_for: timedelta, expected: str
) -> None:
    job = run_machine(make_started("Ein Satz."), "tr", by=None, at=AT)
    if job_state is None:
        job.delete()
    else:
        BackgroundRun.objects.update(state=job_state)

    end_stale(AT + silent_for)

    assert MachineRun.objects.get().state == expected


# ---------------------------------------------------------------- helpers of this file
@pytest.fixture
def libre(machine: Any, fake: FakeProvider) -> FakeProvider:
    """A fake LibreTranslate instead of the pseudo-translation."""
    options = {"class": "cms.translation.machine.libretranslate.LibreTranslate", "url": fake.url}
    machine.MACHINE_TRANSLATION = make_setting(
        backends={"libretranslate": options}, routes={"*": ["libretranslate"], "de-simple": []}, timeout=2
    )
    return fake


def make_translation(source: Any, german: str, words: str, code: str = "tr") -> None:
    """What a person typed."""
    segment = StringSegment.objects.get(source__object_id=source.translation_key, string__data=german)
    StringTranslation(
        translation_of=segment.string,
        context=segment.context,
        locale=locale(code),
        data=words,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    ).save()


def limit(code: str, words: int) -> None:
    """Words a month for a language."""
    LocaleProfile.objects.filter(locale__language_code=code).update(monthly_words=words)


class Meddler(Pseudo):
    """While it thinks, a person types a sentence."""

    def __init__(self, options: Any, **more: Any) -> None:
        super().__init__(options, **more)
        self.options = options

    def translate(self, *args: Any, **more: Any) -> list[str]:
        make_translation(self.options["page"], self.options["german"], "İnsandan.")
        return super().translate(*args, **more)


class Witness(Pseudo):
    """Notes whether a transaction was open while it was asked."""

    seen: ClassVar[list[bool]] = []

    def translate(self, *args: Any, **more: Any) -> list[str]:
        self.seen.append(connection.in_atomic_block)
        return super().translate(*args, **more)
