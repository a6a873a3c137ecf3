"""What volunteering holds on people, what for, and how long."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, not_personal, personal

_VOLUNTEER = {
    "name": _("Addressing you by name, and telling your contact who is coming."),
    "email": _("Reaching you about your tasks, where you have no account."),
    "phone": _("Reaching you at short notice."),
    "language": _("Writing to you in your language."),
    "channel": _("Reaching you in the way you prefer."),
    "home_district": _("Suggesting tasks near you."),
    "districts": _("Suggesting tasks in districts that suit you."),
    "interests": _("Suggesting tasks you like."),
    "max_per_week": _("Not asking too much of you."),
    "max_per_day": _("Not asking too much of you."),
    "paused_until": _("Leaving you in peace while you take a break."),
    "birth_year": _("Keeping the minimum age that some tasks need."),
    "state": _("Knowing where you stand with us, so that nobody is forgotten."),
    "state_since": _("Knowing where you stand with us, so that nobody is forgotten."),
    "joined_at": _("Thanking you for the time you have been with us."),
    "trusted_kinds": _("Confirming you at once for tasks you know."),
}
_SIGN_UP = {
    "SignUp.group_size": _("Keeping enough places for you and those you bring."),
    "SignUp.reason_code": _("Understanding later why a place changed hands."),
    "SignUp.passed_over": _("Telling why somebody did not move up on the waiting list."),
    "SignUp.accepted": _("Remembering what you agreed to when you signed up."),
    "SignUpEvent.reason": _("Understanding later why a place changed hands."),
}


def register() -> None:
    """Declare every personal field; called when the app is ready."""
    with_us = _("24 months after your last activity; we ask you one month before.")
    for field, purpose in _VOLUNTEER.items():
        personal(f"volunteering.Volunteer.{field}", purpose=purpose, legal_basis=LegalBasis.CONTRACT, keep=with_us)
    for path, purpose in (
        ("VolunteerLanguage.language", _("Suggesting tasks where your languages help.")),
        ("VolunteerLanguage.level", _("Suggesting tasks where your languages help.")),
        ("VolunteerLanguage.interprets", _("Suggesting tasks where your languages help.")),
        ("VolunteerSkill.skill", _("Suggesting tasks where your skills help.")),
        ("AvailabilityCell.weekday", _("Suggesting tasks at times that suit you.")),
        ("AvailabilityCell.part", _("Suggesting tasks at times that suit you.")),
    ):
        personal(f"volunteering.{path}", purpose=purpose, legal_basis=LegalBasis.CONTRACT, keep=with_us)
    for path, purpose in _SIGN_UP.items():
        personal(
            f"volunteering.{path}",
            purpose=purpose,
            legal_basis=LegalBasis.CONTRACT,
            keep=_("Your name is removed after the third full calendar year; the count stays."),
        )
    for field in ("name", "address_hash", "language", "size", "answers"):
        personal(
            f"volunteering.PendingSignUp.{field}",
            purpose=_("Keeping what you filled in until you have confirmed your address."),
            legal_basis=LegalBasis.CONSENT,
            keep=_("24 hours."),
        )
    for path in (
        "Need.coordinator",
        "Need.created_by",
        "Volunteer.coordinator",
        "VolunteerLanguage.confirmed_by",
        "VolunteerSkill.confirmed_by",
    ):
        personal(
            f"volunteering.{path}",
            purpose=_("Knowing who of the team is responsible."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("As long as the person is responsible."),
        )
    personal(
        "volunteering.Volunteer.user",
        purpose=_VOLUNTEER["name"],
        legal_basis=LegalBasis.CONTRACT,
        keep=with_us,
    )
    for path in ("SignUpEvent.by", "Shift.cancel_reason"):
        personal(
            f"volunteering.{path}",
            purpose=_SIGN_UP["SignUpEvent.reason"],
            legal_basis=LegalBasis.INTEREST,
            keep=_("Your name is removed after the third full calendar year; the count stays."),
        )
    not_personal(
        "volunteering.Need.min_age",
        "volunteering.SignUp.answer_digest",
        "volunteering.PendingSignUp.digest",
        "volunteering.Need.address_hint",
        "volunteering.NeedLanguage.language",
    )
