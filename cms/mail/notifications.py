"""The kinds of mail without an app behind them: what libraries send through Django, and the digest of all apps."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.mail import digest, kinds
from cms.mail.backend import KIND
from cms.mail.letters import Letter
from cms.ui.links import absolute


def notice(values: Mapping[str, Any]) -> Letter:
    """Text of a library; its first paragraph is the greeting when it ends like one."""
    paragraphs = [part.strip() for part in str(values["text"]).split("\n\n") if part.strip()]
    greeting = paragraphs.pop(0) if paragraphs and paragraphs[0].endswith((",", "!", "،")) else ""
    return Letter(subject=str(values["subject"]), greeting=greeting, paragraphs=paragraphs)


def digest_letter(values: Mapping[str, Any]) -> Letter:
    """What waits for somebody in all parts of the house."""
    lists = [(heading, [(sentence, address) for sentence, address in lines]) for heading, lines in values["lists"]]
    count = sum(len(lines) for _heading, lines in lists)
    return Letter(
        subject=ngettext("%(count)d matter waits for you", "%(count)d matters wait for you", count) % {"count": count},
        paragraphs=[_("This is what is new for you with us, and what you can do next.")],
        lists=lists,
        button=(_("Look at my account"), absolute(reverse("users:account"))),
        after=[_("We write this mail at most once a day, and only when there is something new.")],
    )


def register() -> None:
    """Tells the register of mail kinds."""
    kinds.register(kinds.MailKind(digest.KIND, digest_letter, digest.sample))
    kinds.register(
        kinds.MailKind(KIND, notice, lambda: {"subject": "Seite eingereicht", "text": "Hallo,\n\neine Seite wartet."})
    )
