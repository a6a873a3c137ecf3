"""The portal *My engagement*: who has it, and what is next there."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.users.models import User
from cms.users.portals import NextStep, Portal
from cms.users.portals import register as register_portal
from volunteering.domain.access import sign_ups_of
from volunteering.domain.wording import isolated, when
from volunteering.domain.words import words_of
from volunteering.enums import SignUpState
from volunteering.models import Volunteer


def applies(user: User) -> bool:
    """Everybody who is a volunteer."""
    return Volunteer.objects.filter(user=user).exists()


def steps(user: User, at: datetime) -> list[NextStep]:
    """Offers to answer first, then the next shift."""
    mine = sign_ups_of(user).filter(ends_at__gt=at).select_related("shift")
    offers = list(mine.filter(state=SignUpState.OFFERED, offered_until__gt=at).order_by("offered_until"))
    upcoming = list(mine.filter(state=SignUpState.CONFIRMED).order_by("starts_at")[:1])
    words = words_of({sign_up.shift.need_id for sign_up in [*offers, *upcoming]})
    url = reverse("volunteering:mine")

    def title(need_id: int) -> str:
        return isolated(words[need_id].title) if need_id in words else ""

    found = [
        NextStep(
            _("A place is kept for you: %(title)s. Please answer.") % {"title": title(offer.shift.need_id)},
            url,
            offer.offered_until,
        )
        for offer in offers
    ]
    return found + [
        NextStep(
            _("Next shift: %(title)s, %(when)s")
            % {"title": title(one.shift.need_id), "when": when(one.starts_at, one.ends_at)},
            url,
        )
        for one in upcoming
    ]


def register() -> None:
    """Put the portal on the list; called when the app is ready."""
    register_portal(
        Portal(
            key="volunteering",
            label=gettext_lazy("My engagement"),
            url=lambda: reverse("volunteering:mine"),
            applies=applies,
            steps=steps,
            position=10,
        )
    )
