"""The one table of the page cache; everything else of `cms.ui` works without rows."""

from typing import ClassVar

from django.db import models


class PageVersion(models.Model):
    """The counter under which every stored page is valid: one row, counted up by each change of a public fact."""

    number = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="page_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)
