"""What came of a sign-up: the state in words, and what happens next and by when."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from volunteering.domain.waiting import position
from volunteering.domain.wording import moment
from volunteering.domain.words import words_of_one
from volunteering.enums import SignUpState
from volunteering.models import Shift, SignUp

_U = SignUpState


def outcome_context(request: HttpRequest, shift: Shift, sign_up: SignUp | None, *, at: datetime) -> dict[str, Any]:
    """Everything `volunteering/outcome.html` says."""
    need = shift.need
    kind, title, text = in_words(sign_up)
    confirmed = sign_up is not None and sign_up.state == _U.CONFIRMED
    return {
        "shift": shift,
        "need": need,
        "sign_up": sign_up,
        "words": words_of_one(need.pk),
        "kind": kind,
        "title": title,
        "text": text,
        "venue": need.meeting_place if confirmed else None,
        "calendar_url": reverse("volunteering:shift_calendar", args=[need.code, shift.number]) if confirmed else "",
        "signed_in": request.user.is_authenticated,
    }


def in_words(sign_up: SignUp | None) -> tuple[str, str, str]:
    """Kind of notice, headline and sentence for the state of a sign-up."""
    if sign_up is None:
        return (
            "wait",
            _("It does not work out like this"),
            _("You see below what stands in the way and what you can do."),
        )
    match sign_up.state:
        case _U.CONFIRMED:
            return "good", _("You are in!"), _("We are looking forward to you. The details are in your mailbox, too.")
        case _U.WAITLISTED:
            text = _("All places are taken. You are number %(position)s on the waiting list.") % {
                "position": position(sign_up)
            }
            more = _("When it is your turn, you get an offer by e-mail. You need not do anything.")
            return "wait", _("You are on the waiting list"), f"{text} {more}"
        case _U.REQUESTED:
            return (
                "good",
                _("Your request has arrived"),
                _("A person of our team looks at it. You get an answer by e-mail within a few days."),
            )
        case _U.OFFERED if sign_up.offered_until:
            text = _("A place is kept for you until %(until)s. Please answer.") % {
                "until": moment(sign_up.offered_until)
            }
            return "wait", _("There is a place for you"), text
        case _U.DECLINED:
            return "", _("Thank you for telling us"), _("The next person gets the place now. You are welcome any time.")
        case _U.WITHDRAWN:
            return "", _("You have cancelled"), _("Thank you for telling us. Somebody else can have the place now.")
        case _U.CANCELLED:
            return "bad", _("This shift has been called off"), _("You need not do anything.")
        case _U.EXPIRED | _U.REJECTED:
            return "", _("It did not work out this time"), _("Perhaps another task suits you.")
    return "good", _("You were there"), _("Thank you for your help!")
