"""Mails of the accompanied processes: what is sent, to whom, and what they say."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from cms.mail import kinds, outbox
from cms.mail.kinds import MailKind
from cms.mail.letters import Letter
from cms.ui.links import absolute
from opening.domain import template
from opening.enums import PartyState
from opening.models import Document, Invite, Party, Process, Session, SignOff, Stage

# ---------------------------------------------------------------- what a mail says


def _date(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


def _moment(iso: str) -> str:
    return date_format(localtime(datetime.fromisoformat(iso)), "DATETIME_FORMAT")


def _facts(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = [(_("Process"), f"{values['title']} ({values['code']})")]
    if values.get("institution"):
        facts.insert(0, (_("Institution"), str(values["institution"])))
    return facts


def _button(values: Mapping[str, Any], label: str) -> tuple[str, str]:
    return label, absolute(reverse(str(values["view"]), args=list(values["args"])))


def invitation(values: Mapping[str, Any]) -> Letter:
    """The link to take part; the only mail that carries a right."""
    return Letter(
        subject=_("%(sender)s invites you: %(title)s") % values,
        paragraphs=[
            _("%(sender)s invites you to take part in an accompanied process.") % values,
            _(
                "Open the link and accept with one button. You need no password: if you want to read on later, we mail "
                "you a code."
            ),
        ],
        facts=[*_facts(values), (_("Your role"), str(values["role"])), (_("Valid until"), _date(values["until"]))],
        button=_button(values, _("Look at the invitation")),
        after=[_("If you know nothing about this, please ignore this message. Nothing happens without your consent.")],
    )


def joined(values: Mapping[str, Any]) -> Letter:
    """To the person who invited."""
    return Letter(
        subject=_("%(person)s takes part: %(title)s") % values,
        paragraphs=[_("%(person)s has accepted your invitation.") % values],
        facts=[*_facts(values), (_("Role"), str(values["role"]))],
        button=_button(values, _("See everybody involved")),
    )


def link_asked_for(values: Mapping[str, Any]) -> Letter:
    """To the sender of a link that no longer works."""
    return Letter(
        subject=_("Please send a new link: %(title)s") % values,
        paragraphs=[
            _("%(person)s has opened a link that no longer works, and asks for a new one.") % values,
            _("You can issue a new link on the page of everybody involved."),
        ],
        facts=_facts(values),
        button=_button(values, _("Issue a new link")),
    )


def sign_request(values: Mapping[str, Any]) -> Letter:
    """Somebody's signature is asked for; this mail cannot be switched off."""
    return Letter(
        subject=_("Please sign: %(what)s") % values,
        paragraphs=[
            _("“%(what)s” is ready and awaits your signature.") % values,
            _("Read it at your leisure. You can sign, or say what should be changed."),
        ],
        facts=[*_facts(values), (_("Your role"), str(values["role"]))],
        button=_button(values, _("Read and sign")),
    )


def changes_requested(values: Mapping[str, Any]) -> Letter:
    """A signer wants something changed."""
    return Letter(
        subject=_("Changes requested: %(what)s") % values,
        paragraphs=[
            _("%(person)s has not signed “%(what)s” but asks for changes:") % values,
            str(values["comment"]),
        ],
        facts=_facts(values),
        button=_button(values, _("Open the page")),
    )


def stage_signed(values: Mapping[str, Any]) -> Letter:
    """A phase is complete; what comes next."""
    following = [_("Now the phase “%(next)s” begins.") % values] if values.get("next") else []
    return Letter(
        subject=_("Phase signed off: %(what)s") % values,
        paragraphs=[_("The phase “%(what)s” is complete: everybody has signed.") % values, *following],
        facts=_facts(values),
        button=_button(values, _("See where we stand")),
    )


def cancelled(values: Mapping[str, Any]) -> Letter:
    """The process ends early."""
    return Letter(
        subject=_("The process ends: %(title)s") % values,
        paragraphs=[_("This process was ended early. The reason:"), str(values["reason"])],
        facts=_facts(values),
        after=[_("You can still read everything you could read so far.")],
    )


