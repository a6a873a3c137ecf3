"""The words of every mail of volunteering; composed in the reader's language from plain values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.calendar.ical import CalendarEvent, calendar
from cms.mail import Attachment, Letter
from cms.ui.links import absolute
from volunteering.domain.wording import isolated, moment, when
from volunteering.enums import SignUpState

type Values = Mapping[str, Any]


def calendar_file(values: Values, *, cancelled: bool = False) -> bytes:
    """The calendar entry of a shift; it keeps its identity when the shift is called off."""
    event = CalendarEvent(
        uid=f"shift-{values['shift']}@offenes-haus",
        starts_at=datetime.fromisoformat(values["starts_at"]),
        ends_at=datetime.fromisoformat(values["ends_at"]),
        title=values["title"],
        where=values["where"],
        url=absolute(_need_path(values)),
        sequence=values["sequence"],
        cancelled=cancelled,
    )
    return calendar([event], name=values["title"])


def _need_path(values: Values) -> str:
    return reverse("volunteering:need", args=[values["code"]])


def _answer(values: Values) -> str:
    return absolute(reverse("volunteering:answer", args=[values["token"]]))


def _mine() -> str:
    return absolute(reverse("volunteering:mine"))


def _facts(values: Values) -> list[tuple[str, str]]:
    starts, ends = datetime.fromisoformat(values["starts_at"]), datetime.fromisoformat(values["ends_at"])
    facts = [(_("What"), values["title"]), (_("When"), when(starts, ends))]
    if values["where"] or values["online"]:
        facts.append((_("Where"), values["where"] or _("from home, online")))
    if values.get("size", 1) > 1:
        facts.append((_("People"), str(values["size"])))
    return facts


def _entry(values: Values, *, cancelled: bool = False) -> list[Attachment]:
    name = f"{values['code']}-{values['number']}.ics"
    return [Attachment(name, "text/calendar", calendar_file(values, cancelled=cancelled))]


def _until(values: Values) -> str:
    return moment(datetime.fromisoformat(values["until"]))


def confirm_address(values: Values) -> Letter:
    """To a guest: one press of a button, and the sign-up is made."""
    return Letter(
        subject=_("Please confirm: %(title)s") % {"title": values["title"]},
        paragraphs=[
            _("Thank you for wanting to help! Please confirm your sign-up with the button."),
            _("Only then will we keep a place for you."),
        ],
        facts=_facts(values),
        button=(_("Confirm the sign-up"), _answer(values)),
        after=[
            _("The link is valid until %(until)s.") % {"until": _until(values)},
            _("You have an account already? Then you find the sign-up there. You sign in with a code by e-mail."),
            _("If this was not you, simply ignore this message. Nothing will happen."),
        ],
    )


def confirmed(values: Values) -> Letter:
    """The place is yours."""
    return Letter(
        subject=_("You are in: %(title)s") % {"title": values["title"]},
        paragraphs=[_("How good that you are coming! Your place is confirmed.")],
        facts=_facts(values),
        button=(_("See my tasks"), _mine()),
        after=_good_to_know(values),
        attachments=_entry(values),
    )


def promoted(values: Values) -> Letter:
    """From the waiting list into the shift."""
    return Letter(
        subject=_("You have moved up: %(title)s") % {"title": values["title"]},
        paragraphs=[_("A place became free, and now it is yours. How good that you are coming!")],
        facts=_facts(values),
        button=(_("See my tasks"), _mine()),
        after=_good_to_know(values),
        attachments=_entry(values),
    )


def _good_to_know(values: Values) -> list[str]:
    after = [_("Please bring along: %(bring)s") % {"bring": isolated(values["bring"])}] if values["bring"] else []
    after.append(_("You cannot come after all? Please cancel in time, then somebody else can help in your place."))
    if values["contact"]:
        after.append(_("Your contact: %(name)s") % {"name": values["contact"]})
    return after


def requested(values: Values) -> Letter:
    """The wish has arrived and will be answered by a person."""
    return Letter(
        subject=_("We have your request: %(title)s") % {"title": values["title"]},
        paragraphs=[
            _("Thank you for wanting to help! For this task a person of our team looks at each request."),
            _("You will get an answer by e-mail within a few days."),
        ],
        facts=_facts(values),
        button=(_("See my tasks"), _mine()),
    )


def waiting(values: Values) -> Letter:
    """On the waiting list, with the position."""
    return Letter(
        subject=_("On the waiting list: %(title)s") % {"title": values["title"]},
        paragraphs=[
            _("All places are taken at the moment. You are number %(position)s on the waiting list.")
            % {"position": values["position"]},
            _("As soon as a place becomes free and it is your turn, you will get an offer by e-mail."),
        ],
        facts=_facts(values),
        button=(_("See my tasks"), _mine()),
    )


def offer(values: Values) -> Letter:
    """A place became free; it is held until the moment named."""
    return Letter(
        subject=_("A place for you: %(title)s") % {"title": values["title"]},
        paragraphs=[
            _("A place has become free, and it is your turn. Would you like to have it?"),
            _("We keep it for you until %(until)s.") % {"until": _until(values)},
        ],
        facts=_facts(values),
        button=(_("Answer the offer"), _answer(values)),
        after=[_("If you cannot come, please say so there, too. Then the next person gets the place.")],
    )


def lapsed(values: Values) -> Letter:
    """The offer was not answered in time."""
    return Letter(
        subject=_("The offer has ended: %(title)s") % {"title": values["title"]},
        paragraphs=[
            _("We offered you a place and did not hear from you. It has gone to the next person now."),
            _("You are welcome any time: here you find what is needed now."),
        ],
        facts=_facts(values),
        button=(_("Find a task"), absolute(reverse("volunteering:need_list"))),
    )


def queue_closed(values: Values) -> Letter:
    """No place became free."""
    return Letter(
        subject=_("It did not work out this time: %(title)s") % {"title": values["title"]},
        paragraphs=[
            _("Thank you for being ready to help! This time no place became free for you."),
            _("Perhaps another task suits you: here you find what is needed now."),
        ],
        facts=_facts(values),
        button=(_("Find a task"), absolute(reverse("volunteering:need_list"))),
    )


def cancelled(values: Values) -> Letter:
    """The shift does not take place."""
    reason = [_("The reason: %(reason)s") % {"reason": isolated(values["reason"])}] if values["reason"] else []
    return Letter(
        subject=_("Called off: %(title)s") % {"title": values["title"]},
        paragraphs=[_("Unfortunately this shift does not take place. You need not do anything."), *reason],
        facts=_facts(values),
        button=(_("Find a task"), absolute(reverse("volunteering:need_list"))),
        after=[_("The attachment removes the entry from your calendar.")],
        attachments=_entry(values, cancelled=True),
    )


def rejected(values: Values) -> Letter:
    """A friendly no."""
    return Letter(
        subject=_("Your request: %(title)s") % {"title": values["title"]},
        paragraphs=[
            _("Thank you for wanting to help! This time we chose other people for this task."),
            _("That says nothing about you. Here you find what else is needed; we are glad if you come along."),
        ],
        facts=_facts(values),
        button=(_("Find a task"), absolute(reverse("volunteering:need_list"))),
    )


def coordinator_note(values: Values) -> Letter:
    """To the coordination: somebody asks for a place, or gave one back."""
    asked = values["what"] == SignUpState.REQUESTED
    names = {"person": values["person"], "title": values["title"]}
    return Letter(
        subject=(
            pgettext("staff", "Request by %(person)s: %(title)s")
            if asked
            else pgettext("staff", "%(person)s cannot come: %(title)s")
        )
        % names,
        paragraphs=[
            pgettext("staff", "%(person)s would like to come. Please decide.") % names
            if asked
            else pgettext("staff", "%(person)s has given the place back. Who waits is asked by itself.") % names
        ],
        facts=_facts(values),
        button=(
            pgettext("staff", "See the people of this need"),
            absolute(reverse("volunteering_admin:people", args=[values["need"]])),
        ),
    )
