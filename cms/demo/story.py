"""The demo story: people, partners, pages, volunteering and opening, told in code and relative to today."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.network.models import Contact, District, Organisation, Place
from cms.users.models import User

PASSWORD = "offenes-haus-demo"
SEED = 20261124


@dataclass
class Story:
    """What has been told so far, by short names, so that later parts can refer to it."""

    random: Random = field(default_factory=lambda: Random(SEED))
    users: dict[str, User] = field(default_factory=dict)
    districts: dict[str, District] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    pages: dict[str, Any] = field(default_factory=dict)
    volunteers: dict[str, Any] = field(default_factory=dict)
    needs: dict[str, Any] = field(default_factory=dict)
    processes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Login:
    """One login of the demo, as `make run` prints it and the demo's front page shows it."""

    key: str
    role: Any
    email: str
    start: str


HOUSE = "offenes-haus.example"
LOGINS = (
    Login("editor", _("Communications editor"), f"redaktion@{HOUSE}", "/admin/"),
    Login("publisher", _("Publisher"), f"kommunikation@{HOUSE}", "/admin/"),
    Login("coordinator", _("Volunteer coordinator"), f"ehrenamt@{HOUSE}", "/admin/"),
    Login("clearance_officer", _("Clearance officer"), f"nachweise@{HOUSE}", "/admin/"),
    Login("advisor", _("Opening advisor"), f"begleitung@{HOUSE}", "/de/prozess/"),
    Login("manager", _("Agency manager"), f"leitung@{HOUSE}", "/admin/"),
    Login("hannelore", _("Volunteer"), "hannelore.brandt@post.example", "/de/mitmachen/mein/"),
    Login("amina", _("Volunteer, reads Arabic"), "amina.osman@post.example", "/ar/mitmachen/mein/"),
    Login("translator", _("Volunteer translator (Arabic)"), "samira.nasser@post.example", "/ar/uebersetzen/"),
    Login("reviewer", _("Second person for translations (Arabic)"), "karim.aziz@post.example", "/ar/uebersetzen/"),
    Login("mehmet", _("Partner (self-organisation)"), "m.kaya@brueckenschlag-bochum.example", "/de/konto/"),
    Login("sponsor", _("Head of an institution"), "s.krueger@kita-regenbogen.example", "/de/prozess/"),
    Login("institution", _("Coordinator of an institution"), "a.yilmaz@kita-regenbogen.example", "/de/prozess/"),
)


def chapters() -> list[tuple[str, Callable[[Story, datetime], None]]]:
    """The parts of the story in the order in which they are told."""
    from cms.demo import machine, network, opening, pages, people, translation, volunteering

    return [
        ("people", people.tell),
        ("network", network.tell),
        ("pages", pages.tell),
        ("volunteering", volunteering.tell),
        ("opening", opening.tell),
        ("machine", machine.tell),
        ("translation", translation.tell),
    ]


def tell_all(at: datetime, *, say: Callable[[str], None] = lambda _line: None) -> Story:
    """Tell the whole story, as of `at`.

    Parameters: `at` aware time of "now"; `say` receives a line before each chapter.
    """
    story = Story()
    for name, tell in chapters():
        say(f"  {name} …")
        tell(story, at)
    return story
