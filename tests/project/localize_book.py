"""Every address of wagtail-localize in the admin, and what the staff get there, by method.

wagtail-localize lets whoever may edit a row save, stop, import and restart its translation. Here translations have
doors of their own, so some of its addresses answer with the reason why they do nothing. A new version of
wagtail-localize with a new address fails test_localize_doors.py until somebody has decided about it here.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from tests.project.address_book import Address, addresses

NAMESPACE = "wagtail_localize:"
METHODS = ("get", "post", "put", "delete")


class Answer(StrEnum):
    """What somebody gets: the page or its effect, a reason with nothing changed, or a no."""

    OPEN = "open"
    REASON = "reason"
    CLOSED = "closed"
    METHOD = "method not allowed"


EDITOR, LEAD, COORDINATOR = "editor", "lead", "coordinator"
STAFF = frozenset({EDITOR, LEAD, COORDINATOR})
COMMUNICATION = frozenset({EDITOR, LEAD})
OUTSIDE = ("guest", "volunteer", "translator", "reviewer")
"""People without access to the admin: translators and reviewers work at the desk alone."""


@dataclass(frozen=True)
class Door:
    """What stands at an address: `answers` by method for those whom it is `open_to`; all others are turned away."""

    answers: dict[str, Answer]
    open_to: frozenset[str] = STAFF
    others: dict[str, Answer] = field(default_factory=dict)

    def answer(self, role: str, method: str) -> Answer:
        """What this role gets with this method."""
        if role in self.open_to:
            return self.answers.get(method, Answer.METHOD)
        if role in STAFF:
            return self.others.get(method, Answer.METHOD if method not in self.answers else Answer.CLOSED)
        return Answer.CLOSED


def every(answer: Answer) -> dict[str, Answer]:
    return dict.fromkeys(METHODS, answer)


READ = {"get": Answer.OPEN}
WRITE = {"put": Answer.OPEN, "delete": Answer.OPEN}
REFUSED = every(Answer.REASON)

DOORS: dict[str, Door] = {
    "javascript_catalog": Door(READ),
    "snippets_api_listing": Door(READ),
    "snippets_api_detail": Door(READ),
    # ---- starting: leads to the house's own form, which asks for rights itself
    "submit_page_translation": Door(every(Answer.OPEN)),
    "submit_snippet_translation": Door(every(Answer.OPEN)),
    # ---- the list of sentences of the staff (`?classic=1`); it saves one sentence at a time
    "edit_string_translation": Door(WRITE, COMMUNICATION, every(Answer.CLOSED)),
    "edit_override": Door(WRITE, COMMUNICATION, every(Answer.CLOSED)),
    "preview_translation": Door(every(Answer.OPEN), COMMUNICATION),
    "preview_translation <str:mode>": Door(every(Answer.CLOSED), COMMUNICATION),  # our texts have one look each
    "download_pofile": Door(every(Answer.OPEN), COMMUNICATION),
    # ---- past our doors: refused with the reason
    "update_translations": Door(REFUSED),
    "convert_to_alias": Door(REFUSED),
    "upload_pofile": Door(REFUSED),
    "translations_report": Door(REFUSED),
    "translations_report_results": Door(REFUSED),
    # ---- through our doors: whoever leads may stop, whoever manages may ask the machine, which is off here
    "stop_translation": Door({"post": Answer.OPEN}, frozenset({LEAD}), {"post": Answer.REASON}),
    "machine_translate": Door({"post": Answer.REASON}),
}


def localize_addresses() -> dict[str, Address]:
    """All addresses of wagtail-localize's namespace by their name in the book, as the URL map has them now."""
    return {_name(address): address for address in addresses() if address.name.startswith(NAMESPACE)}


def _name(address: Address) -> str:
    """One name stands for two addresses: the preview, and the preview with a choice of looks."""
    look = " <str:mode>" if "<str:mode>" in address.route else ""
    return address.name.removeprefix(NAMESPACE) + look
