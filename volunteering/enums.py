"""States with the map of allowed changes, and the closed words of volunteering."""

from collections.abc import Mapping
from enum import Enum, IntEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VolunteerState(models.TextChoices):
    """Where a person stands with us, from the first word to the last."""

    INTERESTED = "interested", pgettext_lazy("staff", "interested")
    CONTACTED = "contacted", pgettext_lazy("staff", "contacted")
    INTERVIEW = "interview", pgettext_lazy("staff", "first talk")
    ONBOARDING = "onboarding", pgettext_lazy("staff", "getting started")
    ACTIVE = "active", pgettext_lazy("staff", "active")
    PAUSED = "paused", pgettext_lazy("staff", "pausing")
    LEFT = "left", pgettext_lazy("staff", "left")


_V = VolunteerState
_PIPELINE = (_V.INTERESTED, _V.CONTACTED, _V.INTERVIEW, _V.ONBOARDING, _V.ACTIVE)

# A coordinator may skip steps of the pipeline, never walk it backwards; who left may come back as interested.
VOLUNTEER_CHANGES: Mapping[VolunteerState, frozenset[VolunteerState]] = {
    _V.INTERESTED: frozenset({*_PIPELINE[1:], _V.LEFT}),
    _V.CONTACTED: frozenset({*_PIPELINE[2:], _V.LEFT}),
    _V.INTERVIEW: frozenset({*_PIPELINE[3:], _V.LEFT}),
    _V.ONBOARDING: frozenset({_V.ACTIVE, _V.LEFT}),
    _V.ACTIVE: frozenset({_V.PAUSED, _V.LEFT}),
    _V.PAUSED: frozenset({_V.ACTIVE, _V.LEFT}),
    _V.LEFT: frozenset({_V.INTERESTED}),
}


class NeedState(models.TextChoices):
    """The life of a need; only `published` is public."""

    DRAFT = "draft", pgettext_lazy("staff", "draft")
    SUBMITTED = "submitted", pgettext_lazy("staff", "submitted")
    PUBLISHED = "published", pgettext_lazy("staff", "published")
    PAUSED = "paused", pgettext_lazy("staff", "paused")
    CLOSED = "closed", pgettext_lazy("staff", "closed")
    ARCHIVED = "archived", pgettext_lazy("staff", "archived")
    DECLINED = "declined", pgettext_lazy("staff", "declined")


_N = NeedState

# The agency's own drafts are published without being submitted: the submitter would be the decider.
NEED_CHANGES: Mapping[NeedState, frozenset[NeedState]] = {
    _N.DRAFT: frozenset({_N.SUBMITTED, _N.PUBLISHED}),
    _N.SUBMITTED: frozenset({_N.PUBLISHED, _N.DRAFT, _N.DECLINED}),
    _N.PUBLISHED: frozenset({_N.PAUSED, _N.CLOSED}),
    _N.PAUSED: frozenset({_N.PUBLISHED, _N.CLOSED}),
    _N.CLOSED: frozenset({_N.ARCHIVED}),
    _N.ARCHIVED: frozenset(),
    _N.DECLINED: frozenset(),
}


class ShiftState(models.TextChoices):
    """The life of a shift; there is no way back from cancelled and done."""

    OPEN = "open", pgettext_lazy("staff", "open")
    MOVING = "moving", pgettext_lazy("staff", "being moved")
    CANCELLED = "cancelled", pgettext_lazy("staff", "cancelled")
    DONE = "done", pgettext_lazy("staff", "done")


_S = ShiftState

SHIFT_CHANGES: Mapping[ShiftState, frozenset[ShiftState]] = {
    _S.OPEN: frozenset({_S.MOVING, _S.CANCELLED, _S.DONE}),
    _S.MOVING: frozenset({_S.OPEN}),
    _S.CANCELLED: frozenset(),
    _S.DONE: frozenset(),
}


class SignUpState(models.TextChoices):
    """Where one person stands with one shift; the words are read by that person, too."""

    REQUESTED = "requested", _("waiting for an answer")
    WAITLISTED = "waitlisted", _("on the waiting list")
    OFFERED = "offered", _("place offered")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("not this time")
    WITHDRAWN = "withdrawn", _("cancelled by you")
    DECLINED = "declined", _("offer declined")
    EXPIRED = "expired", _("lapsed")
    CANCELLED = "cancelled", _("called off")
    ATTENDED = "attended", _("was there")
    EXCUSED = "excused", _("excused")
    NO_SHOW = "no_show", _("was not there")


