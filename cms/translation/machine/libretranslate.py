"""LibreTranslate: free software that a house can run itself. Protocol: https://docs.libretranslate.com"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from cms.translation.machine.http import ask, is_own_host
from cms.translation.machine.protocol import Pair, ProviderProblem, Trouble


class LibreTranslate:
    """A server at `url`, with a `key` where it asks for one."""

    label = "LibreTranslate"

    def __init__(self, options: Mapping[str, Any], *, timeout: float) -> None:
        self.url = str(options["url"]).rstrip("/")
        self.key = str(options.get("key", ""))
        self.price = Decimal(options.get("price", 0))
        self.host = "" if is_own_host(self.url) else urlsplit(self.url).hostname or self.url
        self.timeout = timeout

    def languages(self) -> set[Pair]:
        """Every pair the server offers; old servers name no targets and translate between all they know."""
        answer = ask(self.label, f"{self.url}/languages", timeout=self.timeout)
        try:
            codes = [row["code"].lower() for row in answer]
            return {
                (row["code"].lower(), target.lower())
                for row in answer
                for target in row.get("targets", codes)
                if target.lower() != row["code"].lower()
            }
        except (AttributeError, KeyError, TypeError):
            raise ProviderProblem(Trouble.GARBAGE, self.label) from None

    def translate(self, source: str, target: str, texts: Sequence[str], *, markup: bool) -> list[str]:
        """One request for all texts."""
        body = {"q": list(texts), "source": source, "target": target, "format": "html" if markup else "text"}
        if self.key:
            body["api_key"] = self.key
        answer = ask(self.label, f"{self.url}/translate", body=body, timeout=self.timeout)
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise ProviderProblem(Trouble.GARBAGE, self.label)
        return found
