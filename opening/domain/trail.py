"""The readable trail: what happened, by whom, by which way. Wagtail's log with actions of our own."""

from typing import Any, Final

from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import LogContext, log

from opening.domain.access import Actor

ACTIONS: Final = {
    "opening.definition.publish": pgettext_lazy("staff", "Published a definition"),
    "opening.process.start": pgettext_lazy("staff", "Prepared a process"),
    "opening.process.offer": pgettext_lazy("staff", "Offered a process"),
    "opening.process.begin": pgettext_lazy("staff", "Process begun"),
    "opening.process.pause": pgettext_lazy("staff", "Paused a process"),
    "opening.process.resume": pgettext_lazy("staff", "Resumed a process"),
    "opening.process.conclude": pgettext_lazy("staff", "Concluded a process"),
    "opening.process.cancel": pgettext_lazy("staff", "Cancelled a process"),
    "opening.stage.open": pgettext_lazy("staff", "Opened a phase"),
    "opening.stage.submit": pgettext_lazy("staff", "Submitted a phase"),
    "opening.stage.request_changes": pgettext_lazy("staff", "Requested changes to a phase"),
    "opening.stage.signed": pgettext_lazy("staff", "Phase signed off"),
    "opening.stage.skip": pgettext_lazy("staff", "Skipped a phase"),
    "opening.stage.reopen": pgettext_lazy("staff", "Reopened a phase"),
    "opening.sign_off.approve": pgettext_lazy("staff", "Signed"),
    "opening.party.invite": pgettext_lazy("staff", "Invited somebody"),
    "opening.party.join": pgettext_lazy("staff", "Took part"),
    "opening.party.decline": pgettext_lazy("staff", "Declined an invitation"),
    "opening.party.leave": pgettext_lazy("staff", "Left a process"),
    "opening.invite.revoke": pgettext_lazy("staff", "Withdrew a link"),
    "opening.item.add": pgettext_lazy("staff", "Added an entry"),
    "opening.item.change": pgettext_lazy("staff", "Changed the state of an entry"),
    "opening.session.plan": pgettext_lazy("staff", "Planned a meeting"),
    "opening.session.hold": pgettext_lazy("staff", "Meeting took place"),
    "opening.session.share": pgettext_lazy("staff", "Shared minutes"),
    "opening.session.approve": pgettext_lazy("staff", "Minutes approved"),
    "opening.session.request_changes": pgettext_lazy("staff", "Requested changes to minutes"),
    "opening.session.cancel": pgettext_lazy("staff", "Cancelled a meeting"),
    "opening.document.write": pgettext_lazy("staff", "Wrote a document"),
    "opening.document.share": pgettext_lazy("staff", "Shared a document"),
    "opening.document.signed": pgettext_lazy("staff", "Document signed by all"),
    "opening.document.withdraw": pgettext_lazy("staff", "Withdrew a document"),
}
"""Registered with Wagtail by `wagtail_hooks.py`."""


def record(row: models.Model, action: str, actor: Actor, **data: Any) -> None:
    """Writes one entry; what was done by a link never counts as done by whoever is logged in in that browser."""
    entry = {
        "process": actor.process.code,
        "party": [seat.number for seat in actor.seats],
        "via": str(actor.via),
        **{key: value for key, value in data.items() if value not in (None, "")},
    }
    with LogContext(user=actor.user):
        log(instance=row, action=action, user=actor.user, data=entry)
