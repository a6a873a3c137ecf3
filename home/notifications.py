"""Mails about enquiries: the code, the answer that it arrived, and the word to the person who answers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.mail import kinds, outbox
from cms.mail.kinds import MailKind
from cms.mail.letters import Letter
from cms.ui.links import absolute
from cms.users.models import User

if TYPE_CHECKING:
    from home.models import Enquiry


def send_code(enquiry: "Enquiry", code: str) -> None:
    """The six digits, in the language of the person who asks."""
    outbox.enqueue(
        "home.enquiry_code",
        to=enquiry.email,
        name=enquiry.name,
        language=enquiry.language,
        key=f"home.enquiry_code:{enquiry.pk}:{enquiry.code_number}",
        values={"code": code, "name": enquiry.name},
    )


def say_received(enquiry: "Enquiry") -> None:
    """It arrived, and what happens next."""
    outbox.enqueue(
        "home.enquiry_received",
        to=enquiry.email,
        name=enquiry.name,
        language=enquiry.language,
        key=f"home.enquiry_received:{enquiry.pk}:1",
        values={"name": enquiry.name, "topic": enquiry.topic},
    )


def tell(enquiry: "Enquiry", user: User) -> None:
    """Somebody wrote; the mail holds no message and no address, only the way to them."""
    outbox.enqueue(
        "home.enquiry_new",
        to=user.email,
        name=user.name,
        language=user.language,
        key=f"home.enquiry_new:{enquiry.pk}:{user.pk}",
        values={"topic": enquiry.topic, "number": enquiry.pk},
    )


def _topic(values: Mapping[str, Any]) -> str:
    from home.enums import EnquiryTopic

    return str(EnquiryTopic(values["topic"]).label)


def _code(values: Mapping[str, Any]) -> Letter:
    return Letter(
        subject=_("Your code for your message to us"),
        paragraphs=[
            _("You have written to us. Please enter this code on our page. Then we know that the address is yours."),
        ],
        facts=[(_("Code"), str(values["code"]))],
        after=[
            _("The code holds for 30 minutes."),
            _("You have not written to us? Then you need not do anything. We delete the message after two days."),
        ],
    )


def _received(values: Mapping[str, Any]) -> Letter:
    return Letter(
        subject=_("Your message has arrived"),
        paragraphs=[
            _("Thank you. A person from our team reads your message and answers you within three working days."),
            _("We answer in your language. If nobody of us speaks it, we bring an interpreter along."),
        ],
        facts=[(_("It is about"), _topic(values))],
    )


def _new(values: Mapping[str, Any]) -> Letter:
    return Letter(
        subject=pgettext("staff", "New enquiry: %(topic)s") % {"topic": _topic(values)},
        paragraphs=[pgettext("staff", "Somebody has written to us and waits for your answer.")],
        button=(
            pgettext("staff", "Open the enquiry"),
            absolute(reverse("home_enquiry", args=[values["number"]])),
        ),
    )


def register() -> None:
    """Make the kinds known to the outbox; called when the app is ready."""
    kinds.register(
        MailKind(
            key="home.enquiry_code",
            compose=_code,
            sample=lambda: {"code": "482913", "name": "Amina Osman"},
            confidential=True,
        )
    )
    kinds.register(
        MailKind(
            key="home.enquiry_received",
            compose=_received,
            sample=lambda: {"name": "Amina Osman", "topic": "family"},
        )
    )
    kinds.register(MailKind(key="home.enquiry_new", compose=_new, sample=lambda: {"topic": "family", "number": 1}))
