"""What translators and reviewers are told at once, by mail in their own language; the rest is in the daily digest."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cms.mail import Letter, kinds
from cms.mail.outbox import enqueue
from cms.translation.languages import endonym
from cms.translation.models import Question, Release, TranslatorRole
from cms.translation.roots import roots
from cms.ui.links import absolute

if TYPE_CHECKING:
    from cms.translation.reviews import OpenReview
    from cms.users.models import User

type Values = Mapping[str, Any]


def approved(source: Any, code: str, release: Release, *, by: "User", at: datetime) -> None:
    """Tell whoever sent the translation that it is public; nobody is told of their own deed."""
    _tell(release.composed_by, "approved", f"{release.pk}:1", source, code, by=by, at=at)


def sent_back(source: Any, code: str, review: "OpenReview", *, reason: str, by: "User", at: datetime) -> None:
    """Tell whoever sent it what should be changed."""
    key = f"{review.task_state.pk}:1"
    _tell(review.submitted_by, "sent_back", key, source, code, by=by, at=at, reason=reason)


def asked(source: Any, code: str, question: Question, *, at: datetime) -> None:
    """Tell the reviewers of the language; where there is none, the staff find it on their dashboard."""
    reviewers = TranslatorRole.objects.filter(
        locale_id=question.locale_id, may_review=True, valid_from__lte=localdate(at)
    )
    for role in reviewers.exclude(valid_until__lt=localdate(at)).select_related("user"):
        words = {"question": question.text, "german": strip_tags(question.german)}
        key = f"{question.pk}:{role.user_id}"
        _tell(role.user, "asked", key, source, code, by=question.asked_by, at=at, **words)


def answered(question: Question, *, by: "User", at: datetime) -> None:
    """Tell whoever asked."""
    from cms.translation.sources import source_of

    source = source_of(question.translation_key)
    if source is not None:
        words = {"question": question.text, "answer": question.answer}
        key = f"{question.pk}:{at:%Y%m%d%H%M%S}"
        code = roots().code_of(question.locale_id)
        _tell(question.asked_by, "answered", key, source, code, by=by, at=at, **words)


def invited(user: "User", codes: list[str], *, by: "User", at: datetime) -> None:
    """Tell a person that they may translate, and where."""
    enqueue(
        "translation.invited",
        to=user.email,
        name=user.name,
        language=user.language,
        key=f"translation.invited:{user.pk}:{at:%Y%m%d%H%M%S}",
        values={"languages": [endonym(code) for code in codes], "by": by.name},
        at=at,
    )


def _tell(
    user: "User | None",
    kind: str,
    key: str,
    source: Any,
    code: str,
    *,
    by: "User | None",
    at: datetime,
    **words: str,
) -> None:
    if user is None or user == by or not user.is_active:
        return
    values = {"title": str(source), "code": code, "piece": str(source.translation_key), "by": by.name if by else ""}
    enqueue(
        f"translation.{kind}",
        to=user.email,
        name=user.name,
        language=user.language,
        key=f"translation.{kind}:{key}",
        values=values | words,
        at=at,
    )


def piece_address(code: str, key: UUID | str) -> str:
    """The absolute address of a piece at the desk, under the active language."""
    return absolute(reverse("translation:piece", args=[code, key]))


def _facts(values: Values) -> list[tuple[str, str]]:
    return [(_("Text"), str(values["title"])), (_("Language"), endonym(str(values["code"])))]


def _button(values: Values) -> tuple[str, str]:
    return _("Open the translation"), piece_address(str(values["code"]), str(values["piece"]))


def letter_approved(values: Values) -> Letter:
    """A translation was checked and is public."""
    return Letter(
        subject=_("Your translation is public"),
        paragraphs=[_("Your translation was checked and can be read by everybody now. Thank you!")],
        facts=_facts(values),
        button=_button(values),
    )


def letter_sent_back(values: Values) -> Letter:
    """A translation came back from its review."""
    return Letter(
        subject=_("Please look at your translation once more"),
        paragraphs=[_("Whoever checked your translation asks you to change something:"), str(values["reason"])],
        facts=_facts(values),
        button=_button(values),
        after=[_("Everything you have written is still there.")],
    )


def letter_asked(values: Values) -> Letter:
    """A translator is unsure of a sentence."""
    return Letter(
        subject=_("A question about a translation"),
        paragraphs=[_("A translator is not sure about a sentence and asks:"), str(values["question"])],
        facts=[*_facts(values), (_("German sentence"), str(values["german"]))],
        button=(_("Answer the question"), _button(values)[1]),
    )


def letter_answered(values: Values) -> Letter:
    """A question was answered."""
    return Letter(
        subject=_("Your question was answered"),
        paragraphs=[str(values["answer"])],
        facts=[*_facts(values), (_("Your question"), str(values["question"]))],
        button=_button(values),
    )


def letter_invited(values: Values) -> Letter:
    """Somebody may translate now."""
    return Letter(
        subject=_("You can translate for us now"),
        paragraphs=[
            _("Thank you for helping! You can now translate our texts sentence by sentence, on a phone or computer."),
            _("Sign in with your e-mail address. We send you a code, you need no password."),
        ],
        facts=[(_("Your languages"), ", ".join(values["languages"]))],
        button=(_("To your translations"), absolute(reverse("translation:desk"))),
        after=[_("Nothing you write is published before a second person has read it.")],
    )


def _sample() -> dict[str, Any]:
    return {
        "title": "Deutschkurse",
        "code": "ar",
        "piece": "00000000-0000-4000-8000-000000000000",
        "by": "Rana Haddad",
        "reason": "Im zweiten Satz fehlt die Uhrzeit.",
        "question": "Ist hier das Jobcenter gemeint?",
        "answer": "Ja, das Jobcenter Bochum.",
        "german": "Bringen Sie den Bescheid vom Amt mit.",
        "languages": ["العربية", "Türkçe"],
    }


LETTERS: dict[str, Callable[[Values], Letter]] = {
    "approved": letter_approved,
    "sent_back": letter_sent_back,
    "asked": letter_asked,
    "answered": letter_answered,
    "invited": letter_invited,
}


def register() -> None:
    """Make the mails known; called when the app is ready."""
    for kind, compose in LETTERS.items():
        kinds.register(kinds.MailKind(f"translation.{kind}", compose, _sample))
