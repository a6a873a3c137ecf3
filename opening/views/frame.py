"""What stands around every process page: where it belongs, and the ways inside the process."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opening.addresses import process_address
from opening.domain import access, template
from opening.domain.access import Actor
from opening.domain.wording import Words


def frame(actor: Actor, current: str = "", *crumbs: tuple[object, str]) -> dict[str, Any]:
    """The context of a page of this process; `current` names the tab, `crumbs` what lies below it."""
    process = actor.process
    tabs = [
        ("process_detail", _("Where we stand")),
        ("stage_list", _("Phases")),
        ("session_list", _("Meetings")),
        ("document_list", _("Documents")),
        ("party_list", _("People involved")),
    ]
    path = [(_("My processes"), reverse("opening:process_list")), (process.code, process_address(process)), *crumbs]
    return {
        "actor": actor,
        "process": process,
        "process_title": Words(process.title, process.language),
        "institution": str(process.organisation or ""),
        "words": template.of_process(process),
        "leads": actor.leads,
        "may_invite": bool(access.invitable_roles(actor)),
        "crumbs": path,
        "tabs": [
            {"label": label, "url": reverse(f"opening:{name}", args=[process.code]), "current": name == current}
            for name, label in tabs
        ],
        "tabs_label": pgettext("navigation", "This process"),
    }
