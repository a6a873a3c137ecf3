"""How often somebody may do something; counted in the cache that all processes share."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def allow(name: str, *, who: str, limit: int, seconds: int) -> bool:
    """True and counted while `who` did `name` fewer than `limit` times in the last `seconds`.

    Each time takes one of `limit` slots with an atomic add, and every slot is free again after `seconds`. Of `who` (an
    address, a mail address, a session) only a keyed hash is stored.
    """
    person = salted_hmac("cms.ui.limits", f"{name}:{who}", algorithm="sha256").hexdigest()[:32]
    slots = [f"limit:{name}:{person}:{number}" for number in range(limit)]
    taken = cache.get_many(slots)
    return any(cache.add(slot, 1, seconds) for slot in slots if slot not in taken)
