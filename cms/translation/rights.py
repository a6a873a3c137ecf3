"""Who may do what with translations: roles by language for translators, permissions for the staff."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from cms.translation.languages import SOURCE
from cms.translation.models import TranslatorRole
from cms.translation.roots import roots

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cms.users.models import User

    type Somebody = User | AnonymousUser

MANAGE = "translation.manage_translations"
LEAD = "translation.lead_translations"


def may_manage(user: "Somebody") -> bool:
    """Whether somebody may start, assign, export and import translations."""
    return user.has_perm(MANAGE)


def may_lead(user: "Somebody") -> bool:
    """Whether somebody may publish, withdraw and carry over translations, in every language."""
    return user.has_perm(LEAD)


def may_translate(user: "Somebody", code: str, *, on: date) -> bool:
    """Whether somebody may write sentences in a language: translators and reviewers of it, and the staff."""
    return code != SOURCE and (may_manage(user) or may_lead(user) or roles_of(user, on=on, code=code).exists())


def may_review(user: "Somebody", code: str, *, on: date) -> bool:
    """Whether somebody may check and approve in a language: its reviewers and the leads."""
    return code != SOURCE and (may_lead(user) or roles_of(user, on=on, code=code).filter(may_review=True).exists())


def may_see(user: "Somebody", code: str, *, on: date) -> bool:
    """Whether somebody may see drafts of a language: everybody who works on it."""
    return may_translate(user, code, on=on)


def desk_languages(user: "Somebody", *, on: date) -> list[str]:
    """The languages somebody works in, in the order of the switch; the staff work in all."""
    codes = [code for code in roots().languages if code != SOURCE]
    if may_manage(user) or may_lead(user):
        return codes
    own = {roots().code_of(locale) for locale in roles_of(user, on=on).values_list("locale_id", flat=True)}
    return [code for code in codes if code in own]


def review_languages(user: "Somebody", *, on: date) -> list[str]:
    """The languages in which somebody may approve, in the order of the switch; leads may in all."""
    codes = [code for code in roots().languages if code != SOURCE]
    if may_lead(user):
        return codes
    locales = roles_of(user, on=on).filter(may_review=True).values_list("locale_id", flat=True)
    own = {roots().code_of(locale) for locale in locales}
    return [code for code in codes if code in own]


def leads() -> "QuerySet[User]":
    """Everybody who leads the translations, by a group or an own permission; administrators only if they have one."""
    app_label, codename = LEAD.split(".")
    right = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    people: QuerySet[User] = get_user_model()._default_manager.filter(
        Q(groups__permissions__in=right) | Q(user_permissions__in=right), is_active=True
    )
    return people.distinct()


def roles_of(user: "Somebody", *, on: date, code: str | None = None) -> "QuerySet[TranslatorRole]":
    """The roles of a person that hold on a day."""
    if not user.is_authenticated or not user.is_active:
        return TranslatorRole.objects.none()
    found: QuerySet[TranslatorRole] = TranslatorRole.objects.filter(user=user, valid_from__lte=on)
    found = found.filter(Q(valid_until=None) | Q(valid_until__gte=on))
    return found if code is None else found.filter(locale__language_code=code)
