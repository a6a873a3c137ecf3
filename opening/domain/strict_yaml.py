"""Reads YAML without its surprises: `on` stays a word, dates stay text, a key that stands twice is refused.

YAML 1.1 turns the key `on` into True and drops the first of two equal keys without a word.
"""

import re
from typing import Any

import yaml


class DoubleKeyError(yaml.YAMLError):
    """A mapping names the same key twice."""


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where it is there; it reads the same and is ten times as fast."""


class _StrictLoader(_Base):
    """Only true and false are booleans; nothing becomes a date; every key of a mapping is a text."""


_StrictLoader.yaml_implicit_resolvers = {
    first: [entry for entry in resolvers if entry[0] not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[str, Any]:
    """The mapping with text keys, so that `5` and `"5"` are the same key."""
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in found:
            raise DoubleKeyError(f"line {key_node.start_mark.line + 1}: the key {key!r} stands twice")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(text: str) -> Any:
    """The data in this YAML text.

    Raises yaml.YAMLError, with the line, for a double key or broken syntax.
    """
    return yaml.load(text, Loader=_StrictLoader)
