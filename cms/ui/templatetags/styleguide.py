"""The one tag of styleguide.html: a sample sentence."""

from django import template

from cms.ui.samples import sample

register = template.Library()
register.simple_tag(sample, name="say")
