"""Rich text that did not come through the editor: import, interface, translation, demo.

Wagtail cleans what is typed into its editor, and only that. Everything else passes through `clean_html`, which keeps
the tags of the editor, links to pages and documents, and nothing that runs.
"""

import re

import nh3

TAGS = {"p", "h2", "h3", "h4", "b", "strong", "i", "em", "ul", "ol", "li", "a", "br", "hr", "blockquote"}
ATTRIBUTES = {"*": {"data-block-key"}, "a": {"href", "linktype", "id", "hreflang"}}
GONE_WITH_CONTENT = {"script", "style", "iframe", "object", "template", "noscript", "svg", "math", "title", "textarea"}
SCHEMES = {"http", "https", "mailto", "tel"}
VALUES = {
    "linktype": re.compile(r"page|document"),
    "id": re.compile(r"[0-9]{1,18}"),
    "data-block-key": re.compile(r"[A-Za-z0-9]{1,12}"),
    "hreflang": re.compile(r"[A-Za-z-]{2,20}"),
}


def clean_html(html: str) -> str:
    """The same text with the tags and attributes of the editor alone; control characters go, too."""
    return nh3.clean(
        re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=GONE_WITH_CONTENT,
        attribute_filter=_value,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _value(_tag: str, name: str, value: str) -> str | None:
    """The value of an attribute, or nothing when it is not of the form that Wagtail writes."""
    pattern = VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None
