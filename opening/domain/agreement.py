"""The first draft of an agreement, written from what is known about the process.

It is a paper of the agency in the working language of the process, which its template has: German or English.
"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import override, pgettext

from opening.domain import template
from opening.enums import PartyState
from opening.models import Process


def draft(process: Process) -> str:
    """The text in the language of the process; paragraphs are separated by empty lines, headings begin with ##."""
    with override(process.language):
        return "\n\n".join(_paragraphs(process))


def _paragraphs(process: Process) -> Iterator[str]:
    words = template.of_process(process)
    low, high = words.raw["months"]
    known = {
        "institution": process.organisation or process.title,
        "title": process.title,
        "code": process.code,
        "phases": len(words.phases),
        "low": low,
        "high": high,
        "date": date_format(process.last_activity_on, "DATE_FORMAT"),
    }
    yield pgettext("staff", "Template – to be checked legally before it is signed.")
    yield (
        pgettext("staff", "%(institution)s and our integration agency agree on this process: %(title)s (%(code)s).")
        % known
    )
    yield "## " + pgettext("staff", "Aims")
    yield process.summary or str(words.words(words.raw["summary"], process.language))
    yield "## " + pgettext("staff", "Scope and time")
    yield (
        pgettext(
            "staff",
            "The process has %(phases)s phases and usually takes %(low)s to %(high)s months. It covers the areas and "
            "sites that the leadership names at the beginning.",
        )
        % known
    )
    yield "## " + pgettext("staff", "Roles")
    yield "\n".join(_roles(process, words))
    yield pgettext(
        "staff", "The institution grants its coordinator and its steering group working time for their tasks."
    )
    yield "## " + pgettext("staff", "Confidentiality")
    yield pgettext(
        "staff",
        "What is said in the meetings stays in the meetings. Minutes name no persons unless those persons agree.",
    )
    yield "## " + pgettext("staff", "Surveys and data")
    yield pgettext(
        "staff",
        "Surveys are anonymous. Results are shown only where at least five people have answered, and only after the "
        "survey has ended. Personal data are deleted as agreed when the process ends.",
    )
    yield "## " + pgettext("staff", "Publication")
    yield pgettext(
        "staff",
        "Nothing about the institution is published without its written consent. It may withdraw it at any time.",
    )
    yield "## " + pgettext("staff", "Ending")
    yield pgettext(
        "staff",
        "Both sides may end the process early. They say why, and settle together what happens to what was begun.",
    )
    yield pgettext("staff", "As of %(date)s") % known


def _roles(process: Process, words: template.Template) -> Iterator[str]:
    for party in process.parties.all():
        if party.state in {PartyState.ACTIVE, PartyState.INVITED}:
            yield f"{words.role(party.role, process.language)}: {party.name}"
