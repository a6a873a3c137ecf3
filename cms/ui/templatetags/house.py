"""Tags and filters of the house, available in every template without loading."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext, override, pgettext

from cms.ui import moments
from cms.ui.isolating import isolated

register = template.Library()

_KINDS = {
    "RadioSelect": "options",
    "CheckboxSelectMultiple": "options",
    "WeekGrid": "group",
    "SplitDateTimeWidget": "group",
    "SelectDateWidget": "group",
    "CheckboxInput": "tick",
    "HiddenInput": "hidden",
    "MultipleHiddenInput": "hidden",
}


# ---------------------------------------------------------------- words and signs
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An own drawing from components/icons/; without a label it is decoration."""
    drawing = get_template(f"components/icons/{name}.svg").render({})
    onward = " icon--onward" if name in {"onward", "back", "external"} else ""
    if label:
        return format_html(
            '<svg class="icon{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', onward, label, drawing
        )
    return format_html('<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', onward, drawing)


@register.simple_tag
def bdi(value: object) -> SafeString:
    """A name, number, time or phone that must not mix with the direction of the sentence around it."""
    text = str(value)
    if any(sign.isalpha() for sign in text):
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi dir="ltr">{}</bdi>', text)


@register.filter
def isolated_in(value: Any, code: str) -> SafeString:
    """Words in the language `code`; from right to left, German names and numbers in them are set apart."""
    html = conditional_escape(value)
    return isolated(html) if get_language_info(code or get_language() or "de")["bidi"] else mark_safe(html)


@register.simple_tag
def lang_attrs(code: str = "") -> SafeString:
    """`lang` and `dir` of a language code; without a code those of the reader's language."""
    code = code or get_language() or "de"
    direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
    return format_html('lang="{}" dir="{}"', code, direction)


@register.simple_tag
def not_yet_in(code: str) -> str:
    """ "not yet translated", said in that language."""
    with override(code):
        return gettext("not yet translated")


@register.simple_tag
def home_address() -> str:
    """The front page in the reader's language."""
    return f"/{get_language()}/"


@register.filter
def initials(name: str) -> str:
    """ "HB" of "Hannelore Brandt", for a face without a photograph."""
    words = [word for word in str(name).split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))


@register.simple_tag
def fact_line(fact: Any) -> SafeString:
    """A fact, or an icon and a fact."""
    if isinstance(fact, (tuple, list)):
        return format_html("{}<span>{}</span>", icon(fact[0]), fact[1])
    return format_html("<span>{}</span>", fact)


@register.simple_tag
def path_step(step: Any) -> SafeString:
    """A step: a sentence, or a title and a sentence."""
    if isinstance(step, (tuple, list)):
        return format_html("<strong>{}</strong><p>{}</p>", step[0], step[1])
    return format_html("<p>{}</p>", step)


@register.filter
def foreign(code: str) -> bool:
    """True when words in this language stand on a page of another one and must say so."""
    return bool(code) and code != get_language()


# ---------------------------------------------------------------- days and hours
@register.filter
def day(moment: date | datetime | None) -> str:
    """ "Tuesday, 24 November", with the year when it is not the present one."""
    return moments.day(moment, today=timezone.localdate()) if moment else ""


@register.filter
def short_day(moment: date | datetime | None) -> str:
    """ "Tue, 24 Nov." for narrow columns."""
    return moments.short_day(moment) if moment else ""


@register.filter
def daytime(moment: datetime | None) -> str:
    """ "Tuesday, 24 November, 16:00", local time."""
    return moments.daytime(moment, today=timezone.localdate()) if moment else ""


@register.filter
def clock(value: Any) -> SafeString | str:
    """ "16:00–18:00" of something with starts_at and ends_at, or "16:00" of one moment."""
    if not value:
        return ""
    if hasattr(value, "starts_at"):
        return moments.clock_range(value.starts_at, value.ends_at)
    return moments.clock(value)


@register.filter
def timespan(value: Any) -> SafeString | str:
    """ "Tuesday, 24 November, 16:00–18:00" of something with starts_at and ends_at; over midnight both days."""
    if not value:
        return ""
    return moments.timespan(value.starts_at, value.ends_at, today=timezone.localdate())


@register.filter
def iso(moment: date | datetime | None) -> str:
    """For the attribute `datetime` of <time>."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).isoformat(timespec="minutes")
    return moment.isoformat() if moment else ""


@register.filter
def month(moment: date | datetime) -> str:
    """ "November 2026"."""
    return date_format(moment, pgettext("date format: month and year", "F Y"))


# ---------------------------------------------------------------- forms
@register.filter
def drawn_as(field: BoundField) -> str:
    """How the field template draws this field: options, group, tick, hidden, or input."""
    widget = field.field.widget
    for cls in type(widget).__mro__:
        if cls.__name__ in _KINDS:
            return _KINDS[cls.__name__]
    return "input"


@register.filter
def summary_target(field: BoundField) -> str:
    """The id to which the error summary leads: the field, or its first option."""
    if drawn_as(field) in {"options", "group"}:
        return f"{field.auto_id}_0" if drawn_as(field) == "options" else f"{field.auto_id}_field"
    return field.id_for_label or field.auto_id


@register.filter
def introducing(label: str) -> str:
    """A label in front of a sentence: with a colon, unless it ends with a sign of its own."""
    text = str(label)
    return text if text[-1:] in set("?!.:؟…") else f"{text}:"


@register.simple_tag(takes_context=True)
def csrf_field(context: template.Context) -> SafeString:
    """The hidden token of a form, also inside `{% include … only %}`."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return mark_safe("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """The query of the present address with changes: `{% query seite=2 %}`; an empty value removes the key."""
    request = getattr(context, "request", None) or context["request"]
    values = request.GET.copy()
    for key, value in changes.items():
        if value in ("", None):
            values.pop(key, None)
        else:
            values[key] = str(value)
    return f"?{values.urlencode()}"


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, param: str, number: int) -> str:
    """The query of the present list, on another page of it."""
    return query(context, **{param: number})


# ---------------------------------------------------------------- blocks with content
@register.simple_block_tag
def panel(content: str, title: str = "", kind: str = "", level: int = 2, id: str = "") -> str:
    """A framed part: `{% panel title=_("Next meeting") kind="you" %} … {% endpanel %}`."""
    return get_template("components/panel.html").render(
        {"content": content, "title": title, "kind": kind, "level": level, "id": id}
    )


@register.simple_block_tag
def details(content: str, title: str, open: bool = False) -> str:
    """Something to unfold: `{% details title=_("What does it cost?") %} … {% enddetails %}`."""
    return get_template("components/details.html").render({"content": content, "title": title, "open": open})


@register.simple_block_tag
def notice(content: str, kind: str = "", title: str = "") -> str:
    """A remark in the text: kind good, wait, bad, call or none."""
    return get_template("components/notice.html").render({"content": content, "title": title, "kind": kind})
