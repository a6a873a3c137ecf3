"""The one counter that each change of a public fact raises, shared by all processes through the database.

A process looks at the row at most every `PAGE_VERSION_SECONDS`, so that an answer from memory needs no query. In the
process that wrote, the change is seen at once.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection

from cms.ui.models import PageVersion


class Version:
    """What this process knows: `generation` grows whenever anything public may have changed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.generation = 0
        self.shared: int | None = None
        self.checked = float("-inf")

    def current(self) -> int:
        """The generation of now; asks the database first when the last look is too old.

        Raises what the database raises: who asks must then answer without the cache.
        """
        now = self.clock()
        if now - self.checked >= settings.PAGE_VERSION_SECONDS:
            self.take_over(PageVersion.objects.filter(pk=1).values_list("number", flat=True).first())
            self.checked = now
        return self.generation

    def known(self) -> int | None:
        """The generation of now when that is known without asking the database, else nothing."""
        return self.generation if self.clock() - self.checked < settings.PAGE_VERSION_SECONDS else None

    def take_over(self, number: int | None) -> None:
        """Another process counted on: nothing kept so far is valid."""
        if number != self.shared:
            self.shared = number
            self.generation += 1

    def forget(self) -> None:
        """Nothing this process keeps is valid any more; the others are not told."""
        self.generation += 1

    def reset(self) -> None:
        """Forget, and ask the database anew before the next answer."""
        self.forget()
        self.shared, self.checked = None, float("-inf")

    def bump(self) -> None:
        """Tell every process, outside of any transaction that is still open."""
        self.forget()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE ui_pageversion SET number = number + 1 WHERE id = 1 RETURNING number")
            rows: list[tuple[int]] = cursor.fetchall()  # to the end: SQLite holds its lock until then
        self.shared = rows[0][0] if rows else PageVersion.objects.get_or_create(pk=1, defaults={"number": 1})[0].number
        self.forget()  # what began between the two may have read before another process's change
