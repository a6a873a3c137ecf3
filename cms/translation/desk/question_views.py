"""Answering what a translator is unsure of."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.translation import places, questions, sources
from cms.translation.languages import language_name
from cms.translation.marks import to_marks
from cms.translation.models import Question
from cms.translation.roots import roots


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """The sentence, the question, and the field for the answer; for somebody who may not answer it is not there."""
    user: Any = request.user
    now = timezone.now()
    asked = get_object_or_404(Question.objects.select_related("asked_by"), pk=pk)
    source = sources.source_of(asked.translation_key)
    if source is None or questions.obstacle_to_answer(asked, "x", user, on=timezone.localdate(now)):
        raise Http404("No such question for this person.")
    text, problem = asked.answer, ""
    if request.method == "POST":
        text = request.POST.get("answer", "").replace("\x00", "")
        try:
            questions.answer(asked, text, by=user, at=now)
        except questions.QuestionRefused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Your answer is sent. Every translator of this text reads it."))
            return redirect("translation:desk")
    code = roots().code_of(asked.locale_id)
    context = {
        "question": asked,
        "title": str(source),
        "language": language_name(code),
        "place": places.place_of(source, asked.path, asked.german),
        "german": to_marks(asked.german).text,
        "text": text,
        "problem": problem,
    }
    return render(request, "translation/desk/question.html", context)
