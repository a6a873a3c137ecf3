"""What translators, reviewers and leads read in their daily digest; what is urgent was mailed at once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail_localize.models import Translation

from cms.mail import digest
from cms.mail.digest import Line, Part, Reader
from cms.translation.desk.overview import Line as Piece
from cms.translation.desk.overview import Overview
from cms.translation.models import Assignment, SourceVersion, TranslatorRole
from cms.translation.portal import desk, waiting_for_a_check
from cms.translation.reviews import begun_since
from cms.translation.rights import leads, may_lead, roles_of
from cms.translation.roots import roots
from cms.translation.withdrawing import offered_for_withdrawal
from cms.users.models import User

SOON = timedelta(days=3)
"""From this time before its day on, a piece that is due has a line of its own."""
MOST_DUE = 5


def readers(at: datetime) -> Iterable[Reader]:
    """Everybody with a role today, and the leads."""
    today = localdate(at)
    holding = TranslatorRole.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today), valid_from__lte=today)
    people = User.objects.filter(Q(pk__in=holding.values("user")) | Q(pk__in=leads().values("pk")), is_active=True)
    return [Reader(user.email, user.name, user.language) for user in people.order_by("pk")]


def lines(reader: Reader, since: datetime, at: datetime) -> list[Line]:
    """Reviews, then what is due, then what there is to translate, questions, and what only leads decide."""
    user = User.objects.filter(email=reader.email, is_active=True).first()
    if user is None:
        return []
    seen = Overview(user, at, localdate(at))
    own = roles_of(user, on=seen.on).exists()
    mine = [*_due(seen, since), *_to_translate(seen, since)] if own else []
    return [*_reviews(seen, since), *mine, *_questions(seen, since), *_answers(seen), *_outdated(seen)]


def _reviews(seen: Overview, since: datetime) -> list[Line]:
    codes = _responsible_for(seen)
    count = sum(line.todo.code in codes for line in seen.reviews)
    if not count:
        return []
    return [Line(waiting_for_a_check(count), desk(), news=begun_since(since, codes))]


def _responsible_for(seen: Overview) -> set[str]:
    """The languages this person checks; leads also those that nobody else checks."""
    holding = Q(valid_until=None) | Q(valid_until__gte=seen.on)
    reviewers = TranslatorRole.objects.filter(holding, may_review=True, valid_from__lte=seen.on)
    checked = {roots().code_of(locale) for locale in reviewers.values_list("locale_id", flat=True)}
    own = {roots().code_of(locale) for locale in reviewers.filter(user=seen.user).values_list("locale_id", flat=True)}
    return own | set(seen.reviewed_languages) - checked


def _due(seen: Overview, since: datetime) -> list[Line]:
    """What was given to this person and is due soon; news on the day it comes near."""
    near = [piece for piece in seen.to_do if piece.todo.mine and piece.due_on and piece.due_on <= seen.on + SOON]
    return [
        Line(_sentence_of_due(piece), piece.url, news=localdate(since) < piece.due_on - SOON)
        for piece in near[:MOST_DUE]
        if piece.due_on
    ]


def _sentence_of_due(piece: Piece) -> str:
    words = {"title": piece.title, "language": piece.language, "day": date_format(piece.due_on or piece.on)}
    if piece.late:
        return _("“%(title)s” in %(language)s was due on %(day)s.") % words
    return _("“%(title)s” in %(language)s is due on %(day)s.") % words


def _to_translate(seen: Overview, since: datetime) -> list[Line]:
    open_to_me = [piece for piece in seen.to_do if not piece.todo.for_somebody_else]
    if not open_to_me:
        return []
    count, minutes = len(open_to_me), sum(piece.minutes for piece in open_to_me)
    sentence = ngettext(
        "%(count)d text waits to be translated (about %(minutes)d min).",
        "%(count)d texts wait to be translated (about %(minutes)d min).",
        count,
    )
    keys = {piece.todo.source.translation_key for piece in open_to_me}
    return [Line(sentence % {"count": count, "minutes": minutes}, desk(), news=_changed(seen, keys, since))]


def _changed(seen: Overview, keys: set[UUID], since: datetime) -> bool:
    """Whether a German text was published, or one was begun in their languages, or given to them since then."""
    locales = [roots().languages[code].locale_id for code in seen.codes]
    begun = Translation.objects.filter(source__object_id__in=keys, target_locale_id__in=locales, created_at__gt=since)
    return (
        begun.exists()
        or SourceVersion.objects.filter(translation_key__in=keys, at__gt=since).exists()
        or Assignment.objects.filter(assignee=seen.user, ended_at=None, at__gt=since).exists()
    )


def _questions(seen: Overview, since: datetime) -> list[Line]:
    """Reviewers were written to at once; for the leads it may be the first they hear of it."""
    codes = _responsible_for(seen)
    open_questions = [asked.question for asked in seen.questions if roots().code_of(asked.question.locale_id) in codes]
    if not open_questions:
        return []
    count = len(open_questions)
    sentence = ngettext(
        "%(count)d question of a translator waits for an answer.",
        "%(count)d questions of translators wait for an answer.",
        count,
    )
    return [Line(sentence % {"count": count}, desk(), news=any(asked.asked_at > since for asked in open_questions))]


def _answers(seen: Overview) -> list[Line]:
    """They were mailed at once; here they are a reminder as long as the desk shows them."""
    return [
        Line(_("Your question about “%(title)s” was answered.") % {"title": asked.title}, asked.url, news=False)
        for asked in seen.answers
    ]


def _outdated(seen: Overview) -> list[Line]:
    """Leads decide whether readers keep an outdated translation for more than half a year."""
    count = len(offered_for_withdrawal(seen.at)) if may_lead(seen.user) else 0
    if not count:
        return []
    sentence = ngettext(
        "%(count)d translation has been outdated for half a year. Shall readers keep it?",
        "%(count)d translations have been outdated for half a year. Shall readers keep them?",
        count,
    )
    return [Line(sentence % {"count": count}, desk(), news=False)]


def sample() -> list[Line]:
    """Lines for the preview."""
    title, language = "Deutschkurse", "العربية"
    words = {"title": title, "language": language, "day": date_format(localdate())}
    return [
        Line(waiting_for_a_check(2), desk()),
        Line(_("“%(title)s” in %(language)s is due on %(day)s.") % words, desk()),
        Line(_("Your question about “%(title)s” was answered.") % words, desk()),
    ]


def register() -> None:
    """Tell the digest of the house; called when the app is ready."""
    digest.register(Part("translation", gettext_lazy("Translations"), readers, lines, sample, position=30))