_U = SignUpState

HOLDING: frozenset[SignUpState] = frozenset({_U.OFFERED, _U.CONFIRMED})
SETTLED: frozenset[SignUpState] = frozenset({_U.ATTENDED, _U.EXCUSED, _U.NO_SHOW})
COUNTED: frozenset[SignUpState] = HOLDING | SETTLED
OVER: frozenset[SignUpState] = frozenset({_U.WITHDRAWN, _U.DECLINED, _U.EXPIRED, _U.REJECTED})
_COMING_BACK = frozenset({_U.REQUESTED, _U.WAITLISTED, _U.OFFERED, _U.CONFIRMED})

SIGN_UP_CHANGES: Mapping[SignUpState, frozenset[SignUpState]] = {
    _U.REQUESTED: frozenset({_U.CONFIRMED, _U.WAITLISTED, _U.REJECTED, _U.WITHDRAWN, _U.EXPIRED, _U.CANCELLED}),
    _U.WAITLISTED: frozenset({_U.OFFERED, _U.WITHDRAWN, _U.EXPIRED, _U.CANCELLED}),
    _U.OFFERED: frozenset({_U.CONFIRMED, _U.DECLINED, _U.EXPIRED, _U.CANCELLED}),
    _U.CONFIRMED: frozenset({_U.WITHDRAWN, _U.CANCELLED, _U.OFFERED, _U.WAITLISTED}) | SETTLED,
    _U.REJECTED: _COMING_BACK,
    _U.WITHDRAWN: _COMING_BACK,
    _U.DECLINED: _COMING_BACK,
    _U.EXPIRED: _COMING_BACK,
    _U.CANCELLED: frozenset(),
    _U.ATTENDED: frozenset({_U.EXCUSED, _U.NO_SHOW}),
    _U.EXCUSED: frozenset({_U.ATTENDED, _U.NO_SHOW}),
    _U.NO_SHOW: frozenset({_U.ATTENDED, _U.EXCUSED}),
}


class NeedKind(models.TextChoices):
    """How a need is met in time; labels and rules of each kind are in `data/kinds.yaml`."""

    ONCE = "once", pgettext_lazy("staff", "once")
    SERIES = "series", pgettext_lazy("staff", "regularly")
    FLEXIBLE = "flexible", pgettext_lazy("staff", "at any time")
    TANDEM = "tandem", pgettext_lazy("staff", "tandem")
    INTERPRETER = "interpreter", pgettext_lazy("staff", "interpreting")


class Visibility(models.TextChoices):
    PUBLIC = "public", pgettext_lazy("staff", "everybody")
    MEMBERS = "members", pgettext_lazy("staff", "active volunteers")
    ASKED = "asked", pgettext_lazy("staff", "only people who are asked")


class Mode(models.TextChoices):
    """How one gets in."""

    INSTANT = "instant", pgettext_lazy("staff", "confirmed at once")
    REQUEST = "request", pgettext_lazy("staff", "a person decides")
    ASKED = "asked", pgettext_lazy("staff", "only people who are asked")


class Origin(models.TextChoices):
    OWN = "own", pgettext_lazy("staff", "our own house")
    PARTNER = "partner", pgettext_lazy("staff", "a partner")
    OPENING = "opening", pgettext_lazy("staff", "an opening process")


class Source(models.TextChoices):
    """Who or what made a sign-up."""

    SELF = "self", pgettext_lazy("staff", "by themselves")
    COORDINATOR = "coordinator", pgettext_lazy("staff", "by the coordination")
    PLAN = "plan", pgettext_lazy("staff", "by the plan")
    WAVE = "wave", pgettext_lazy("staff", "after being asked")
    SUBSTITUTE = "substitute", pgettext_lazy("staff", "as a substitute")


class Channel(models.TextChoices):
    MAIL = "mail", _("by e-mail")
    SMS = "sms", _("by text message")
    LETTER = "letter", _("by letter")


class DayPart(models.TextChoices):
    """Parts of the day in the weekday grid; the night belongs to none."""

    MORNING = "morning", _("morning")
    MIDDAY = "midday", _("midday")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


