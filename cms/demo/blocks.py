"""From the short forms of the YAML texts to the blocks of the pages."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from wagtail.models import Page

type Item = Mapping[str, Any]
type Block = tuple[str, Any]

RUNNING = {"heading", "text", "list"}


def clean(text: str) -> str:
    """The sentence as the catalogues know it: white space in one line."""
    return " ".join(text.split())


def body(items: Iterable[Item], pages: Mapping[str, Page]) -> list[Block]:
    """Blocks of a page body; headings, texts and lists that follow each other are one paragraph block."""
    blocks: list[Block] = []
    running: list[str] = []
    for item in items:
        kind, value = next(iter(item.items()))
        if kind in RUNNING:
            running.append(_html(kind, value))
            continue
        if running:
            blocks.append(("paragraph", "".join(running)))
            running = []
        blocks.append(_block(kind, value, pages))
    if running:
        blocks.append(("paragraph", "".join(running)))
    return blocks


def steps(items: Iterable[Item], name: str = "step") -> list[Block]:
    """Steps with title and text."""
    return [(name, {"title": clean(item["title"]), "text": clean(item.get("text", ""))}) for item in items]


def questions(items: Iterable[Item]) -> list[Block]:
    """Questions with their answers."""
    return [("question", {"question": clean(item["question"]), "answer": _paragraph(item["answer"])}) for item in items]


def _html(kind: str, value: Any) -> str:
    if kind == "heading":
        return f"<h2>{escape(clean(value), quote=False)}</h2>"
    if kind == "list":
        return "<ul>" + "".join(f"<li>{escape(clean(entry), quote=False)}</li>" for entry in value) + "</ul>"
    return _paragraph(value)


def _paragraph(text: str) -> str:
    return f"<p>{escape(clean(text), quote=False)}</p>"


def _block(kind: str, value: Any, pages: Mapping[str, Page]) -> Block:
    if kind in {"important", "help"}:
        return "call_out", {"kind": kind, "title": "", "text": _paragraph(value), "source": ""}
    if kind in {"box", "facts"}:
        rows = [{"label": clean(row["label"]), "text": clean(row["value"])} for row in value]
        return "facts", {"title": "", "rows": rows}
    if kind == "links":
        return "links", {"title": "", "links": [_link(item, pages) for item in value]}
    raise LookupError(
        f"The texts of the demo have a block {kind!r}; expected heading, text, list, important, help, box or links."
    )


def _link(item: Item, pages: Mapping[str, Page]) -> dict[str, Any]:
    target = item["facts"]["to"]
    label = clean(item.get("label", ""))
    if target.startswith("http"):
        return {"label": label, "page": None, "url": target}
    return {"label": label, "page": pages[target], "url": ""}
