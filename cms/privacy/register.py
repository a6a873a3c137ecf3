"""The register of personal fields; filled in `AppConfig.ready()` by `privacy.py` of each app.

A personal-looking field of our own models that stands neither in the one nor in the other list fails a test.
"""

from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise


class LegalBasis(Enum):
    """Art. 6 (1) GDPR, letters a, b, c, e and f."""

    CONSENT = "consent"
    CONTRACT = "contract"
    DUTY = "duty"
    TASK = "task"
    INTEREST = "interest"

    @property
    def label(self) -> Words:
        """The basis in words, with its letter of the law."""
        return _LABELS[self]


_LABELS: dict[LegalBasis, Words] = {
    LegalBasis.CONSENT: _("your consent (Art. 6 (1) a GDPR)"),
    LegalBasis.CONTRACT: _("an agreement with you (Art. 6 (1) b GDPR)"),
    LegalBasis.DUTY: _("a duty by law (Art. 6 (1) c GDPR)"),
    LegalBasis.TASK: _("a task in the public interest (Art. 6 (1) e GDPR)"),
    LegalBasis.INTEREST: _("a legitimate interest (Art. 6 (1) f GDPR)"),
}


@dataclass(frozen=True)
class PersonalField:
    """One declared field: where it is, what for, on which basis, how long, and whether readers may see it."""

    path: str
    purpose: Words
    legal_basis: LegalBasis
    keep: Words
    public: bool = False

    @property
    def model(self) -> type[Model]:
        """The model of the field."""
        return apps.get_model(self.path.rpartition(".")[0])

    @property
    def field(self) -> "Field[object, object]":
        """The field itself; raises FieldDoesNotExist when the declaration is out of date."""
        return self.model._meta.get_field(self.path.rpartition(".")[2])  # type: ignore[return-value]  # no relations


_personal: dict[str, PersonalField] = {}
_not_personal: set[str] = set()


def personal(path: str, *, purpose: Words, legal_basis: LegalBasis, keep: Words, public: bool = False) -> None:
    """Declares `<app>.<Model>.<field>` as personal; raises ValueError when declared twice in different words.

    `public`: the person agreed that readers see it, as the profile of a member of the team.
    """
    declaration = PersonalField(_checked(path), purpose, legal_basis, keep, public)
    if path in _personal and _personal[path] != declaration:
        raise ValueError(f"{path} is declared twice; expected one declaration.")
    _personal[path] = declaration


def not_personal(*paths: str) -> None:
    """Declares that fields hold nothing personal although their names look so."""
    _not_personal.update(_checked(path) for path in paths)


def declared() -> list[PersonalField]:
    """All declared fields in the order of their paths."""
    return [_personal[path] for path in sorted(_personal)]


def is_declared(path: str) -> bool:
    """Whether somebody said that this field is personal, or that it is not."""
    return path in _personal or path in _not_personal


def _checked(path: str) -> str:
    if path.count(".") != 2:
        raise ValueError(f"{path!r} must be written <app>.<Model>.<field>.")
    return path
