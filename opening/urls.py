"""Addresses below the language prefix: codes and keys, never ids (`opening.md` 5.1)."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from opening.views import documents, links, parties, processes, sessions, stages


class Code:
    """The code of a process, such as IKOE-2026-001."""

    regex = "[A-Z]{2,8}-[0-9]{4}-[0-9]{3,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "process_code")
app_name = "opening"

process_patterns: list[URLPattern | URLResolver] = [
    path("", processes.process_detail, name="process_detail"),
    path("anbieten/", processes.process_offer, name="process_offer"),
    path("stand/", processes.process_state, name="process_state"),
    path("druck/", processes.process_print, name="process_print"),
    path("verlauf/", stages.stage_list, name="stage_list"),
    path("verlauf/<slug:phase>/", stages.stage_detail, name="stage_detail"),
    path("verlauf/<slug:phase>/punkt/<slug:key>/", stages.check_tick, name="check_tick"),
    path("verlauf/<slug:phase>/punkt/<slug:key>/zuruecknehmen/", stages.check_take_back, name="check_take_back"),
    path("verlauf/<slug:phase>/vorlegen/", stages.stage_submit, name="stage_submit"),
    path("verlauf/<slug:phase>/freigeben/", stages.stage_sign, name="stage_sign"),
    path("verlauf/<slug:phase>/aenderungen/", stages.stage_changes, name="stage_changes"),
    path("verlauf/<slug:phase>/vorziehen/", stages.stage_advance, name="stage_advance"),
    path("verlauf/<slug:phase>/wieder-oeffnen/", stages.stage_reopen, name="stage_reopen"),
    path("termine/", sessions.session_list, name="session_list"),
    path("termine/neu/", sessions.session_plan, name="session_plan"),
    path("termine/<int:number>/", sessions.session_detail, name="session_detail"),
    path("termine/<int:number>/termin.ics", sessions.session_calendar, name="session_calendar"),
    path("termine/<int:number>/protokoll/", sessions.session_minutes, name="session_minutes"),
    path("termine/<int:number>/freigeben/", sessions.session_approve, name="session_approve"),
    path("termine/<int:number>/aenderungen/", sessions.session_changes, name="session_changes"),
    path("termine/<int:number>/absagen/", sessions.session_cancel, name="session_cancel"),
    path("dokumente/", documents.document_list, name="document_list"),
    path("dokumente/neu/", documents.document_write, name="document_write"),
    path(
        "dokumente/<uuid:series>/v<int:version>/",
        include(
            [
                path("", documents.document_detail, name="document_detail"),
                path("bearbeiten/", documents.document_edit, name="document_edit"),
                path("teilen/", documents.document_share, name="document_share"),
                path("unterschreiben/", documents.document_sign, name="document_sign"),
                path("aenderungen/", documents.document_changes, name="document_changes"),
                path("zurueckziehen/", documents.document_withdraw, name="document_withdraw"),
            ]
        ),
    ),
    path("beteiligte/", parties.party_list, name="party_list"),
    path("beteiligte/einladen/", parties.party_invite, name="party_invite"),
    path("beteiligte/<int:number>/link/", parties.invite_again, name="invite_again"),
    path("beteiligte/<int:number>/link-zuruecknehmen/", parties.invite_revoke, name="invite_revoke"),
    path("beteiligte/<int:number>/ausscheiden/", parties.party_leave, name="party_leave"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("prozess/", processes.process_list, name="process_list"),
    path("prozess/neu/", processes.process_start, name="process_start"),
    path("prozess/platz/", links.seat_claim, name="seat_claim"),
    path("prozess/<process_code:code>/", include(process_patterns)),
    path("l/<str:token>/", links.link, name="link"),
]
