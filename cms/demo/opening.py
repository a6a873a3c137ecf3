"""Two institutions on their way: a day-care centre in its third phase, a clinic at the very beginning.

Everything is told through the doors of `opening.domain`, at moments in the past, as if it had been clicked then.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cms.demo.story import Story
from cms.users.models import User
from opening.domain import (
    access,
    agreement,
    definitions,
    documents,
    invites,
    items,
    parties,
    process,
    sessions,
    signing,
    stage,
)
from opening.domain.access import Actor
from opening.domain.loading import complete
from opening.enums import InviteChannel, PartyState, Voice
from opening.models import Document, Item, Process, Session, Stage


def tell(story: Story, at: datetime) -> None:
    """Both processes, relative to `at`; the definitions are loaded first where they are missing."""
    definitions.load()
    story.processes["kita"] = _kita(story, at)
    story.processes["clinic"] = _clinic(story, at)


def _moment(at: datetime, *, weeks: float = 0, days: float = 0, hour: int = 10) -> datetime:
    """A working hour before (or, with negative numbers, after) `at`, never on a weekend."""
    day = timezone.localtime(at - timedelta(weeks=weeks, days=days)).replace(minute=0, second=0, microsecond=0)
    forward = {5: 2, 6: 1}.get(day.weekday(), 0)
    found = day.replace(hour=hour) + timedelta(days=forward)
    return min(found, at) if weeks > 0 or days > 0 else found


@dataclass
class Telling:
    """One process while it is told: who acts, and shortcuts for what happens again and again."""

    row: Process
    now: datetime

    def actor(self, user: User) -> Actor:
        """This person in the process as it is now."""
        row = complete(Process.objects.all()).get(pk=self.row.pk)
        found = access.actor_in(row, user)
        if found is None:
            raise LookupError(f"{user} has no seat in {row.code}.")
        return found

    def invite(
        self, by: User, role: str, name: str, email: str, *, at: datetime, accepted: datetime | None = None
    ) -> User | None:
        """Invites somebody by mail; with `accepted` they take the seat and have an account."""
        organisation = self.row.organisation
        contact = parties.contact_for(name, email=email, organisation=organisation)
        issued = invites.invite(self.actor(by), role, contact, InviteChannel.MAIL, voice=Voice.MANDATE, at=at)
        if accepted is None:
            return None
        seat = invites.accept(issued.invite, language="de", at=accepted)
        return seat.user

    def running(self) -> Stage:
        """The phase that is running now."""
        found = process.running_stage(complete(Process.objects.all()).get(pk=self.row.pk))
        assert found is not None  # the story never runs past the end
        return found

    def tick(self, user: User, *keys: str, at: datetime) -> None:
        """Confirms entries of the running checklist."""
        for key in keys:
            items.tick(self.actor(user), Item.objects.get(stage=self.running(), key=key), at=at)

    def meet(
        self,
        by: User,
        kind: str,
        title: str,
        *,
        at: datetime,
        place: str,
        agenda: str = "",
        outcomes: tuple[str, ...] = (),
        approved_by: User | None = None,
        shared: bool = True,
        hours: int = 2,
    ) -> Session:
        """A meeting; with outcomes it has taken place, its minutes are shared and, where named, approved."""
        made = sessions.plan(
            self.actor(by),
            kind,
            title,
            starts=at,
            ends=at + timedelta(hours=hours),
            stage=self.running(),
            place=place,
            agenda=agenda,
            at=min(at - timedelta(days=10), self.now),
        )
        if outcomes:
            after = at + timedelta(hours=hours)
            sessions.hold(self.actor(by), made, outcomes, at=after)
            if shared:
                sessions.share_minutes(self.actor(by), made, at=after + timedelta(days=1))
            if approved_by:
                fresh = next(s for s in self.actor(by).process.sessions.all() if s.pk == made.pk)
                shown = signing.digest(fresh)
                sessions.approve(self.actor(approved_by), made, shown, at=after + timedelta(days=2))
        return made

    def paper(
        self, by: User, deliverable: str, title: str, body: str, *, at: datetime, shared: bool = True
    ) -> Document:
        """A document of the running phase."""
        made = documents.write(
            self.actor(by), title, body, stage=self.running(), deliverable=deliverable, at=at - timedelta(hours=1)
        )
        if shared:
            documents.share(self.actor(by), made, at=at)
        return made

    def sign_paper(self, user: User, paper: Document, *, at: datetime) -> None:
        """Signs exactly what is there."""
        actor = self.actor(user)
        fresh = next(d for d in actor.process.documents.all() if d.pk == paper.pk)
        documents.sign(actor, fresh, signing.digest(fresh), at=at)

    def close_stage(self, by: User, *signers: User, at: datetime) -> None:
        """Submits the running phase; everybody who signs does so on one of the following days."""
        own = self.running()
        stage.submit(self.actor(by), own, at=at)
        for days, user in enumerate(signers, 1):
            actor = self.actor(user)
            fresh = stage.stage_of(actor.process, own.key)
            assert fresh is not None  # the phase of this process
            stage.sign(actor, fresh, signing.digest(fresh), at=_moment(at, days=-days))


KITA = "Kita Regenbogen, Lütge Heide 4"


def _kita(story: Story, at: datetime) -> Process:
    farida, sabine, aylin = (story.users[key] for key in ("advisor", "sponsor", "institution"))
    begun = _moment(at, weeks=27)
    row = process.start(
        "opening",
        farida,
        title="Interkulturelle Öffnung der Kita Regenbogen",
        organisation=story.organisations["kita"],
        summary=(
            "Viele Familien kommen erst spät in die Kita, weil sie die Anmeldung nicht verstehen. Das Team möchte "
            "alle Familien im Stadtteil erreichen und die Vielfalt der Kinder im Alltag sichtbar machen."
        ),
        at=begun,
    )
    kita = Telling(row, at)
    process.offer(kita.actor(farida), at=begun)
    kita.invite(farida, "sponsor", sabine.name, sabine.email, at=begun, accepted=_moment(at, weeks=26.8))
    kita.invite(
        sabine, "coordinator", aylin.name, aylin.email, at=_moment(at, weeks=26.5), accepted=_moment(at, weeks=26.4)
    )
    _kita_mandate(kita, at, farida, sabine)
    _kita_steering(kita, at, farida, sabine, aylin)
    _kita_baseline(kita, at, farida, aylin)
    return row


def _kita_mandate(kita: Telling, at: datetime, farida: User, sabine: User) -> None:
    kita.meet(
        farida,
        "intake",
        "Erstgespräch mit der Leitung",
        at=_moment(at, weeks=25),
        place=KITA,
        outcomes=("Anlass und Erwartungen sind besprochen.", "Der Prozess gilt für beide Häuser der Kita."),
        approved_by=sabine,
    )
    kita.paper(
        farida,
        "profile",
        "Steckbrief der Kita Regenbogen",
        "82 Kinder in vier Gruppen, 19 Mitarbeitende.\n\nDie Familien sprechen 14 Sprachen. Im Team sprechen drei "
        "Personen Türkisch, eine Arabisch, eine Polnisch.",
        at=_moment(at, weeks=24),
    )
    paper = kita.paper(
        farida,
        "agreement",
        "Prozessvereinbarung",
        agreement.draft(kita.actor(farida).process),
        at=_moment(at, weeks=22),
    )
    kita.sign_paper(sabine, paper, at=_moment(at, weeks=21.5))
    kita.sign_paper(farida, paper, at=_moment(at, weeks=21.3))
    kita.tick(farida, "reason", "privacy", at=_moment(at, weeks=21))
    kita.tick(sabine, "scope", "resources", at=_moment(at, weeks=20.8))
    kita.close_stage(farida, sabine, farida, at=_moment(at, weeks=20.5))


TEAM = (
    ("Dilek Arslan", "d.arslan@kita-regenbogen.example"),
    ("Tobias Wendt", "t.wendt@kita-regenbogen.example"),
    ("Olena Hrytsenko", "o.hrytsenko@kita-regenbogen.example"),
)


def _kita_steering(kita: Telling, at: datetime, farida: User, sabine: User, aylin: User) -> None:
    team = [
        kita.invite(
            aylin, "steering", name, email, at=_moment(at, weeks=19), accepted=_moment(at, weeks=18.6 - number / 10)
        )
        for number, (name, email) in enumerate(TEAM)
    ]
    kita.meet(
        farida,
        "kickoff",
        "Auftakt mit allen Mitarbeitenden",
        at=_moment(at, weeks=14, hour=14),
        place=KITA,
        outcomes=("Alle Mitarbeitenden kennen Ziel und Ablauf.", "Fragen werden am Teambrett gesammelt."),
        approved_by=aylin,
    )
    kita.meet(
        farida,
        "training",
        "Basisfortbildung für die Steuerungsgruppe",
        at=_moment(at, weeks=12),
        place="Mehrgenerationenhaus Am Förderturm",
        outcomes=("Sechs Personen haben teilgenommen.",),
        approved_by=aylin,
    )
    kita.meet(
        farida,
        "steering",
        "Erstes Steuerungstreffen",
        at=_moment(at, weeks=9, hour=13),
        place=KITA,
        outcomes=("Die Arbeitsweise ist vereinbart.", "Treffen alle sechs Wochen, mittwochs um 13 Uhr."),
        approved_by=aylin,
    )
    kita.paper(
        farida,
        "terms",
        "Auftrag und Arbeitsweise der Steuerungsgruppe",
        "Die Steuerungsgruppe trifft sich alle sechs Wochen.\n\nSie entscheidet über Termine und Befragung. Ziele und "
        "Mittel legt sie der Leitung vor.",
        at=_moment(at, weeks=8),
    )
    member = team[0]
    assert member is not None  # she accepted above
    kita.tick(aylin, "members", at=_moment(at, weeks=7))
    kita.tick(farida, "basics", at=_moment(at, weeks=7))
    kita.tick(member, "rules", at=_moment(at, weeks=6.5))
    kita.tick(sabine, "announced", at=_moment(at, weeks=6))
    kita.close_stage(aylin, aylin, farida, at=_moment(at, weeks=3))


def _kita_baseline(kita: Telling, at: datetime, farida: User, aylin: User) -> None:
    member = next(p.user for p in kita.row.parties.filter(role="steering", state=PartyState.ACTIVE) if p.user)
    kita.tick(member, "profile", at=_moment(at, weeks=1.6))
    kita.tick(aylin, "invited", at=_moment(at, weeks=1.2))
    kita.meet(
        farida,
        "visit",
        "Begehung beider Häuser",
        at=_moment(at, days=8, hour=9),
        place=KITA,
        outcomes=(
            "Der Eingang ist schwer zu finden; es fehlt ein Wegweiser.",
            "Die Anmeldung gibt es nur auf Deutsch.",
            "Das Bild mit allen Sprachen der Kinder am Eingang kommt bei den Eltern gut an.",
        ),
    )
    kita.meet(
        farida,
        "workshop",
        "Workshop: gemeinsam einschätzen",
        at=_moment(at, days=-8, hour=14),
        place=KITA,
        agenda="Ankommen und Rückblick\nEinstufung in zwei Gruppen\nUnterschiede besprechen\nNächste Schritte",
    )
    kita.paper(
        farida,
        "report",
        "Bericht zur Bestandsaufnahme",
        "Entwurf, wird nach dem Workshop ergänzt.",
        at=_moment(at, days=2),
        shared=False,
    )


def _clinic(story: Story, at: datetime) -> Process:
    farida, peter = story.users["advisor"], story.users["clinic_sponsor"]
    begun = _moment(at, weeks=4)
    row = process.start(
        "opening",
        farida,
        title="Die Klinik am Ruhrbogen versteht ihre Patientinnen und Patienten",
        organisation=story.organisations["clinic"],
        summary="Aufklärung und Entlassung sollen für alle verständlich sein, in jeder Sprache und zu jeder Uhrzeit.",
        at=begun,
    )
    clinic = Telling(row, at)
    process.offer(clinic.actor(farida), at=begun)
    clinic.invite(farida, "sponsor", peter.name, peter.email, at=begun, accepted=_moment(at, weeks=3.7))
    clinic.meet(
        farida,
        "intake",
        "Erstgespräch mit der Klinikleitung",
        at=_moment(at, weeks=2, hour=15),
        place="Klinik am Ruhrbogen, Hustadtring 77",
        outcomes=("Die Klinik beginnt mit der Notaufnahme und der Geburtshilfe.",),
        approved_by=peter,
    )
    clinic.tick(farida, "reason", at=_moment(at, weeks=1.8))
    paper = clinic.paper(
        farida,
        "agreement",
        "Prozessvereinbarung",
        agreement.draft(clinic.actor(farida).process),
        at=_moment(at, days=6),
    )
    clinic.sign_paper(farida, paper, at=_moment(at, days=5))
    clinic.invite(farida, "coordinator", "Nina Hoffmann", "n.hoffmann@klinik-ruhrbogen.example", at=_moment(at, days=4))
    clinic.meet(
        farida,
        "intake",
        "Gespräch mit der Interessenvertretung",
        at=_moment(at, days=-12, hour=11),
        place="Klinik am Ruhrbogen, Hustadtring 77",
    )
    return row
