"""The second person: reads what is new, approves it or sends it back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.translation import review as reviewing
from cms.translation.desk.pieces import DeskPiece, piece_of
from cms.translation.desk.posted import lines
from cms.translation.desk.screens import Screen, Step
from cms.translation.enums import Reason
from cms.translation.models import Release
from cms.translation.rights import may_lead

LONGEST_COMMENT = 500


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def review(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """What is new, German and translation, old and new; one decision for all of it."""
    now = timezone.now()
    piece = piece_of(request.user, code, key, on=timezone.localdate(now))
    if request.method == "POST":
        return _decide(request, piece, at=now)
    return _show(request, Screen(piece, now, view=request.GET.get("ansicht", "")))


def _show(request: HttpRequest, screen: Screen, *, status: int = 200, **more: Any) -> HttpResponse:
    piece = screen.piece
    context: dict[str, Any] = {"piece": piece, "screen": screen, "review": piece.review, **more}
    if piece.review is None:
        context["outcome"] = outcome_of(piece)
    else:
        obstacle = reviewing.obstacle_to_review(piece.source, piece.code, piece.user, on=piece.on)
        context["obstacle"] = obstacle
        context["may_leave_out_terms"] = (
            obstacle is not None and obstacle.reason is Reason.UNTERMED and may_lead(piece.user)
        )
    return render(request, "translation/desk/review.html", context, status=status)


def _decide(request: HttpRequest, piece: DeskPiece, *, at: Any) -> HttpResponse:
    comments = comments_in(request.POST)
    reason = lines(request.POST.get("reason", "").replace("\x00", ""))[:1000]
    screen = Screen(piece, at, view=request.GET.get("ansicht", ""), comments=comments)
    try:
        if request.POST.get("decision") == "approve":
            left_out = "confirm_terms" in request.POST
            reviewing.approve(piece.source, piece.code, by=piece.user, at=at, confirm_terms=left_out)
            messages.success(request, _("Published. Readers see it now, as checked. Thank you!"))
        else:
            words = whole_reason(reason, comments, screen)
            reviewing.send_back(piece.source, piece.code, by=piece.user, reason=words, at=at)
            messages.success(request, _("Sent back. Whoever translated it gets your words by mail."))
    except reviewing.ReviewRefused as refusal:
        fresh = Screen(
            DeskPiece(piece.source, piece.code, piece.user, piece.on), at, view=screen.view, comments=comments
        )
        return _show(request, fresh, reason=reason, **_refused(refusal, fresh))
    return redirect("translation:desk")


def _refused(refusal: reviewing.ReviewRefused, screen: Screen) -> dict[str, Any]:
    """What stood in the way, with jump links; a missing reason is said at its field."""
    if refusal.obstacle.reason is Reason.NO_REASON:
        steps = [Step(_("Write what has to change, here or at a sentence."), "#reason")]
        return {"faults": steps, "faults_title": _("It was not sent back"), "reason_missing": True}
    return {"faults": screen.steps(refusal.obstacles), "faults_title": _("That was not possible")}


def comments_in(data: Mapping[str, str]) -> dict[str, str]:
    """What the second person wrote at single sentences, by their reference."""
    found = {
        key.removeprefix("comment-"): lines(value.replace("\x00", ""))[:LONGEST_COMMENT]
        for key, value in data.items()
        if key.startswith("comment-")
    }
    return {ref: comment for ref, comment in found.items() if comment}


def whole_reason(reason: str, comments: Mapping[str, str], screen: Screen) -> str:
    """The reason and the comments as one text, each comment with the number of its sentence."""
    written = [
        _("Sentence %(number)d: %(comment)s") % {"number": one.number, "comment": comments[one.ref]}
        for one in screen.sentences
        if one.ref in comments
    ]
    return "\n".join([*([reason] if reason else []), *written])


def outcome_of(piece: DeskPiece) -> str:
    """What became of the last review: the second of two reviewers reads who was faster."""
    if reviewing.last_reason(piece.source, piece.code):
        return _("It was sent back to be changed.")
    released = Release.objects.filter(
        translation__source__object_id=piece.key, translation__target_locale_id=piece.locale_id, reviewer__isnull=False
    )
    last = released.select_related("reviewer").order_by("-reviewed_at").first()
    if last is None or last.reviewer is None or last.reviewed_at is None:
        return ""
    day = date_format(timezone.localtime(last.reviewed_at))
    return _("%(name)s checked it on %(day)s.") % {"name": last.reviewer.get_short_name(), "day": day}
