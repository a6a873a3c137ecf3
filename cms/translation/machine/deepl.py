"""DeepL: a company in Cologne. Protocol: https://developers.deepl.com/docs"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from cms.translation.machine.http import ask
from cms.translation.machine.protocol import Pair, ProviderProblem, Trouble

PAID = "https://api.deepl.com"
FREE = "https://api-free.deepl.com"


class DeepL:
    """An account with its `key`; those of free accounts end with ":fx" and have a server of their own."""

    label = "DeepL"

    def __init__(self, options: Mapping[str, Any], *, timeout: float) -> None:
        key = str(options["key"])
        self.url = str(options.get("url") or (FREE if key.endswith(":fx") else PAID)).rstrip("/")
        self.headers = {"Authorization": f"DeepL-Auth-Key {key}"}
        self.price = Decimal(options.get("price", 0))
        self.host = urlsplit(self.url).hostname or self.url
        self.timeout = timeout

    def languages(self) -> set[Pair]:
        """Every source with every target; targets may be variants such as en-gb."""
        targets = self._codes("target")
        return {(source, target) for source in self._codes("source") for target in targets if source != target}

    def translate(self, source: str, target: str, texts: Sequence[str], *, markup: bool) -> list[str]:
        """One request for all texts, at most 50 (DeepL's limit)."""
        body: dict[str, Any] = {"text": list(texts), "source_lang": source.upper(), "target_lang": target.upper()}
        if markup:
            body["tag_handling"] = "html"
        answer = ask(self.label, f"{self.url}/v2/translate", body=body, headers=self.headers, timeout=self.timeout)
        try:
            found = [row["text"] for row in answer["translations"]]
        except (KeyError, TypeError):
            found = [None]
        if not all(isinstance(text, str) for text in found):
            raise ProviderProblem(Trouble.GARBAGE, self.label)
        return found

    def _codes(self, kind: str) -> set[str]:
        url = f"{self.url}/v2/languages?type={kind}"
        answer = ask(self.label, url, headers=self.headers, timeout=self.timeout)
        try:
            return {row["language"].lower() for row in answer}
        except (AttributeError, KeyError, TypeError):
            raise ProviderProblem(Trouble.GARBAGE, self.label) from None
