"""The way into this module for the pages of the house: plain values in, plain data out."""

from dataclasses import dataclass

from opening.enums import PartyState, ProcessState, StageState
from opening.models import Party, Process, Stage


@dataclass(frozen=True)
class PublicFigures:
    """Counts without names that may stand on a public page."""

    processes_running: int
    processes_concluded: int
    organisations_involved: int
    stages_signed: int


@dataclass(frozen=True)
class StoryData:
    """A case story an institution has consented to."""

    slug: str
    title: str


def public_figures() -> PublicFigures:
    """Counts over all processes that were ever begun; offers and names stay inside."""
    begun = Process.objects.filter(started_on__isnull=False)
    return PublicFigures(
        processes_running=begun.filter(state__in=[ProcessState.ACTIVE, ProcessState.PAUSED]).count(),
        processes_concluded=begun.filter(state__in=[ProcessState.CONCLUDED, ProcessState.ARCHIVED]).count(),
        organisations_involved=Party.objects.filter(
            process__in=begun, organisation__isnull=False, state__in=[PartyState.ACTIVE, PartyState.LEFT]
        )
        .values("organisation")
        .distinct()
        .count(),
        stages_signed=Stage.objects.filter(process__in=begun, state=StageState.SIGNED).count(),
    )


def story(slug: str) -> StoryData | None:
    """The consented story of this name; there is none until stories can be written."""
    return None
