"""Addresses below /<language>/uebersetzen/: the translator's desk and what belongs to it."""

from django.urls import URLPattern, URLResolver, path, register_converter

from cms.translation import wish_views
from cms.translation.desk import piece_views, preview_views, question_views, review_views, views
from cms.translation.languages import LANGUAGES


class LanguageConverter:
    """One of the codes of the house."""

    regex = "|".join(sorted(LANGUAGES, key=len, reverse=True))

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The same."""
        return value


register_converter(LanguageConverter, "language")

app_name = "translation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk, name="desk"),
    path("zeit/", views.hours, name="hours"),
    path("frage/<int:pk>/", question_views.question, name="question"),
    path("wunsch/<uuid:key>/", wish_views.wish, name="wish"),
    path("wunsch/<uuid:key>/danke/", wish_views.wish_thanks, name="wish_thanks"),
    path("<language:code>/<uuid:key>/", piece_views.piece, name="piece"),
    path("<language:code>/<uuid:key>/satz/", piece_views.sentence, name="sentence"),
    path("<language:code>/<uuid:key>/absenden/", piece_views.submit, name="submit"),
    path("<language:code>/<uuid:key>/zuruecknehmen/", piece_views.take_back, name="take_back"),
    path("<language:code>/<uuid:key>/vorschau/", preview_views.preview, name="preview"),
    path("<language:code>/<uuid:key>/pruefen/", review_views.review, name="review"),
]
