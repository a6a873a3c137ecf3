"""The code by which a page is named outside the page tree, the same in every language and after every renaming."""

from uuid import UUID

from wagtail.models import Page


def code_of(page: Page) -> str:
    """The code of a page: its translation key without dashes."""
    return str(page.translation_key.hex)


def key_of(code: str) -> UUID | None:
    """The translation key behind a code; None for what is no code."""
    try:
        return UUID(hex=code) if len(code) == 32 else None
    except ValueError:
        return None
