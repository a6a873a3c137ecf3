"""Tables of volunteering; which rows exist. Rules and actions are in `volunteering.domain`."""

from volunteering.models.need import Need, NeedLanguage, NeedSkill, NeedText
from volunteering.models.shift import Shift
from volunteering.models.sign_up import PendingSignUp, SignUp, SignUpEvent
from volunteering.models.volunteer import AvailabilityCell, Volunteer, VolunteerLanguage, VolunteerSkill

__all__ = [
    "AvailabilityCell",
    "Need",
    "NeedLanguage",
    "NeedSkill",
    "NeedText",
    "PendingSignUp",
    "Shift",
    "SignUp",
    "SignUpEvent",
    "Volunteer",
    "VolunteerLanguage",
    "VolunteerSkill",
]
