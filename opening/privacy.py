"""What the accompanied processes hold on persons, why, and how long (`opening.md` 4.9)."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, personal

PROCESS = _("60 months after the end of the year in which the process was closed")
CONTACT = _("12 months after the process was closed")
LINK = _("30 days after the link has expired")


def register() -> None:
    """Declares every personal field; called when the app is ready."""
    for path, purpose in {
        "opening.Party.contact": _("who takes part in a process"),
        "opening.Party.user": _("who takes part in a process"),
        "opening.Party.names_consent_on": _("whether somebody agreed to be named"),
        "opening.Document.body": _("agreements and reports may name the people who take part"),
        "opening.Document.uploaded_by": _("who wrote a document"),
        "opening.Session.outcomes": _("minutes may name the people who take part"),
        "opening.Item.done_by": _("who confirmed an entry of the checklist"),
        "opening.Item.owner": _("who answers for a goal or a measure"),
    }.items():
        personal(path, purpose=purpose, legal_basis=LegalBasis.CONTRACT, keep=CONTACT)
    for path in (
        "opening.Document.note",
        "opening.Document.withdraw_reason",
        "opening.Item.block_reason",
        "opening.Item.drop_reason",
        "opening.Item.outcome_reason",
        "opening.Item.reopen_reason",
        "opening.Process.close_reason",
        "opening.Process.pause_reason",
        "opening.Session.cancel_reason",
        "opening.Stage.advance_reason",
        "opening.Stage.skip_reason",
    ):
        reason = _("what somebody wrote as a reason; it should name nobody")
        personal(path, purpose=reason, legal_basis=LegalBasis.CONTRACT, keep=CONTACT)
    for path, purpose in {
        "opening.SignOff.party": _("who signed what and when"),
        "opening.SignOff.comment": _("what somebody wanted changed before signing"),
    }.items():
        personal(path, purpose=purpose, legal_basis=LegalBasis.CONTRACT, keep=PROCESS)
    for path, purpose in {
        "opening.Invite.email": _("where an invitation was sent"),
        "opening.Invite.created_by": _("who invited"),
        "opening.Invite.revoked_by": _("who withdrew an invitation"),
    }.items():
        personal(path, purpose=purpose, legal_basis=LegalBasis.CONTRACT, keep=LINK)
