"""What was sent: an empty form that was sent is not the same as one that was only opened."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The sent values, also when there are none; None for a page that was only opened."""
    return request.POST if request.method == "POST" else None
