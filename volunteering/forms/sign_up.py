"""Signing up for a shift: as a guest with name and e-mail, or as somebody we know."""

from typing import Any
from unicodedata import category

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.translation.languages import reader_language
from cms.ui.forms import GuardedForm, HouseForm
from volunteering.domain.facts import PersonFacts, ShiftFacts, local_day
from volunteering.domain.people import Profile
from volunteering.domain.vocabulary import interests, skills, skills_with_implied
from volunteering.domain.wording import language_name
from volunteering.enums import Level, Obstacle, VolunteerState
from volunteering.forms import parts

MOST_AT_ONCE = 5
NOT_AT_ALL = "none"
JOINERS = "\u200c\u200d"  # part of the spelling in Farsi and other scripts
# Slips of the finger in the names of the large providers.
TYPOS = {
    "gmial.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gmail.de": "gmail.com",
    "gmx.de.": "gmx.de",
    "gxm.de": "gmx.de",
    "wbe.de": "web.de",
    "web.com": "web.de",
    "hotmial.com": "hotmail.com",
    "yahooo.de": "yahoo.de",
    "t-onlin.de": "t-online.de",
}


def add_size(form: forms.Form, shift: ShiftFacts) -> None:
    """How many people come; not asked where there is one place only."""
    most = min(MOST_AT_ONCE, shift.places_max)
    if most > 1:
        form.fields["size"] = forms.TypedChoiceField(
            label=_("How many of you come?"),
            choices=[(str(number), str(number)) for number in range(1, most + 1)],
            coerce=int,
            initial="1",
        )


def add_age(form: forms.Form, shift: ShiftFacts) -> None:
    """The year of birth, only where the need has a minimum age."""
    form.fields["birth_year"] = parts.YearField(
        label=_("Year of birth"),
        this_year=local_day(shift.starts_at).year,
        help_text=_("For this task people have to be at least %(age)s years old.") % {"age": shift.need.min_age},
    )


class GuestForm(GuardedForm):
    """Name, e-mail and language; what the need asks for; up to four taps more."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link there. With it you confirm the sign-up."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=_("In which language may we write to you?"), choices=settings.LANGUAGES)
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    FIRST = ("name", "email", "language", "size", "birth_year")
    TAPS = ("spoken", "times", "districts", "interests")

    def __init__(self, data: Any = None, *, request: HttpRequest, shift: ShiftFacts) -> None:
        self.shift = shift
        super().__init__(data, request=request, initial={"language": reader_language()})
        add_size(self, shift)
        if shift.need.min_age:
            add_age(self, shift)
        self.abilities: list[str] = []
        for language, _level, hard in shift.need.languages:
            if hard:
                self._ask(
                    f"level_{language}",
                    forms.ChoiceField(
                        label=_("How well do you speak this language? %(language)s")
                        % {"language": language_name(language)},
                        choices=[("", _("please choose")), *parts.level_choices(), (NOT_AT_ALL, _("not at all"))],
                    ),
                )
        for skill, hard in shift.need.skills:
            if hard and skill in skills():
                label = _("I can do this: %(skill)s") % {"skill": skills()[skill].label()}
                self._ask(f"skill_{skill}", forms.BooleanField(label=label, required=False))
        self.fields["spoken"] = parts.several(
            label=_("Which languages do you speak well?"), choices=parts.usual_language_choices
        )
        self.fields["times"] = parts.grid_field(label=_("When do you usually have time?"))
        self.fields["districts"] = parts.several(
            label=_("Where would you like to help?"), choices=parts.district_choices
        )
        self.fields["interests"] = parts.several(
            label=_("What do you like doing?"), choices=lambda: parts.word_choices(interests().values())
        )

    def _ask(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        self.abilities.append(name)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What everybody is asked, and what this need asks for."""
        return [self[name] for name in (*self.FIRST, *self.abilities) if name in self.fields]

    @property
    def taps(self) -> list[forms.BoundField]:
        """What helps to suggest more, if one likes."""
        return [self[name] for name in self.TAPS]

    @property
    def taps_open(self) -> bool:
        """Something was chosen or is wrong there."""
        return self.is_bound and any(bool(field.value()) or field.errors for field in self.taps)

    def clean_name(self) -> str:
        """One line, without an address, a link or marks that turn the direction of what follows."""
        signs = (sign for sign in self.cleaned_data["name"] if sign in JOINERS or category(sign) not in {"Cc", "Cf"})
        name = " ".join("".join(signs).split())
        if "://" in name or "@" in name:
            raise ValidationError(_("Please write your name here, without an address or a link."), code="name")
        return name

    def clean_email(self) -> str:
        """Ask back once when the address looks mistyped; sent again unchanged it is taken as it is."""
        email = str(self.cleaned_data["email"]).strip()
        user, _at, domain = email.rpartition("@")
        better = TYPOS.get(domain.lower())
        if better and self.data.get("sure") != email:
            sent: Any = self.data  # a copy, see GuardedForm
            sent["sure"] = email
            raise ValidationError(
                _("Do you mean %(better)s? If the address is right as it is, simply send the form again."),
                code="typo",
                params={"better": f"{user}@{better}"},
            )
        return email

    @property
    def size(self) -> int:
        return self.cleaned_data.get("size") or 1

    def profile(self) -> Profile:
        """Everything that was told, to be kept until the address is proved."""
        data = self.cleaned_data
        spoken: dict[str, Level] = dict.fromkeys(data["spoken"], Level.B2)
        for name in self.abilities:
            if name.startswith("level_") and data[name] != NOT_AT_ALL:
                spoken[name.removeprefix("level_")] = Level(data[name])
        return Profile(
            languages=spoken,
            cells=parts.cells_of(data["times"]),
            district_ids=[int(pk) for pk in data["districts"]],
            skills=[name.removeprefix("skill_") for name in self.abilities if name.startswith("skill_") and data[name]],
            interests=data["interests"],
            birth_year=data.get("birth_year"),
        )

    def person(self) -> PersonFacts:
        """What is known of this guest now, for the rules."""
        profile = self.profile()
        return PersonFacts(
            pk=0,
            state=VolunteerState.INTERESTED,
            birth_year=profile.birth_year,
            languages=profile.languages or {},
            skills=skills_with_implied(profile.skills or ()),
        )


class VolunteerForm(HouseForm):
    """For somebody who is signed in: how many come, and a tick for each warning."""

    def __init__(self, data: Any = None, *, shift: ShiftFacts, asks_age: bool, warnings: list[tuple[str, str]]) -> None:
        super().__init__(data)
        add_size(self, shift)
        if asks_age:
            add_age(self, shift)
        if warnings:
            self.fields["accepted"] = forms.MultipleChoiceField(
                label=_("Is that all right for you?"),
                choices=[(code, _agree(sentence)) for code, sentence in warnings],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def size(self) -> int:
        return self.cleaned_data.get("size") or 1

    @property
    def accepted(self) -> frozenset[Obstacle]:
        """The warnings that were ticked."""
        return frozenset(Obstacle.of(code) for code in self.cleaned_data.get("accepted", ()))


def _agree(sentence: str) -> str:
    return str(_("%(warning)s I would like to come anyway.")) % {"warning": sentence}