# Local hours, half-open: 11:00 is midday.
DAY_PARTS: Mapping[DayPart, tuple[int, int]] = {
    DayPart.MORNING: (6, 11),
    DayPart.MIDDAY: (11, 14),
    DayPart.AFTERNOON: (14, 18),
    DayPart.EVENING: (18, 22),
}


class Level(models.TextChoices):
    """Levels of the Common European Framework; compare them with `rank`."""

    A1 = "A1", _("A1: first words")
    A2 = "A2", _("A2: simple talks")
    B1 = "B1", _("B1: everyday life")
    B2 = "B2", _("B2: fluent")
    C1 = "C1", _("C1: very good")
    C2 = "C2", _("C2: nearly like a first language")
    NATIVE = "native", _("first language")

    @property
    def rank(self) -> int:
        """1 for A1 to 7 for a first language."""
        return list(Level).index(self) + 1

    @property
    def short(self) -> str:
        """`B2`, or the words where there is no letter."""
        return str(self.label) if self is Level.NATIVE else self.value


class Priority(IntEnum):
    """Order of the waiting list: the smaller number comes first."""

    MOVED_BACK = 0
    NORMAL = 10


class Firmness(Enum):
    """How far an obstacle holds."""

    ALWAYS = "always"  # for everybody, the coordination included
    WAIVABLE = "waivable"  # for oneself; the coordination may override it with a reason
    WARNING = "warning"  # a tick of the person is enough


class Obstacle(Enum):
    """Why somebody may not sign up now: code, firmness and the one sentence everybody reads."""

    firmness: Firmness
    sentence: Promise

    def __new__(cls, code: str, firmness: Firmness, sentence: Promise) -> "Obstacle":
        member = object.__new__(cls)
        member._value_ = code
        member.firmness = firmness
        member.sentence = sentence
        return member

    @classmethod
    def of(cls, code: str) -> "Obstacle":
        """The member with this code; raises KeyError for an unknown one."""
        return {member.value: member for member in cls}[code]

    # the shift
    PAST = "past", Firmness.ALWAYS, _("This shift has already begun.")
    NOT_OPEN = "not_open", Firmness.ALWAYS, _("This shift is not open for sign-up.")
    TOO_LATE = (
        "too_late",
        Firmness.WAIVABLE,
        _("Sign-up for this shift closed at %(until)s. Please call us if you would still like to come."),
    )
    NOT_VISIBLE = "not_visible", Firmness.WAIVABLE, _("For this task we ask people personally.")
    GROUP_TOO_LARGE = (
        "group_too_large",
        Firmness.ALWAYS,
        _("Your group is larger than the number of places here (%(places)s). Please come in smaller groups."),
    )
    # the person
    NOT_ACTIVE = (
        "not_active",
        Firmness.WAIVABLE,
        _("For this task we would like to get to know you first. We will get in touch with you."),
    )
    PAUSED = (
        "paused",
        Firmness.WAIVABLE,
        _("You are taking a break at that time. You can end the break in your profile."),
    )
    TOO_YOUNG = "too_young", Firmness.ALWAYS, _("For this task people have to be at least %(age)s years old.")
    AGE_UNKNOWN = (
        "age_unknown",
        Firmness.ALWAYS,
        _("For this task people have to be at least %(age)s years old. Please add your year of birth to your profile."),
    )
    GUARDIAN_MISSING = (
        "guardian_missing",
        Firmness.ALWAYS,
        _("You are under 18. We need the consent of a parent or guardian first; please talk to us."),
    )
    # ability
    LANGUAGE_MISSING = (
        "language_missing",
        Firmness.WAIVABLE,
        _("This task needs %(language)s. Your profile does not name this language yet."),
    )
    LEVEL_TOO_LOW = "level_too_low", Firmness.WAIVABLE, _("This task needs %(language)s at level %(level)s or better.")
    SKILL_MISSING = (
        "skill_missing",
        Firmness.WAIVABLE,
        _("This task needs “%(skill)s”. Your profile does not name this skill yet."),
    )
    # time
    OVERLAP = "overlap", Firmness.ALWAYS, _("At that time you already have “%(other)s” (%(when)s).")
    REST = (
        "rest",
        Firmness.WAIVABLE,
        _("Between this shift and “%(other)s” (%(when)s) there are fewer than %(hours)s hours of rest."),
    )
    DAY_LIMIT = (
        "day_limit",
        Firmness.WAIVABLE,
        _("You have reached the limit you set yourself for one day (%(limit)s). You can raise it in your profile."),
    )
    WEEK_LIMIT = (
        "week_limit",
        Firmness.WAIVABLE,
        _("You have reached the limit you set yourself for one week (%(limit)s). You can raise it in your profile."),
    )
    TRAVEL = (
        "travel",
        Firmness.WARNING,
        _("The way from or to “%(other)s” (%(when)s) takes about %(minutes)s minutes; there is less time between."),
    )
    OUTSIDE_GRID = "outside_grid", Firmness.WARNING, _("This time is outside the times you ticked in your profile.")
    # what there is already
    ALREADY_IN = "already_in", Firmness.ALWAYS, _("You are already signed up for this shift.")
    ALREADY_WAITING = "already_waiting", Firmness.ALWAYS, _("You are already on the waiting list of this shift.")
    ALREADY_REQUESTED = (
        "already_requested",
        Firmness.ALWAYS,
        _("You have already asked for this shift. You will get our answer by e-mail."),
    )
    # places
    FULL = "full", Firmness.ALWAYS, _("All places of this shift are taken.")
    OFFER_OVER = "offer_over", Firmness.ALWAYS, _("This offer has ended. The place has gone to the next person.")


