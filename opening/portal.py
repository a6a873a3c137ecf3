"""The entry to the accompanied processes in header and account page, with the own next steps."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.users import portals
from cms.users.models import User
from cms.users.portals import NextStep, Portal
from opening.domain import access
from opening.domain.loading import complete
from opening.domain.next_steps import Box, next_steps


def applies(user: User) -> bool:
    """People with a seat, and the agency's own."""
    return bool(user.has_perm(access.LIST)) or access.seats_of(user).exists()


def steps(user: User, at: datetime) -> list[NextStep]:
    """What this person has to do in all their processes."""
    seats = access.seats_of(user).active()
    found: list[NextStep] = []
    for process in complete(access.visible_to(user).running().filter(pk__in=seats.values("process"))):
        actor = access.actor_in(process, user)
        if actor is not None:
            mine = [step for step in next_steps(actor, at=at) if step.box is Box.YOU]
            found += [NextStep(step.sentence, step.url, step.due) for step in mine]
    return found


def register() -> None:
    """Makes the portal known; called when the app is ready."""
    portals.register(
        Portal("opening", _("Our process"), lambda: reverse("opening:process_list"), applies, steps, position=20)
    )
