"""A translation from the German text to its readers under production's settings, by a process that watches itself.

Every attempt to reach another machine, to look up its name or to start a program is noted and refused. Prints what
happened as JSON.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

LOOPBACK = ("127.", "::1", "localhost")
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")

asked: list[str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: what leaves this machine is noted and refused."""
    if event in PROGRAMS or (event in WATCHED and not stays_here(event, arguments)):
        asked.append(f"{event}{arguments[:2]!r}")
        raise ConnectionRefusedError(f"{event} {arguments[:2]!r}")


def stays_here(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether this is a socket file, or this machine itself: its database or its cache."""
    place = arguments[0] if event in {"socket.getaddrinfo", "socket.gethostbyname"} else arguments[1]
    host = place[0] if isinstance(place, tuple) else place
    return (isinstance(place, str | bytes) and event == "socket.connect") or str(host).startswith(LOOPBACK)


def flow() -> dict[str, Any]:
    """Publish, start, translate, ask the machine in vain, check, approve, read, and work the queue."""
    from django.conf import settings
    from django.core.checks import run_checks
    from django.test import Client
    from django.utils import timezone

    from cms.jobs.queue import work_once
    from cms.translation.composing import ensure_row
    from cms.translation.machine.obstacles import MachineRefused
    from cms.translation.machine.running import run_machine
    from cms.translation.machine.suggesting import suggest
    from cms.translation.review import approve, submit
    from cms.translation.sentences import save_sentence, sentences_of
    from cms.users.roles import PUBLISHER
    from tests.make.people import make_staff
    from tests.make.translation import locale, make_page, make_public, translated
    from tests.make.translators import make_translator

    page = make_page(title="Hilfe für Eltern", lead="Wir helfen Ihnen gern.")
    translated(page.get_parent().specific, "ar")
    make_public("ar", "tr")
    translator, lead = make_translator("ar"), make_staff(PUBLISHER)
    at = timezone.now()
    ensure_row(page, locale("ar"), by=lead)
    refused: list[str] = []
    for door in (
        lambda: run_machine(page, "ar", by=lead, at=at),
        lambda: suggest(page, "ar", sentences_of(page, "ar")[0], by=translator, at=at),
    ):
        try:
            door()
        except MachineRefused as refusal:
            refused.append(refusal.obstacle.reason.value)
    for sentence in sentences_of(page, "ar"):
        save_sentence(
            page, "ar", sentence.ref, f"ar: {sentence.marked.text}", by=translator, at=at, token=sentence.token
        )
    submit(page, "ar", by=translator, at=at)
    approve(page, "ar", by=lead, at=at + timedelta(minutes=5))
    row = page.get_translation(locale("ar"))
    reader, desk = Client(), Client()
    desk.force_login(translator)
    answers = [
        (client.get(address, secure=True, headers={"host": settings.ALLOWED_HOSTS[0]}).status_code)
        for client, address in (
            (reader, row.url),
            (reader, page.url.replace("/de/", "/tr/")),
            (reader, "/sitemap-ar.xml"),
            (desk, f"/de/uebersetzen/ar/{page.translation_key}/"),
        )
    ]
    work_once()
    run_checks(include_deployment_checks=True)
    return {
        "setting": settings.MACHINE_TRANSLATION,
        "settings": settings.SETTINGS_MODULE,
        "live": row.live,
        "refused": refused,
        "answers": answers,
    }


if __name__ == "__main__":
    sys.addaudithook(watch)
    django.setup()
    told = flow()
    sys.stdout.write(json.dumps({**told, "asked": asked}))
