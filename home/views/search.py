"""The public search: never kept by any cache, and no error for anything that is typed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.translation.languages import reader_language
from cms.ui.clean_query import clean_query
from cms.ui.client import client_address
from cms.ui.limits import allow
from home.forms.search import MissingForm
from home.search.answers import Answers, answers
from home.search.misses import note_miss, note_wish

HITS_ON_A_PAGE = 10
THANKED = "danke"
WISHES_A_DAY = 20
DAY = 24 * 60 * 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what answers the words in it; `?seite=` beyond the end shows the last page."""
    words = clean_query(request.GET.get("q"))
    reader, at = reader_language(), timezone.now()
    found = answers(words, reader, at=at) if words else None
    list_page = Paginator(found.pages if found else [], HITS_ON_A_PAGE).get_page(request.GET.get("seite"))
    if found is not None and _is_missed(found) and request.method == "GET":
        note_miss(words, reader, on=timezone.localdate(at))
    context = {
        "search_words": words,
        "found": found,
        "list_page": list_page,
        "is_first_page": list_page.number == 1,
        "missing_url": f"{reverse('home:search_missing')}?{urlencode({'q': words})}",
        "thanked": THANKED in request.GET,
    }
    response = render(request, "home/search.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def search_missing(request: HttpRequest) -> HttpResponse:
    """ "That is what I looked for": a form page of its own, so that the answers set no cookie."""
    words = clean_query(request.POST.get("q") or request.GET.get("q"))
    form = MissingForm(request.POST or None, request=request, initial={"q": words})
    if request.method == "POST" and form.is_valid():
        if words and allow("search_missing", who=client_address(request), limit=WISHES_A_DAY, seconds=DAY):
            note_wish(words, reader_language(), form.cleaned_data["sentence"], on=timezone.localdate())
        return redirect(f"{reverse('home:search')}?{THANKED}")
    return render(request, "home/search_missing.html", {"form": form, "words": words})


def _is_missed(found: Answers) -> bool:
    """No answer at all, or only to words that are a guess of ours."""
    return not found.too_slow and (not found or bool(found.instead))
