"""Fields that look personal and that nobody declared; a test keeps the list empty."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Field, Model

from cms.privacy.register import is_declared

#: The packages whose models are ours; libraries' tables are declared by whoever uses them.
OURS = ("cms", "home", "volunteering", "opening")
#: Words in the name of a field that let one expect something about a person.
WORDS = frozenset(
    {
        *("name", "gender", "birth", "birthday", "born", "age", "nationality", "religion", "signature"),
        *("email", "mail", "phone", "mobile", "fax", "whatsapp", "address", "street", "postcode", "ip", "agent"),
        *("answer", "comment", "comments", "message", "note", "notes", "reason", "remark", "remarks"),
    }
)


def looks_personal(field: "Field[Any, Any]") -> bool:
    """Whether the name sounds personal or the field points to a person with an account."""
    if field.is_relation:
        return field.related_model is get_user_model()
    if getattr(field, "choices", None):
        return False
    return bool(WORDS & set(field.name.split("_")))


def undeclared() -> list[str]:
    """The paths of such fields, to be declared in the app's `privacy.py` as personal or as not personal."""
    return sorted(
        path
        for model in _our_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if looks_personal(field) and not is_declared(path := f"{model._meta.label}.{field.name}")
    )


def _our_models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        package = apps.get_app_config(model._meta.app_label).name.split(".")[0]
        if package in OURS and not model._meta.proxy:
            yield model
