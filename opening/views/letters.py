"""A link on paper: shown once, right after it was issued, because only its fingerprint is kept."""

from io import BytesIO

import qrcode
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from qrcode.image.svg import SvgPathFillImage

from cms.ui.links import absolute
from opening.domain import template
from opening.domain.access import Actor
from opening.domain.invites import Issued
from opening.models import Party
from opening.views.entering import private
from opening.views.frame import frame


def letter(request: HttpRequest, actor: Actor, issued: Issued) -> HttpResponse:
    """The letter to print, in the language of the person, with the address to type in."""
    party = issued.invite.party
    assert party is not None  # a link to take part has a seat, by constraint
    words = _words(issued, party)
    context = {
        **frame(actor, "party_list", (_("Letter"), "")),
        "party": party,
        "letter_language": party.language,
        "letter": words,
        "picture": picture(words["address"]),
    }
    return private(render(request, "opening/letter.html", context))


def picture(address: str) -> SafeString:
    """The address as a QR code, drawn on white so that cameras read it in the dark scheme, too."""
    drawing = BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage).save(drawing)
    svg = drawing.getvalue().decode().partition("?>")[2]
    return mark_safe(svg.replace("<svg ", '<svg aria-hidden="true" ', 1))


def _words(issued: Issued, party: Party) -> dict[str, str]:
    """What the letter says, in the language of the person."""
    process, language = party.process, party.language
    with override(language):
        role = template.of_process(process).role(party.role, language)
        day = date_format(issued.invite.expires_on, "DATE_FORMAT")
        return {
            "subject": _("Invitation to take part"),
            "greeting": _("Good day %(name)s,") % {"name": party.name},
            "invitation": _("we invite you to take part in an accompanied process: %(title)s.")
            % {"title": process.title},
            "role": _("Your role: %(role)s") % {"role": role},
            "how": _("Type this address into your browser, on a phone or a computer, and accept with one button:"),
            "scan": _("Or scan this picture with the camera of a phone."),
            "address": absolute(reverse("opening:link", args=[issued.token])),
            "until": _("The link is valid until %(day)s.") % {"day": day},
            "help": _("If you have questions, call us. We are happy to help."),
            "sender": str(issued.invite.created_by or ""),
        }
