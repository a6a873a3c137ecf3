"""What a mail says (a letter), and its one text and one HTML form."""

from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the letter, such as a calendar entry."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail in the order in which it is read: greeting, paragraphs, facts, lists, one button, what follows.

    `facts` are pairs of label and value; `lists` are a heading with sentences, each with the absolute address where it
    leads; `button` is label and absolute address. All are plain text.
    """

    subject: str
    paragraphs: list[str]
    greeting: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    button: tuple[str, str] | None = None
    after: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


@dataclass(frozen=True)
class Rendered:
    """A letter as it is sent: one line of subject, a plain text part and an HTML part."""

    subject: str
    text: str
    html: str


def render(letter: Letter, *, language: str, name: str = "") -> Rendered:
    """The letter in its final form, greeting `name` where the letter has no greeting of its own."""
    with override(language):
        context = {
            "letter": letter,
            "name": name,
            "language": language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
            "site_name": settings.SITE_NAME,
            "site_url": settings.BASE_URL,
        }
        text = render_to_string("mail/letter.txt", context)
        html = render_to_string("mail/letter.html", context)
    return Rendered(" ".join(letter.subject.split()), text.strip() + "\n", html)
