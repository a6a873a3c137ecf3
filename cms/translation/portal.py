"""The portal of translators: who has it, and what is next there."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.translation.desk.overview import Overview
from cms.translation.rights import roles_of
from cms.users.models import User
from cms.users.portals import NextStep, Portal
from cms.users.portals import register as register_portal


def desk() -> str:
    """The translator's desk, under the active language."""
    return reverse("translation:desk")


def applies(user: User) -> bool:
    """Everybody who translates or checks now; the staff find the desk in their admin."""
    return roles_of(user, on=localdate()).exists()


def steps(user: User, at: datetime) -> list[NextStep]:
    """What waits for a check first, then what to translate next, then an answer that came."""
    seen = Overview(user, at, localdate(at))
    found = [NextStep(waiting_for_a_check(len(seen.reviews)), desk())] if seen.reviews else []
    if (line := seen.next) is not None:
        words = {"title": line.title, "amount": line.label}
        found.append(NextStep(_("Translate “%(title)s”: %(amount)s") % words, line.url, line.due_on))
    for asked in seen.answers[:1]:
        found.append(NextStep(_("Your question was answered: “%(title)s”") % {"title": asked.title}, asked.url))
    return found


def waiting_for_a_check(count: int) -> str:
    """How many translations of others wait for this person."""
    return ngettext(
        "%(count)d translation waits for you to check it.", "%(count)d translations wait for you to check them.", count
    ) % {"count": count}


def register() -> None:
    """Put the portal on the list; called when the app is ready."""
    register_portal(
        Portal(
            key="translation",
            label=gettext_lazy("My translations"),
            url=desk,
            applies=applies,
            steps=steps,
            position=30,
        )
    )
