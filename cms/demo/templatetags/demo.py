"""What the demo adds to pages of the house."""

from django import template

from cms.demo.story import LOGINS, Login

register = template.Library()


@register.simple_tag
def demo_logins() -> tuple[Login, ...]:
    """Who one can be in the demo."""
    return LOGINS