def session_cancelled(values: Mapping[str, Any]) -> Letter:
    """A planned meeting does not take place."""
    return Letter(
        subject=_("Meeting cancelled: %(what)s") % values,
        paragraphs=[_("The meeting “%(what)s” does not take place. The reason:") % values, str(values["reason"])],
        facts=[*_facts(values), (_("Was planned for"), _moment(values["when"]))],
        button=_button(values, _("Open the page")),
    )


def _sample(**more: Any) -> dict[str, Any]:
    return {
        "code": "IKOE-2026-001",
        "title": "Kita Regenbogen öffnet sich",
        "institution": "Kita Regenbogen",
        "sender": "Farida Rahimi",
        "person": "Sabine Krüger",
        "role": "Leitung",
        "what": "Prozessvereinbarung",
        "next": "Bestandsaufnahme",
        "comment": "Bitte nennen Sie auch den Standort Süd.",
        "reason": "Die Einrichtung wird zusammengelegt.",
        "when": "2026-12-01T14:00:00+01:00",
        "until": "2026-12-01",
        "view": "opening:process_detail",
        "args": ["IKOE-2026-001"],
        **more,
    }


def register() -> None:
    """Makes the kinds known to the outbox and its preview; called when the app is ready."""
    link = {"view": "opening:link", "args": ["0" * 43]}
    kinds.register(MailKind("opening.invitation", invitation, lambda: _sample(**link), confidential=True))
    for key, compose in {
        "opening.joined": joined,
        "opening.link_asked_for": link_asked_for,
        "opening.sign_request": sign_request,
        "opening.changes_requested": changes_requested,
        "opening.stage_signed": stage_signed,
        "opening.cancelled": cancelled,
        "opening.session_cancelled": session_cancelled,
    }.items():
        kinds.register(MailKind(key, compose, _sample))


# ---------------------------------------------------------------- who is told


def _values(process: Process, **more: Any) -> dict[str, Any]:
    return {
        "code": process.code,
        "title": process.title,
        "institution": process.organisation.name if process.organisation else "",
        **more,
    }


def _tell(party: Party, kind: str, key: str, *, at: datetime, **values: Any) -> None:
    """One mail to one seat; who can only be reached by letter is told in person."""
    if party.email:
        outbox.enqueue(
            f"opening.{kind}",
            to=party.email,
            name=party.name,
            language=party.language,
            key=f"opening.{kind}:{key}:{party.pk}",
            values=_values(party.process, **values),
            at=at,
        )


def _active(process: Process) -> Iterable[Party]:
    return [party for party in process.parties.all() if party.state == PartyState.ACTIVE]


def _role(party: Party) -> str:
    return str(template.of_process(party.process).role(party.role, party.language))


def send_invitation(invite: Invite, token: str, *, at: datetime) -> None:
    """Mails the link; the token leaves no other trace."""
    assert invite.party is not None  # a link to take part has a seat, by constraint
    _tell(
        invite.party,
        "invitation",
        str(invite.pk),
        at=at,
        sender=sender_name(invite),
        role=_role(invite.party),
        until=invite.expires_on.isoformat(),
        view="opening:link",
        args=[token],
    )


def sender_name(invite: Invite) -> str:
    """Who invites: the person behind the link, or the house after their account is gone."""
    return invite.created_by.get_full_name() if invite.created_by else _("the integration agency")


def _tell_sender(invite: Invite, kind: str, key: str, *, at: datetime) -> None:
    party, sender = invite.party, invite.created_by
    if party is None or sender is None:
        return
    outbox.enqueue(
        f"opening.{kind}",
        to=sender.email,
        name=sender.get_full_name(),
        language=sender.language,
        key=f"opening.{kind}:{key}",
        values=_values(
            invite.process,
            person=party.name,
            role=str(template.of_process(invite.process).role(party.role, sender.language)),
            view="opening:party_list",
            args=[invite.process.code],
        ),
        at=at,
    )


