"""One text in one language: its sentences, saving them, and sending them to the second person."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.translation import review
from cms.translation.desk import answers, kept, signed_out
from cms.translation.desk.cards import Draft
from cms.translation.desk.pieces import DeskPiece, piece_of
from cms.translation.desk.posted import Action, Posted, read
from cms.translation.desk.screens import Screen, Step
from cms.translation.desk.storing import Outcome, carry_out
from cms.translation.sentences import obstacle_to_save

STAYS_THERE = {Action.ASK, Action.THEIRS, Action.TAKE, Action.SUGGEST}


@require_safe
@never_cache
@login_required
def piece(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ten sentences a page; what could not be saved before stands in its field."""
    found = piece_of(request.user, code, key, on=timezone.localdate())
    texts = kept.kept(request.session, found.code, found.key)
    screen = Screen(
        found,
        timezone.now(),
        view=request.GET.get("ansicht", ""),
        number=answers.number(request.GET.get("seite")),
        drafts={} if found.read_only else as_drafts(texts),
        saved=request.GET.get("gespeichert", "")[:40],
    )
    in_fields = {one.ref for one in screen.sentences if one.ref in screen.drafts}
    elsewhere = [text["text"] for ref, text in texts.items() if ref not in in_fields]
    return show(request, screen, kept=bool(in_fields), orphans=elsewhere)


def show(request: HttpRequest, screen: Screen, **more: Any) -> HttpResponse:
    """The page of a piece."""
    context = {**screen.context(), "faults_title": _("Not everything could be saved"), **more}
    if not screen.piece.review:
        context["sent_back"] = review.last_reason(screen.piece.source, screen.piece.code)
    return render(request, "translation/desk/piece.html", context)


def as_drafts(texts: Mapping[str, Mapping[str, str]]) -> dict[str, Draft]:
    """What was typed and not saved, to stand in the fields again."""
    return {ref: Draft(text["text"], hint=_("Not saved yet."), token=text["token"]) for ref, text in texts.items()}


# ---------------------------------------------------------------- saving
@csrf_exempt
@require_POST
@signed_out.nothing_is_lost
def sentence(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Keep what was typed; a script gets the sentence as it stands now, a browser the page."""
    now = timezone.now()
    found = piece_of(request.user, code, key, on=timezone.localdate(now))
    posted = read(request.POST)
    if obstacle := obstacle_to_save(found.source, code, found.user, on=found.on):
        return answers.put_aside(request, found, posted, obstacle.sentence)
    outcome = carry_out(found, posted, by=request.user, at=now)
    forget(request, found, posted, outcome)
    screen = Screen(
        found,
        now,
        view=posted.view,
        number=posted.page,
        drafts=outcome.drafts,
        asking=outcome.asking,
        looked=outcome.looked,
    )
    if screen.version != posted.version:
        outcome.said.append(_("The German text was changed while you were working. What is new is marked."))
    if answers.wants_json(request):
        return answers.as_json(request, screen, posted, outcome)
    for words in outcome.said:
        messages.info(request, words)
    if not outcome.is_clean:
        return show(request, screen, orphans=outcome.orphans)
    return redirect(way_on(screen, posted))


def forget(request: HttpRequest, found: DeskPiece, posted: Posted, outcome: Outcome) -> None:
    """Texts that are stored, or that the person gave up, need not be kept any longer."""
    given_up = [posted.ref] if posted.action in {Action.THEIRS, Action.KEEP} else []
    kept.forget(request.session, found.code, found.key, [*outcome.saved, *given_up])


def way_on(screen: Screen, posted: Posted) -> str:
    """Where somebody is after saving: at the next open sentence, at the same one, or on the next page."""
    if posted.action is Action.PAGE:
        return screen.url(screen.view, answers.number(posted.ref))
    if posted.ref and posted.action in STAYS_THERE:
        return screen.url_of(posted.ref)
    return screen.after(posted.ref) if posted.ref else screen.url(screen.view, posted.page)


# ---------------------------------------------------------------- sending
@csrf_exempt
@require_POST
@signed_out.nothing_is_lost
def submit(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Save what is in the fields, then send the text to the second person, or say what stands in the way."""
    now = timezone.now()
    user: Any = request.user
    found = piece_of(user, code, key, on=timezone.localdate(now))
    posted = read(request.POST)
    if obstacle := obstacle_to_save(found.source, code, user, on=found.on):
        return answers.put_aside(request, found, posted, obstacle.sentence)
    outcome = carry_out(found, posted, by=user, at=now)
    forget(request, found, posted, outcome)
    screen = Screen(found, now, view=posted.view, number=posted.page, drafts=outcome.drafts)
    if not outcome.is_clean:
        return show(request, screen, orphans=outcome.orphans)
    try:
        review.submit(found.source, code, by=user, at=now, confirm_terms="confirm_terms" in request.POST)
    except review.ReviewRefused as refusal:
        steps = screen.steps(refusal.obstacles)
    except ValidationError as problem:
        steps = [Step(words) for words in problem.messages]
    else:
        messages.success(request, sent(found))
        return redirect("translation:desk")
    return show(request, screen, faults=steps, faults_title=_("Before you can send it"))


def sent(found: DeskPiece) -> str:
    """What happens next."""
    if found.second_person:
        return _("Thank you! A second person reads it now. We write to you when it is online.")
    return _("Thank you! It is checked now and then goes online.")


@require_POST
@login_required
def take_back(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Work on it again before it was checked."""
    user: Any = request.user
    now = timezone.now()
    found = piece_of(user, code, key, on=timezone.localdate(now))
    try:
        review.take_back(found.source, code, by=user, at=now)
    except review.ReviewRefused as refusal:
        messages.error(request, str(refusal.obstacle))
    else:
        messages.success(request, _("You have it back and can go on."))
    return redirect(found.url())
