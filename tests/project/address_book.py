"""Every address of the house, read off the URL map, and who may enter it.

A new address without an entry in OPEN_TO fails the matrix in test_permissions.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from django.urls import URLPattern, URLResolver, get_resolver

# People of the demo story by their key there; "guest" has no session.
STAFF = frozenset({"editor", "publisher", "coordinator", "clearance_officer", "advisor", "manager"})
PARTNERS = frozenset({"hannelore", "amina", "mehmet", "sponsor", "institution", "clinic_sponsor"})
TRANSLATORS = frozenset({"translator", "reviewer"})
SIGNED_IN = STAFF | PARTNERS | TRANSLATORS
EVERYBODY = SIGNED_IN | {"guest"}
ROLES = tuple(sorted(EVERYBODY))
NOBODY: frozenset[str] = frozenset()

LEADS = frozenset({"advisor", "manager"})
KITA = LEADS | {"sponsor", "institution"}
HANNELORE = frozenset({"hannelore"})
COMMUNICATION = frozenset({"editor", "publisher"})
NETWORK = COMMUNICATION | LEADS | {"coordinator"}

# The first pattern that fits an address counts.
OPEN_TO: tuple[tuple[str, frozenset[str]], ...] = (
    # ---- for readers
    ("front_door switch_language sitemap_* robots health_live health_ready wagtail_serve ui:styleguide", EVERYBODY),
    ("home:enquiry home:enquiry_resend home:calendar home:search home:search_missing home:pdf", EVERYBODY),
    ("home:enquiry_code metrics media wagtaildocs_* wagtailcore_authenticate_with_password", NOBODY),
    ("demo_front demo_sign_in_as demo_mail_list", EVERYBODY),
    ("demo_mail demo_mail_file", NOBODY),
    # ---- signing in
    ("account_login account_logout account_inactive account_signup account_request_login_code", EVERYBODY),
    ("account_reset_password account_complete_password_reset account_password_reset_completed", EVERYBODY),
    ("account_confirm_password_reset_code", NOBODY),
    ("users:totp_picture mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes", NOBODY),
    ("users:* account_* mfa_* usersessions_list", SIGNED_IN),
    ("wagtailcore_login de/_util/login/", NOBODY),
    # ---- the translator's desk
    ("translation_spelling_only", frozenset({"publisher"})),
    ("translation:wish translation:wish_thanks", EVERYBODY),
    ("translation:desk translation:hours", SIGNED_IN),
    ("translation:piece translation:sentence translation:submit translation:preview", COMMUNICATION | TRANSLATORS),
    ("translation:take_back translation:review", COMMUNICATION | TRANSLATORS),
    ("translation:question", COMMUNICATION | {"reviewer"}),
    # ---- volunteering
    ("volunteering:need volunteering:need_* volunteering:shift_* volunteering:answer", EVERYBODY),
    ("volunteering:mine volunteering:mine_profile", SIGNED_IN),
    ("volunteering:sign_up*", HANNELORE),
    # ---- opening
    ("opening:link opening:seat_claim opening:stage_reopen opening:session_minutes opening:session_cancel", NOBODY),
    ("opening:stage_advance", NOBODY),
    ("opening:process_list", SIGNED_IN),
    ("opening:process_start opening:process_offer opening:process_state opening:session_plan", LEADS),
    ("opening:document_write opening:document_edit opening:document_share opening:document_withdraw", LEADS),
    ("opening:party_leave", LEADS),
    ("opening:*", KITA),
    # ---- the working place of staff
    ("background_run background_run_stop", NOBODY),
    ("translation_matrix translation_bulk translation_sheet translation_table translation_start", COMMUNICATION),
    ("background_runs background_runs_results", STAFF),
    ("mail_preview mail_preview_html", NOBODY),
    ("outbox* mail_previews", frozenset({"publisher", "coordinator"}) | LEADS),
    ("volunteering_admin:need*", frozenset({"coordinator", "manager"})),
    ("volunteering_admin:*", frozenset({"coordinator"})),
    ("opening_admin:*", LEADS),
    ("home_plain_language", COMMUNICATION),
    ("home_search_misses", COMMUNICATION),
    ("home_enquiries*", NETWORK),
    ("home_enquiry*", frozenset({"publisher"})),
    ("network_districts:index*", COMMUNICATION | {"manager"}),
    ("network_districts:edit network_districts:history* network_districts:usage", frozenset({"publisher", "manager"})),
    ("network_districts:* network_*:delete", frozenset({"publisher"})),
    ("network_*", NETWORK),
    ("home_occurrences:add home_occurrences:delete", NOBODY),
    ("home_occurrences:*", COMMUNICATION),
    ("easy_checks:*", frozenset({"publisher"})),
    ("glossary_*", COMMUNICATION),
    ("protected_texts:*", frozenset({"publisher"})),
    ("translation_machine_runs*", COMMUNICATION),
    ("translation_exchange_report", NOBODY),  # nothing was taken over yet
    ("translation_exchange*", COMMUNICATION),
    ("translation_machine_connection", frozenset({"publisher"})),
    ("translation_translator*", frozenset({"publisher"})),
    # ---- Wagtail's own: staff only; what each of them may do is the business of Wagtail's permissions
    ("admin/*", STAFF),
)


@dataclass(frozen=True)
class Address:
    """One pattern of the URL map: its full name and its route."""

    name: str
    route: str

    @property
    def in_admin(self) -> bool:
        return self.route.startswith("admin/")

    @property
    def is_wagtails(self) -> bool:
        """Wagtail's, wagtail-localize's or a detour to the login: not ours to name."""
        return self.in_admin and (self.name.startswith("wagtail") or "/" in self.name)

    @property
    def open_to(self) -> frozenset[str] | None:
        """Who may enter; None for an address that is in no list."""
        name = "admin/" if self.is_wagtails else self.name
        for patterns, roles in OPEN_TO:
            if any(fnmatch(name, pattern) for pattern in patterns.split()):
                return roles
        return None


def addresses() -> Iterator[Address]:
    """All patterns, each name and route once."""
    seen = set()
    for address in _walk(get_resolver(), "", ()):
        if address not in seen:
            seen.add(address)
            yield address


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for found in resolver.url_patterns:
        route = prefix + str(found.pattern).lstrip("^")
        if isinstance(found, URLPattern):
            yield Address(":".join([*spaces, found.name or route]), route)
        else:
            yield from _walk(found, route, (*spaces, found.namespace) if found.namespace else spaces)
