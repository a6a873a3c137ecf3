"""Every page type, the snippets and the records of the app."""

from home.models.doors import OpeningPage, VolunteeringPage
from home.models.enquiries import Enquiry
from home.models.events import EventIndexPage, EventPage, Occurrence
from home.models.front import HomePage
from home.models.lists import GlossaryPage, NetworkPage, PeoplePage, PlacesPage
from home.models.search import SearchEntry, SearchKind, SearchMiss
from home.models.service_pages import ServicePage, WorkAreaPage
from home.models.snippets import Notice, PersonProfile
from home.models.texts import ContactPage, LegalPage, TextPage

__all__ = [
    "ContactPage",
    "Enquiry",
    "EventIndexPage",
    "EventPage",
    "GlossaryPage",
    "HomePage",
    "LegalPage",
    "NetworkPage",
    "Notice",
    "Occurrence",
    "OpeningPage",
    "PeoplePage",
    "PersonProfile",
    "PlacesPage",
    "SearchEntry",
    "SearchKind",
    "SearchMiss",
    "ServicePage",
    "TextPage",
    "VolunteeringPage",
    "WorkAreaPage",
]
