from django.urls import URLPattern, URLResolver, path

from home.views.calendar import feed
from home.views.enquiry import enquiry, enquiry_code, enquiry_resend
from home.views.pdf import page_pdf
from home.views.search import search, search_missing

app_name = "home"
urlpatterns: list[URLPattern | URLResolver] = [
    path("anfrage/", enquiry, name="enquiry"),
    path("anfrage/<uuid:key>/", enquiry_code, name="enquiry_code"),
    path("anfrage/<uuid:key>/code/", enquiry_resend, name="enquiry_resend"),
    path("pdf/<slug:code>", page_pdf, name="pdf"),
    path("suche/", search, name="search"),
    path("suche/fehlt/", search_missing, name="search_missing"),
    path("termine.ics", feed, name="calendar"),
]
