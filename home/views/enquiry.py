"""Asking: the form, the code from the mail, and what happens next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from cms.translation import alternates
from cms.translation.languages import reader_language
from cms.translation.roots import roots
from cms.ui.client import client_address
from cms.ui.limits import allow
from home.context import doors
from home.domain.enquiries import ask, confirm, may_send_again, send_code
from home.enums import EnquiryState, EnquiryTopic
from home.forms.enquiry import CodeForm, EnquiryForm
from home.models import Enquiry
from home.models.base import ContentPage
from home.navigation import links_to

HOUR = 3600
ENQUIRIES_AN_HOUR = 20
CODES_AN_HOUR = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest) -> HttpResponse:
    """Write to the house about a page (`seite`, its key) or a topic (`thema`)."""
    page = _asked_page(request.GET.get("seite", ""))
    topic = _asked_topic(request.GET.get("thema", ""), page)
    form = EnquiryForm(request.POST or None, request=request, topic=topic)
    if request.method == "POST" and form.is_valid():
        if _is_too_much(request, form.cleaned_data["email"]):
            form.add_error(None, _("Many messages came from here within an hour. Please try again later, or call us."))
        else:
            kept = ask(form.wish(page.translation_key if page else None), page=page, at=timezone.now())
            return redirect("home:enquiry_code", key=kept.key)
    alternates.everywhere(request)
    about = links_to([page], reader_language()).get(page.translation_key) if page else None
    return render(request, "home/enquiry.html", {"form": form, "about": about})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_code(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enter the six digits; once confirmed, or without an address to confirm, say what happens next."""
    kept = get_object_or_404(Enquiry, key=key)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        problem = confirm(kept, form.cleaned_data["code"], at=timezone.now())
        if problem is None:
            return redirect("home:enquiry_code", key=key)
        form.add_error("code", problem.label)
    if kept.state != EnquiryState.UNCONFIRMED:
        return render(request, "home/enquiry_done.html", {"by_phone": not kept.email, "ways": _ways()})
    return render(request, "home/enquiry_code.html", {"form": form, "enquiry_key": key})


@require_POST
def enquiry_resend(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new code, at most one a minute."""
    kept = get_object_or_404(Enquiry, key=key)
    at = timezone.now()
    if may_send_again(kept, at=at) and allow("home.code", who=kept.email, limit=CODES_AN_HOUR, seconds=HOUR):
        send_code(kept, at=at)
    return redirect("home:enquiry_code", key=key)


def _asked_page(text: str) -> ContentPage | None:
    """The live source page of a key in the address; a broken key asks about nothing."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    page = Page.objects.filter(translation_key=key, locale_id=roots().source.locale_id, live=True).first()
    specific = page.specific if page else None
    return specific if isinstance(specific, ContentPage) else None


def _asked_topic(text: str, page: ContentPage | None) -> str:
    if text in EnquiryTopic.values:
        return text
    topics = [topic.key for topic in page.topics.all() if topic.key in EnquiryTopic.values] if page else []
    return topics[0] if topics else EnquiryTopic.GENERAL


def _ways() -> list[tuple[str, str]]:
    """Where to go on after a message."""
    reader = reader_language()
    found = doors(reader)
    ways = [(_("To the front page"), f"/{reader}/")]
    if found.events:
        ways.append((found.events.label, found.events.url))
    return ways


def _is_too_much(request: HttpRequest, email: str) -> bool:
    """One address of a network or a mailbox sends only so much an hour."""
    asked = allow("home.enquiry", who=client_address(request), limit=ENQUIRIES_AN_HOUR, seconds=HOUR)
    mailed = not email or allow("home.enquiry_mail", who=email.lower(), limit=CODES_AN_HOUR, seconds=HOUR)
    return not (asked and mailed)