def tell_joined(invite: Invite, *, at: datetime) -> None:
    """The sender learns that the invitation was accepted."""
    _tell_sender(invite, "joined", str(invite.pk), at=at)


def tell_link_asked_for(invite: Invite, *, at: datetime) -> None:
    """The sender learns that a link no longer works."""
    _tell_sender(invite, "link_asked_for", f"{invite.pk}:{localdate(at).isoformat()}", at=at)


def _title(stage: Stage, language: str) -> str:
    words = template.of_process(stage.process)
    return str(words.words(template.phase_of(stage).raw["title"], language))


def _asked(process: Process, awaited: Iterable[Any]) -> Iterable[Party]:
    wanted = {party_id for one in awaited for party_id in one.party_ids}
    return [party for party in process.parties.all() if party.pk in wanted]


def ask_to_sign_stage(stage: Stage, awaited: Iterable[Any], *, at: datetime) -> None:
    """Everybody whose signature a submitted phase needs."""
    for party in _asked(stage.process, awaited):
        _tell(
            party,
            "sign_request",
            f"stage:{stage.pk}:{stage.round}",
            at=at,
            what=_title(stage, party.language),
            role=_role(party),
            view="opening:stage_sign",
            args=[stage.process.code, stage.key],
        )


def ask_to_sign_document(document: Document, awaited: Iterable[Any], *, at: datetime) -> None:
    """Everybody whose signature a shared document needs."""
    for party in _asked(document.process, awaited):
        _tell(
            party,
            "sign_request",
            f"document:{document.pk}",
            at=at,
            what=document.title,
            role=_role(party),
            view="opening:document_detail",
            args=[document.process.code, str(document.series), document.version],
        )


def ask_to_approve_minutes(session: Session, awaited: Iterable[Any], *, at: datetime) -> None:
    """Everybody who may approve shared minutes."""
    for party in _asked(session.process, awaited):
        _tell(
            party,
            "sign_request",
            f"session:{session.pk}:{session.row_version}",
            at=at,
            what=session.title,
            role=_role(party),
            view="opening:session_detail",
            args=[session.process.code, session.number],
        )


def tell_changes_requested(target: Stage | Document | Session, row: SignOff, *, at: datetime) -> None:
    """All sides learn what a signer wants changed."""
    process = target.process
    person = row.party.name
    for party in _active(process):
        if isinstance(target, Stage):
            what, view, args = _title(target, party.language), "opening:stage_detail", [process.code, target.key]
        elif isinstance(target, Document):
            what, view = target.title, "opening:document_detail"
            args = [process.code, str(target.series), str(target.version)]
        else:
            what, view, args = target.title, "opening:session_detail", [process.code, str(target.number)]
        _tell(
            party,
            "changes_requested",
            str(row.pk),
            at=at,
            what=what,
            person=person,
            comment=row.comment,
            view=view,
            args=args,
        )


def tell_stage_signed(stage: Stage, following: Stage | None, *, at: datetime) -> None:
    """Everybody involved learns that a phase is complete and what comes next."""
    for party in _active(stage.process):
        _tell(
            party,
            "stage_signed",
            f"{stage.pk}:{stage.round}",
            at=at,
            what=_title(stage, party.language),
            next=_title(following, party.language) if following else "",
            view="opening:process_detail",
            args=[stage.process.code],
        )


def tell_cancelled(process: Process, reason: str, *, at: datetime) -> None:
    """Everybody involved learns that and why a process ends early."""
    for party in _active(process):
        _tell(party, "cancelled", process.code, at=at, reason=reason)


def tell_session_cancelled(session: Session, *, at: datetime) -> None:
    """Everybody involved learns that a meeting does not take place."""
    for party in _active(session.process):
        _tell(
            party,
            "session_cancelled",
            str(session.pk),
            at=at,
            what=session.title,
            reason=session.cancel_reason,
            when=session.starts.isoformat(),
            view="opening:session_detail",
            args=[session.process.code, session.number],
        )
