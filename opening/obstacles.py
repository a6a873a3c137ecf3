"""What people read when something is missing or refused: one sentence for each reason.

The same sentence stands on the button, on the dashboard, in the mail and on the page that refuses.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Obstacle(models.TextChoices):
    """Reasons; the label is the sentence, with named places for values."""

    # what the exits of a phase ask for
    ROLE_VACANT = "role_vacant", _("Nobody has taken the role “%(role)s” yet.")
    ROLE_TOO_FEW = "role_too_few", _("%(got)s of at least %(min)s people have taken the role “%(role)s”.")
    DOCUMENT_MISSING = "document_missing", _("“%(document)s” has not been written yet.")
    DOCUMENT_DRAFT = "document_draft", _("“%(document)s” is still a draft and has not been shared.")
    DOCUMENT_UNSIGNED = "document_unsigned", _("“%(document)s” awaits a signature: %(role)s.")
    ASSESSMENT_MISSING = "assessment_missing", _("“%(document)s” has not been started yet.")
    ASSESSMENT_NOT_THERE = "assessment_not_there", _("“%(document)s” has not been completed and released yet.")
    TOO_FEW_ITEMS = "too_few_items", _("%(kind)s: %(got)s of at least %(min)s have been agreed.")
    ITEM_FIELD_EMPTY = "item_field_empty", _("“%(item)s” still lacks: %(field)s.")
    ITEM_OPEN = "item_open", _("“%(item)s” is neither done nor dropped.")
    SESSION_MISSING = "session_missing", _("%(session)s: %(got)s of at least %(min)s have taken place.")
    SESSION_UNMINUTED = "session_unminuted", _("%(session)s: minutes exist for %(got)s of at least %(min)s.")
    SESSION_UNAPPROVED = "session_unapproved", _("%(session)s: minutes of %(got)s of at least %(min)s are approved.")
    MINUTES_UNSIGNED = "minutes_unsigned", _("The minutes of “%(session)s” await approval: %(role)s.")
    CHECK_OPEN = "check_open", _("To be confirmed: “%(check)s”")

    # further steps
    STAGE_UNSIGNED = "stage_unsigned", _("The phase “%(phase)s” awaits a signature: %(role)s.")
    STAGE_READY = "stage_ready", _("Everything for the phase “%(phase)s” is there. It can be submitted for signature.")
    DELIVERABLE_MISSING = "deliverable_missing", _("Not yet on file: “%(document)s”.")
    INVITATION_OPEN = "invitation_open", _("%(name)s has not answered the invitation yet.")
    ITEM_DUE = "item_due", _("“%(item)s” is due.")
    SESSION_COMING = "session_coming", _("Next meeting: %(session)s.")
    PROCESS_DRAFT = "process_draft", _("The process has not been offered yet.")
    PROCESS_PAUSED = "process_paused", _("The process is paused.")

    # refusals
    NOT_YOURS = "not_yours", _("Only %(role)s can do this.")
    NOT_FOR_YOU = "not_for_you", _("Your role in this process does not allow this.")
    NOT_FROM_HERE = "not_from_here", _("This is not possible while the state is “%(state)s”.")
    CHANGED_MEANWHILE = "changed_meanwhile", _("Somebody else was faster. Please look at the current state.")
    REASON_NEEDED = "reason_needed", _("Please give a reason.")
    COMMENT_NEEDED = "comment_needed", _("Please write what should be changed.")
    PROCESS_OVER = "process_over", _("This process is closed. Nothing can be changed any more.")
    PROCESS_RESTS = "process_rests", _("This process is not running at the moment.")
    STAGE_NOT_OPEN = "stage_not_open", _("This phase is not running at the moment.")
    STAGE_OUT_OF_ORDER = "stage_out_of_order", _("The phase “%(phase)s” comes first. Please give a reason to go ahead.")
    STAGE_NOT_OPTIONAL = "stage_not_optional", _("This phase cannot be skipped.")
    STAGES_OPEN = "stages_open", _("The phase “%(phase)s” is not signed off yet.")
    ITEMS_UNSETTLED = "items_unsettled", _("There are goals or measures that are neither done nor dropped.")
    ASSESSMENT_OPEN = "assessment_open", _("A self-assessment is still running.")
    ORGANISATION_REQUIRED = "organisation_required", _("Please choose the institution.")
    ORGANISATION_UNWANTED = "organisation_unwanted", _("This kind of process belongs to no single institution.")
    TEMPLATE_UNKNOWN = "template_unknown", _("This kind of process is not available.")
    NO_SIGNING_SEAT = "no_signing_seat", _("Your role does not sign here.")
    NOTHING_TO_SIGN = "nothing_to_sign", _("There is nothing to sign at the moment.")
    TEXT_CHANGED = "text_changed", _("The text has changed since you opened it. Please read it again.")
    SEAT_TAKEN = "seat_taken", _("%(name)s already has this role in the process.")
    SEAT_UNANSWERED = "seat_unanswered", _("This person has not accepted the invitation yet.")
    LAST_LEAD = "last_lead", _("A process needs a lead advisor. Please hand it over first.")
    ADDRESS_MISSING = "address_missing", _("An invitation by e-mail needs an e-mail address.")
    EVIDENCE_MISSING = "evidence_missing", _("Please enter the evidence that was expected.")
    OUTCOME_MISSING = "outcome_missing", _("A goal needs the value reached, the outcome and a reason.")
    OWNER_FOREIGN = "owner_foreign", _("The person responsible must take part in this process.")
    TREE_WRONG = "tree_wrong", _("Tasks belong to measures, measures to goals.")
    LINK_UNKNOWN = "link_unknown", _("This link does not exist.")
    LINK_EXPIRED = "link_expired", _("This link is no longer valid.")
    LINK_REVOKED = "link_revoked", _("This link was withdrawn.")
    LINK_USED = "link_used", _("This invitation has already been accepted.")
    SESSION_ENDS_EARLY = "session_ends_early", _("The meeting must end after it starts.")
    KIND_UNKNOWN = "kind_unknown", _("This kind of meeting is not part of the process.")
    SESSION_NOT_YET = "session_not_yet", _("This meeting is still to come.")
    OUTCOMES_MISSING = "outcomes_missing", _("Please write down at least one outcome.")