class Reason(Enum):
    """What speaks for (or against) a shift for a person: code and sentence; only some are worth saying to them."""

    sentence: Promise

    def __new__(cls, code: str, sentence: Promise) -> "Reason":
        member = object.__new__(cls)
        member._value_ = code
        member.sentence = sentence
        return member

    LANGUAGES_FULL = "languages_full", _("You speak %(languages)s")
    LANGUAGES_ENOUGH = "languages_enough", _("Your %(languages)s is good enough")
    LANGUAGES_MISSING = "languages_missing", _("%(languages)s would help here")
    LANGUAGES_NONE = "languages_none", _("No special language needed")
    SKILLS_CONFIRMED = "skills_confirmed", _("You have learned this: %(skills)s")
    SKILLS_OWN = "skills_own", _("You can do this: %(skills)s")
    SKILLS_MISSING = "skills_missing", _("Helpful here: %(skills)s")
    SKILLS_NONE = "skills_none", _("No previous knowledge needed")
    INTEREST_MATCHES = "interest_matches", _("You are interested in: %(interest)s")
    INTERESTS_OPEN = "interests_open", _("You have not named interests yet")
    INTEREST_OTHER = "interest_other", _("Outside your interests")
    TIME_FITS = "time_fits", _("Suits your times: %(weekday)s, %(part)s")
    TIME_HALF = "time_half", _("Suits your times for the most part")
    TIME_UNKNOWN = "time_unknown", _("You have not named your times yet")
    TIME_OUTSIDE = "time_outside", _("Outside your times")
    DISTRICT_HOME = "district_home", _("In your district: %(district)s")
    DISTRICT_ONLINE = "district_online", _("Possible from home")
    DISTRICT_MINE = "district_mine", _("In one of your districts: %(district)s")
    DISTRICT_OTHER = "district_other", _("Outside your districts")
    CONTINUITY_NEED = "continuity_need", _("You have helped here before")
    CONTINUITY_ORGANISATION = "continuity_organisation", _("You know the people there: %(organisation)s")
    CONTINUITY_NONE = "continuity_none", _("New to you")
    FAIRNESS = "fairness", _("You have been asked little lately")
    URGENCY = "urgency", _("People are still needed here soon")
    URGENCY_NONE = "urgency_none", _("There is still time")
    CROWD = "crowd", _("Several people are interested already")
    CROWD_NONE = "crowd_none", _("Nobody else is waiting for this")


class PublishObstacle(models.TextChoices):
    """Why a need cannot become public yet."""

    STATE = "state", pgettext_lazy("staff", "From its present state this need cannot be published.")
    NO_TEXT = "no_text", pgettext_lazy("staff", "The German text is missing: write a title and a summary.")
    NO_COORDINATOR = "no_coordinator", pgettext_lazy("staff", "Nobody coordinates this need: choose a person.")
    NO_SHIFT = "no_shift", pgettext_lazy("staff", "No shift lies ahead: add at least one.")
    NEVER_PUBLIC = (
        "never_public",
        pgettext_lazy("staff", "Interpreting is never public: let only people see it who are asked."),
    )
