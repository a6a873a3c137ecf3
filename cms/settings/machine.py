"""MACHINE_TRANSLATION: which providers may translate, in which order, and how much; empty means off."""

from collections.abc import Mapping
from typing import Any

PACKAGE = "cms.translation.machine"


def machine_translation(environment: Mapping[str, Any]) -> dict[str, Any]:
    """The setting from the checked environment; an empty dict where no provider is named, which is the default."""
    backends: dict[str, dict[str, Any]] = {}
    if url := environment["MACHINE_LIBRETRANSLATE_URL"]:
        key = environment["MACHINE_LIBRETRANSLATE_KEY"]
        backends["libretranslate"] = {"class": f"{PACKAGE}.libretranslate.LibreTranslate", "url": url, "key": key}
    if key := environment["MACHINE_DEEPL_KEY"]:
        price = environment["MACHINE_DEEPL_PRICE"]
        backends["deepl"] = {"class": f"{PACKAGE}.deepl.DeepL", "key": key, "price": price}
    if environment["MACHINE_PSEUDO"]:
        backends["pseudo"] = {"class": f"{PACKAGE}.pseudo.Pseudo"}
    if not backends:
        return {}
    return {
        "backends": backends,
        "routes": {"*": [name for name in environment["MACHINE_ROUTE"] if name in backends], "de-simple": []},
        "batch": 40,
        "batch_bytes": 30_000,
        "timeout": environment["MACHINE_TIMEOUT"],
        "retries": 2,
        "monthly_words": environment["MACHINE_MONTHLY_WORDS"],
    }
