"""The counters of the yearly report that a report layout may name.

The functions that compute them come with the report itself; a layout that asks for a counter nobody knows is refused
when it is loaded.
"""

from typing import Final

COUNTERS: Final = frozenset(
    {
        "agreements_signed",
        "assessments_baseline",
        "assessments_repeated",
        "attendances",
        "attendances_counted",
        "attendances_named",
        "communities_in_dialogue",
        "dialogue_rounds",
        "dimensions_moved_down",
        "dimensions_moved_up",
        "dimensions_unchanged",
        "goals_agreed",
        "goals_assessed",
        "goals_dropped",
        "institutions_in_opening",
        "measures_done",
        "measures_dropped",
        "measures_running",
        "measures_verified",
        "needs_opened",
        "observations_decided",
        "observations_noted",
        "observations_open",
        "partners_involved",
        "partners_new",
        "processes_active_in_period",
        "processes_cancelled",
        "processes_concluded",
        "processes_new",
        "processes_running",
        "sessions_held",
        "sessions_without_attendance",
        "stages_signed",
        "stories_published",
        "survey_answers",
        "training_attendances",
        "trainings_held",
        "volunteer_hours",
        "volunteers_active",
    }
)
