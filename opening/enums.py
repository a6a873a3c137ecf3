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
    DRAFT = "draft", _("in preparation")
    OFFERED = "offered", _("offered")
    ACTIVE = "active", _("running")
    PAUSED = "paused", _("paused")
    CONCLUDED = "concluded", _("concluded")
    CANCELLED = "cancelled", _("cancelled")
    ARCHIVED = "archived", _("archived")


class Confidentiality(models.TextChoices):
    INTERNAL = "internal", pgettext_lazy("staff", "agency only")
    PARTIES = "parties", pgettext_lazy("staff", "everybody involved")


class PartyState(models.TextChoices):
    INVITED = "invited", _("invited")
    ACTIVE = "active", _("takes part")
    LEFT = "left", _("has left")
    DECLINED = "declined", _("has declined")


class Voice(models.TextChoices):
    """Whether somebody speaks for themselves or with a mandate of their organisation."""

    PERSONAL = "personal", _("personally")
    MANDATE = "mandate", _("for the organisation")


class StageState(models.TextChoices):
    PENDING = "pending", _("still to come")
    ACTIVE = "active", _("running")
    IN_REVIEW = "in_review", _("awaiting signatures")
    SIGNED = "signed", _("signed off")
    SKIPPED = "skipped", _("skipped")


class ItemKind(models.TextChoices):
    GOAL = "goal", _("Goals")
    MEASURE = "measure", _("Measures")
    TASK = "task", _("Tasks")
    CHECK = "check", _("Checklist")
    AGREEMENT = "agreement", _("Agreements")


class ItemState(models.TextChoices):
    OPEN = "open", _("open")
    IN_PROGRESS = "in_progress", _("in progress")
    BLOCKED = "blocked", _("blocked")
    DONE = "done", _("done")
    VERIFIED = "verified", _("verified")
    DROPPED = "dropped", _("dropped")


class Outcome(models.TextChoices):
    REACHED = "reached", _("reached")
    PARTLY = "partly", _("partly reached")
    MISSED = "missed", _("not reached")


class Visibility(models.TextChoices):
    INTERNAL = "internal", pgettext_lazy("staff", "agency only")
    PARTIES = "parties", _("everybody involved")


class SessionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("took place")
    MINUTED = "minuted", _("minutes await approval")
    APPROVED = "approved", _("minutes approved")
    CANCELLED = "cancelled", _("cancelled")


class Wave(models.TextChoices):
    BASELINE = "baseline", _("at the beginning")
    INTERIM = "interim", _("in between")
    FINAL = "final", _("at the end")
    EXTRA = "extra", _("additional")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("survey is open")
    CLOSED = "closed", _("survey is closed")
    RATED = "rated", _("rated")
    RELEASED = "released", _("released")
    VOID = "void", _("void")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SHARED = "shared", _("shared")
    SIGNED = "signed", _("signed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Decision(models.TextChoices):
    APPROVED = "approved", _("approved")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Method(models.TextChoices):
    """The way a signature was given."""

    ACCOUNT = "account", _("with an account")
    LINK = "link", _("by link")
    PAPER = "paper", _("on paper")


class InvitePurpose(models.TextChoices):
    JOIN = "join", _("take part")
    RESPOND = "respond", _("answer a survey")
    SIGN = "sign", _("sign")
    VIEW = "view", _("read")
    CONFIRM = "confirm", _("confirm")


class InviteChannel(models.TextChoices):
    MAIL = "mail", _("by e-mail")
    LETTER = "letter", _("by letter")
    SLIP = "slip", _("by slip")


class InviteState(models.TextChoices):
    """Expiry is derived from the date and never stored."""

    CREATED = "created", _("prepared")
    SENT = "sent", _("sent")
    USED = "used", _("accepted")
    REVOKED = "revoked", _("withdrawn")


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
