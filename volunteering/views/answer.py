"""Pages behind a link in a mail: one question, two buttons, no login. A GET changes nothing."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.ui.client import client_address
from cms.ui.errors import gone
from cms.ui.limits import allow
from cms.users import accounts, tokens
from volunteering.domain import joining, places
from volunteering.domain.joining import LinkState
from volunteering.domain.sign_up import Found, SignUpRefused, obstacles_to_sign_up
from volunteering.domain.wording import sentence
from volunteering.domain.words import words_of_one
from volunteering.enums import Obstacle, SignUpState
from volunteering.models import PendingSignUp, SignUp
from volunteering.views.next_steps import reasons, similar_rows
from volunteering.views.outcome import outcome_context

STANDING = (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITLISTED, SignUpState.REQUESTED)


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """Whatever this link is for: a guest's sign-up, an offer, or something that has ended."""
    if not allow("volunteering.answer", who=client_address(request), limit=60, seconds=600):
        return gone(request, title=_("Too many tries"), sentence=_("Please try again in ten minutes."), ways=_ways())
    pending = joining.find_pending(token)
    if pending is not None:
        return _join(request, pending)
    offer = SignUp.objects.filter(answer_digest=tokens.digest(token), state=SignUpState.OFFERED)
    sign_up = offer.select_related("shift__need__venue", "volunteer").first()
    if sign_up is not None:
        return _offer(request, sign_up)
    return gone(
        request,
        title=_("This link does not work any more"),
        sentence=_(
            "It was used already, or its time is over. You find your tasks under “My engagement”, after a sign-in."
        ),
        ways=_ways(),
    )


def _ways() -> list[tuple[str, str]]:
    return [
        (_("Find a task"), reverse("volunteering:need_list")),
        (_("My engagement"), reverse("volunteering:mine")),
    ]


# ---------------------------------------------------------------- a guest proves the address
def _join(request: HttpRequest, pending: PendingSignUp) -> HttpResponseBase:
    at = timezone.now()
    state = joining.state_of_link(pending, at=at)
    if state is LinkState.OVER:
        shift = pending.shift
        return gone(
            request,
            title=_("The time to confirm is over"),
            sentence=_("The link was valid for a day. Simply sign up again, it takes a minute."),
            ways=[
                (_("Sign up again"), reverse("volunteering:shift_sign_up", args=[shift.need.code, shift.number])),
                *_ways()[:1],
            ],
        )
    if state is LinkState.USED:
        return _joined(request, pending)
    if request.method == "POST":
        joined = joining.confirm(pending, at=at)
        if joined.is_new and not joined.user.is_staff and not request.user.is_authenticated:
            return accounts.sign_in(request, joined.user, next_url=request.path)
        return redirect(request.path)
    context = {"pending": pending, "shift": pending.shift, "words": words_of_one(pending.shift.need_id)}
    return render(request, "volunteering/answer_join.html", context)


def _joined(request: HttpRequest, pending: PendingSignUp) -> HttpResponseBase:
    """What came of it; the link shows it for a day."""
    at = timezone.now()
    volunteer, shift = pending.volunteer, pending.shift
    sign_up = SignUp.objects.filter(volunteer=volunteer, shift=shift).first() if volunteer else None
    found: tuple[Found, ...] = ()
    if volunteer is not None and (sign_up is None or sign_up.state not in STANDING):
        found = obstacles_to_sign_up(shift, volunteer, size=pending.size, at=at) or (Found(Obstacle.FULL),)
    context = outcome_context(request, shift, sign_up, at=at) | {
        "reasons": reasons(found, signed_in=request.user.is_authenticated) if not sign_up else [],
        "similar": similar_rows(shift, found, at=at) if found else [],
    }
    if [one.obstacle for one in found] == [Obstacle.NOT_ACTIVE]:
        context |= {
            "kind": "good",
            "title": _("We get to know each other first"),
            "text": sentence(found[0]),
            "reasons": [],
        }
    return render(request, "volunteering/outcome.html", context)


# ---------------------------------------------------------------- an offer
def _offer(request: HttpRequest, sign_up: SignUp) -> HttpResponseBase:
    at = timezone.now()
    if request.method == "POST":
        if "decline" in request.POST:
            places.decline_offer(sign_up.pk, at=at)
            return _answered(request, sign_up)
        try:
            places.confirm_offer(sign_up.pk, at=at)
        except SignUpRefused as refused:
            places.lapse_offers(at=at, shift_pk=sign_up.shift_id)
            found = reasons(refused.found, signed_in=False)
            return gone(
                request,
                title=_("The offer has ended"),
                sentence=" ".join(one.sentence for one in found),
                ways=_ways(),
            )
        return _answered(request, sign_up)
    context = {
        "sign_up": sign_up,
        "shift": sign_up.shift,
        "need": sign_up.shift.need,
        "words": words_of_one(sign_up.shift.need_id),
        "over": sign_up.offered_until is not None and sign_up.offered_until <= at,
    }
    return render(request, "volunteering/answer_offer.html", context)


def _answered(request: HttpRequest, sign_up: SignUp) -> HttpResponseBase:
    sign_up = SignUp.objects.select_related("shift__need__venue").get(pk=sign_up.pk)
    context = outcome_context(request, sign_up.shift, sign_up, at=timezone.now())
    return render(request, "volunteering/outcome.html", context)
