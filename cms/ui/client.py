"""Who is asking: the client's address behind the proxies one trusts."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client; `TRUSTED_PROXIES` says how many entries of X-Forwarded-For the proxies wrote.

    With 0 the header is ignored, for anybody can send it. A header that is shorter than promised or holds no address is
    ignored, too.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    trusted = int(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    if trusted < 1:
        return direct
    named = [entry.strip() for entry in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if entry.strip()]
    if len(named) < trusted:
        return direct
    try:
        return str(ip_address(named[-trusted]))
    except ValueError:
        return direct
