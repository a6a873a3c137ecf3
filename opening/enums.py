"""States with the map of allowed changes, and the closed vocabularies of an accompanied process.

Each map covers every member of its enum; whatever is not in it is refused (`domain/changes.py` is the one door).
The sentences people read when something is refused stand in `obstacles.py`.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DefinitionKind(models.TextChoices):
    CATALOGUE = "catalogue", pgettext_lazy("staff", "catalogue")
    PROCESS = "process", pgettext_lazy("staff", "process template")
    REPORT = "report", pgettext_lazy("staff", "report layout")


class DefinitionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("staff", "draft")
    PUBLISHED = "published", pgettext_lazy("staff", "published")
    RETIRED = "retired", pgettext_lazy("staff", "retired")


class ProcessState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "in preparation")
    OFFERED = "offered", pgettext_lazy("state", "offered")
    ACTIVE = "active", pgettext_lazy("state", "running")
    PAUSED = "paused", pgettext_lazy("state", "paused")
    CONCLUDED = "concluded", pgettext_lazy("state", "concluded")
    CANCELLED = "cancelled", pgettext_lazy("state", "cancelled")
    ARCHIVED = "archived", pgettext_lazy("state", "archived")


class Confidentiality(models.TextChoices):
    INTERNAL = "internal"
    PARTIES = "parties"


class PartyState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("state", "invited")
    ACTIVE = "active", pgettext_lazy("state", "takes part")
    LEFT = "left", pgettext_lazy("state", "has left")
    DECLINED = "declined", pgettext_lazy("state", "has declined")


class Voice(models.TextChoices):
    """Whether somebody speaks for themselves or with a mandate of their organisation."""

    PERSONAL = "personal", _("personally")
    MANDATE = "mandate", _("for the organisation")


class StageState(models.TextChoices):
    PENDING = "pending", pgettext_lazy("state", "still to come")
    ACTIVE = "active", pgettext_lazy("state", "running")
    IN_REVIEW = "in_review", pgettext_lazy("state", "awaiting signatures")
    SIGNED = "signed", pgettext_lazy("state", "signed off")
    SKIPPED = "skipped", pgettext_lazy("state", "skipped")


class ItemKind(models.TextChoices):
    GOAL = "goal", _("Goals")
    MEASURE = "measure", _("Measures")
    TASK = "task", _("Tasks")
    CHECK = "check", _("Checklist")
    AGREEMENT = "agreement", _("Agreements")


class ItemState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state", "open")
    IN_PROGRESS = "in_progress", pgettext_lazy("state", "in progress")
    BLOCKED = "blocked", pgettext_lazy("state", "blocked")
    DONE = "done", pgettext_lazy("state", "done")
    VERIFIED = "verified", pgettext_lazy("state", "verified")
    DROPPED = "dropped", pgettext_lazy("state", "dropped")


class Outcome(models.TextChoices):
    REACHED = "reached"
    PARTLY = "partly"
    MISSED = "missed"


class Visibility(models.TextChoices):
    INTERNAL = "internal"
    PARTIES = "parties"


class SessionState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("state", "planned")
    HELD = "held", pgettext_lazy("state", "took place")
    MINUTED = "minuted", pgettext_lazy("state", "minutes await approval")
    APPROVED = "approved", pgettext_lazy("state", "minutes approved")
    CANCELLED = "cancelled", pgettext_lazy("state", "cancelled")


class Wave(models.TextChoices):
    BASELINE = "baseline"
    INTERIM = "interim"
    FINAL = "final"
    EXTRA = "extra"


class AssessmentState(models.TextChoices):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RATED = "rated"
    RELEASED = "released"
    VOID = "void"


class DocumentState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "draft")
    SHARED = "shared", pgettext_lazy("state", "shared")
    SIGNED = "signed", pgettext_lazy("state", "signed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "withdrawn")


class Decision(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("state", "approved")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("state", "changes requested")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "withdrawn")


class Method(models.TextChoices):
    """The way a signature was given."""

    ACCOUNT = "account", _("with an account")
    LINK = "link", _("by link")
    PAPER = "paper", _("on paper")


class InvitePurpose(models.TextChoices):
    JOIN = "join"
    RESPOND = "respond"
    SIGN = "sign"
    VIEW = "view"
    CONFIRM = "confirm"


class InviteChannel(models.TextChoices):
    MAIL = "mail", _("by e-mail")
    LETTER = "letter", _("by letter")
    SLIP = "slip", _("by slip")


class InviteState(models.TextChoices):
    """Expiry is derived from the date and never stored."""

    CREATED = "created", pgettext_lazy("state", "prepared")
    SENT = "sent", pgettext_lazy("state", "sent")
    USED = "used", pgettext_lazy("state", "accepted")
    REVOKED = "revoked", pgettext_lazy("state", "withdrawn")


type StateMap[State] = Mapping[State, frozenset[State]]

DEFINITION_CHANGES: StateMap[DefinitionState] = {
    DefinitionState.DRAFT: frozenset({DefinitionState.PUBLISHED}),
    DefinitionState.PUBLISHED: frozenset({DefinitionState.RETIRED}),
    DefinitionState.RETIRED: frozenset(),
}

PROCESS_CHANGES: StateMap[ProcessState] = {
    ProcessState.DRAFT: frozenset({ProcessState.OFFERED, ProcessState.CANCELLED}),
    ProcessState.OFFERED: frozenset({ProcessState.ACTIVE, ProcessState.CANCELLED}),
    ProcessState.ACTIVE: frozenset({ProcessState.PAUSED, ProcessState.CONCLUDED, ProcessState.CANCELLED}),
    ProcessState.PAUSED: frozenset({ProcessState.ACTIVE, ProcessState.CANCELLED}),
    ProcessState.CONCLUDED: frozenset({ProcessState.ARCHIVED}),
    ProcessState.CANCELLED: frozenset(),
    ProcessState.ARCHIVED: frozenset(),
}

STAGE_CHANGES: StateMap[StageState] = {
    StageState.PENDING: frozenset({StageState.ACTIVE}),
    StageState.ACTIVE: frozenset({StageState.IN_REVIEW, StageState.SKIPPED}),
    StageState.IN_REVIEW: frozenset({StageState.SIGNED, StageState.ACTIVE}),
    StageState.SIGNED: frozenset({StageState.ACTIVE}),
    StageState.SKIPPED: frozenset(),
}

PARTY_CHANGES: StateMap[PartyState] = {
    PartyState.INVITED: frozenset({PartyState.ACTIVE, PartyState.DECLINED}),
    PartyState.ACTIVE: frozenset({PartyState.LEFT}),
    PartyState.LEFT: frozenset(),
    PartyState.DECLINED: frozenset(),
}

_ITEM_ENDS = frozenset({ItemState.DONE, ItemState.DROPPED})

ITEM_CHANGES: StateMap[ItemState] = {
    ItemState.OPEN: _ITEM_ENDS | {ItemState.IN_PROGRESS},
    ItemState.IN_PROGRESS: _ITEM_ENDS | {ItemState.OPEN, ItemState.BLOCKED},
    ItemState.BLOCKED: _ITEM_ENDS | {ItemState.IN_PROGRESS},
    ItemState.DONE: frozenset({ItemState.VERIFIED, ItemState.IN_PROGRESS, ItemState.DROPPED}),
    ItemState.VERIFIED: frozenset({ItemState.IN_PROGRESS}),
    ItemState.DROPPED: frozenset(),
}

SESSION_CHANGES: StateMap[SessionState] = {
    SessionState.PLANNED: frozenset({SessionState.HELD, SessionState.CANCELLED}),
    SessionState.HELD: frozenset({SessionState.MINUTED}),
    SessionState.MINUTED: frozenset({SessionState.APPROVED, SessionState.HELD}),
    SessionState.APPROVED: frozenset(),
    SessionState.CANCELLED: frozenset(),
}

ASSESSMENT_CHANGES: StateMap[AssessmentState] = {
    AssessmentState.DRAFT: frozenset({AssessmentState.OPEN, AssessmentState.RATED, AssessmentState.VOID}),
    AssessmentState.OPEN: frozenset({AssessmentState.CLOSED, AssessmentState.VOID}),
    AssessmentState.CLOSED: frozenset({AssessmentState.RATED, AssessmentState.VOID}),
    AssessmentState.RATED: frozenset({AssessmentState.RELEASED, AssessmentState.VOID}),
    AssessmentState.RELEASED: frozenset(),
    AssessmentState.VOID: frozenset(),
}

DOCUMENT_CHANGES: StateMap[DocumentState] = {
    DocumentState.DRAFT: frozenset({DocumentState.SHARED, DocumentState.WITHDRAWN}),
    DocumentState.SHARED: frozenset({DocumentState.SIGNED, DocumentState.WITHDRAWN}),
    DocumentState.SIGNED: frozenset({DocumentState.WITHDRAWN}),
    DocumentState.WITHDRAWN: frozenset(),
}

INVITE_CHANGES: StateMap[InviteState] = {
    InviteState.CREATED: frozenset({InviteState.SENT, InviteState.REVOKED}),
    InviteState.SENT: frozenset({InviteState.USED, InviteState.REVOKED}),
    InviteState.USED: frozenset(),
    InviteState.REVOKED: frozenset(),
}
