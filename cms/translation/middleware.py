"""The language of a request: that of the address, and without one the reader's."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cms.translation import demand
from cms.translation.choosing import choose_language, without_database


class LanguageMiddleware(LocaleMiddleware):
    """Activates the language of the address. A deep link is never redirected to another language."""

    def process_request(self, request: HttpRequest) -> None:
        """Prefix, else cookie and browser; `request.shown_language` is the language of the words on the page."""
        code = translation.get_language_from_path(request.path_info) or without_database(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        vars(request)["shown_language"] = code

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """An address without a language that is not known at all is tried below the reader's language.

        Views that answer 404 themselves (documents, admin) mean it. German words for a reader of another language count
        as demand.
        """
        demand.count_answer(request, response)
        if translation.get_language_from_path(request.path_info):
            return super().process_response(request, response)
        if response.status_code == 404 and request.resolver_match is None:
            translation.activate(choose_language(request))
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
