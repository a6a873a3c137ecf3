"""What needs the coordination's care today: requests, people who wait for us, shifts that lack people, queues."""

from datetime import datetime, timedelta

from django.db.models import F

from volunteering.enums import NeedState, ShiftState, SignUpState, VolunteerState
from volunteering.models import Shift, SignUp, Volunteer
from volunteering.models.shift import ShiftQuerySet
from volunteering.models.sign_up import SignUpQuerySet

SOON = timedelta(days=7)
LONGEST_WAIT = timedelta(days=7)
NEW_PEOPLE = (VolunteerState.INTERESTED, VolunteerState.CONTACTED, VolunteerState.INTERVIEW, VolunteerState.ONBOARDING)


def requests_to_decide(*, at: datetime) -> SignUpQuerySet:
    """Requests for shifts still ahead, the nearest first."""
    return SignUp.objects.filter(state=SignUpState.REQUESTED, starts_at__gt=at).order_by("starts_at", "pk")


def shifts_at_risk(*, at: datetime) -> ShiftQuerySet:
    """Public shifts of the next seven days that still lack people, the nearest first."""
    soon = Shift.objects.ahead(at).filter(starts_at__lte=at + SOON, need__state=NeedState.PUBLISHED)
    return soon.filter(places_taken__lt=F("places_min")).order_by("starts_at", "pk")


def people_in_queues(*, at: datetime) -> SignUpQuerySet:
    """Waiting people of shifts still ahead."""
    return SignUp.objects.filter(state=SignUpState.WAITLISTED, starts_at__gt=at, shift__state=ShiftState.OPEN)


def people_waiting_for_us(*, at: datetime) -> list[Volunteer]:
    """New people who have heard nothing from us for more than seven days, the longest wait first."""
    new = Volunteer.objects.filter(state__in=NEW_PEOPLE, state_since__lte=at - LONGEST_WAIT)
    return list(new.order_by("state_since", "pk"))
