"""A value that every request needs and that almost never changes, kept in the memory of the process.

Kept under the version of the page cache: it is made anew after any change of a public fact, in every process.
"""

from collections.abc import Callable

from django.db import transaction

from cms.ui import page_cache


class Kept[T]:
    """The value of `make()`; no query unless something public changed.

    Inside a transaction the list of its hooks names it: Django makes a new list after each commit and each rollback,
    so that nothing read from a change that was rolled back survives.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self.make = make
        self.kept: tuple[int, object, T] | None = None

    def __call__(self) -> T:
        connection = transaction.get_connection()
        inside = connection.in_atomic_block
        generation = page_cache.VERSION.generation if inside else page_cache.VERSION.current()
        moment = connection.run_on_commit if inside else None
        if self.kept is None or self.kept[0] != generation or self.kept[1] is not moment:
            self.kept = (generation, moment, self.make())
        return self.kept[2]
