"""Asking a provider over HTTP: one request, one answer in JSON, every failure by its name."""

import json
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests

from cms.translation.machine.protocol import ProviderProblem, Trouble

LARGEST_ANSWER = 4 * 1024 * 1024
"""Bytes; a hundred times what a batch can be."""

BY_STATUS = {401: Trouble.KEY, 403: Trouble.KEY, 408: Trouble.TIMEOUT, 429: Trouble.BUSY, 456: Trouble.QUOTA}
"""456 is DeepL's word for an account that is used up."""


def ask(
    provider: str,
    url: str,
    *,
    timeout: float,
    body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Any:
    """The answer to a question as read from JSON; a `body` is posted. Raises ProviderProblem.

    Redirections are not followed: words go to the address that was configured and to no other.
    """
    try:
        with requests.request(
            "POST" if body is not None else "GET",
            url,
            json=body,
            headers=headers,
            timeout=timeout,
            allow_redirects=False,
            stream=True,
        ) as response:
            if trouble := _trouble_of(response.status_code):
                raise ProviderProblem(trouble, provider)
            return json.loads(_content_of(response))
    except requests.Timeout:
        raise ProviderProblem(Trouble.TIMEOUT, provider) from None
    except requests.ConnectionError:
        raise ProviderProblem(Trouble.UNREACHABLE, provider) from None
    except (requests.RequestException, ValueError, RecursionError):
        raise ProviderProblem(Trouble.GARBAGE, provider) from None


def is_own_host(url: str) -> bool:
    """Whether this address is in the own network, so that no word leaves the house."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".internal", ".localhost"))


def _trouble_of(status: int) -> Trouble | None:
    if status == 200:
        return None
    return BY_STATUS.get(status) or (Trouble.BROKEN if status >= 500 else Trouble.REFUSED)


def _content_of(response: requests.Response) -> bytes:
    """The body, unless it is far too long to be an answer."""
    parts, size = [], 0
    for part in response.iter_content(65_536):
        parts.append(part)
        size += len(part)
        if size > LARGEST_ANSWER:
            raise ValueError(f"The answer is longer than {LARGEST_ANSWER} bytes.")
    return b"".join(parts)
