"""XLIFF 1.2 as OmegaT, Poedit and the programs of agencies open it; marks are `<g>` and `<x>`, never HTML.

OmegaT shapes two things here: it shows the last `<note>` only, so there is one; and it takes the `<source>` of an
`<alt-trans>` for that of its sentence, so the former German stands in the note.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from cms.translation.exchange.faults import Fault, FileRefused
from cms.translation.exchange.sheets import NOT_IN_A_FILE, Sheet, Trust, Unit, code_of, for_file, moment_of
from cms.translation.exchange.xml_reading import Node, parse
from cms.translation.marks import MARK

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
CTYPES = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "br": "lb"}
STATES = {Trust.DRAFT: "needs-review-translation", Trust.DONE: "translated", Trust.CHECKED: "translated"}
DRAFTS = re.compile(r"needs-|new$")
CHECKED = {"final", "signed-off"}


def write(sheet: Sheet) -> bytes:
    """One piece as an XLIFF file in UTF-8."""
    date = f" date={_attribute(sheet.exported_at.isoformat())}" if sheet.exported_at else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="1.2" xmlns="{NAMESPACE}">',
        f'<file original={_attribute(sheet.key)} source-language="de" target-language={_attribute(sheet.code)}'
        f' datatype="plaintext"{date} build-num={_attribute(sheet.digest)}'
        f' product-name={_attribute(sheet.title)} xml:space="preserve">',
        "<body>",
        *(_unit(unit) for unit in sheet.units),
        "</body>",
        "</file>",
        "</xliff>",
        "",
    ]
    return "\n".join(lines).encode()


def read(content: bytes) -> list[Sheet]:
    """The pieces of an XLIFF file, one for each `<file>` in it.

    Raises FileRefused for a DOCTYPE, an unknown encoding, XML that is broken, and other versions of XLIFF.
    """
    root = parse(content)
    if root.name != "xliff":
        raise FileRefused(Fault.NOT_XLIFF)
    version = root.attributes.get("version", "")
    if not version.startswith("1."):
        raise FileRefused(Fault.OTHER_VERSION, version=version[:20] or "?")
    return [_sheet(node) for node in root.elements() if node.name == "file"]


def _sheet(node: Node) -> Sheet:
    attributes = node.attributes
    return Sheet(
        key=attributes.get("original", "").strip(),
        code=code_of(attributes.get("target-language", "")),
        digest=attributes.get("build-num", "").strip(),
        exported_at=moment_of(attributes.get("date", "")),
        title=attributes.get("product-name", "").strip(),
        units=tuple(_read_unit(found) for found in _find_units(node)),
    )


def _find_units(node: Node) -> Iterator[Node]:
    for child in node.elements():
        if child.name == "trans-unit":
            yield child
        elif child.name in {"body", "group"}:
            yield from _find_units(child)


def _read_unit(node: Node) -> Unit:
    source, target = node.first("source"), node.first("target")
    german, _fault = _marked(source)
    text, fault = _marked(target)
    notes = [child.words() for child in node.elements() if child.name == "note"]
    return Unit(
        ref=node.attributes.get("id", ""),
        path=node.attributes.get("resname", ""),
        german=german,
        text=text,
        trust=_trust(node, target) if text.strip() else Trust.OPEN,
        note="\n".join(notes),
        line=(target or node).line,
        fault=fault,
    )


def _trust(unit: Node, target: Node | None) -> Trust:
    state = target.attributes.get("state", "") if target else ""
    if unit.attributes.get("approved") == "yes" or state in CHECKED:
        return Trust.CHECKED
    return Trust.DRAFT if DRAFTS.match(state) else Trust.DONE


def _marked(node: Node | None) -> tuple[str, str]:
    """The words in marks form, and the name of an element that does not belong there."""
    pieces: list[str] = []
    fault = ""
    for child in node.children if node else ():
        if isinstance(child, str):
            pieces.append(child.replace("{", "{{").replace("}", "}}"))
            continue
        number, (inside, deeper) = child.attributes.get("id", ""), _marked(child)
        fault = fault or deeper
        match child.name:
            case "g":
                pieces.append(f"{{{number}}}{inside}{{/{number}}}")
            case "x":
                pieces.append(f"{{{number}/}}")
            case "mrk":
                pieces.append(inside)
            case name:
                pieces.append(inside)
                fault = fault or name
    return "".join(pieces), fault


def _unit(unit: Unit) -> str:
    limit = f' maxwidth="{unit.limit}" size-unit="char"' if unit.limit else ""
    german, text = for_file(unit.german), _inline(for_file(unit.text), unit.marks)
    state = f' state="{STATES[unit.trust]}"' if unit.trust in STATES else ""
    approved = ' approved="yes"' if unit.trust > Trust.DRAFT else ""  # else programs call it fuzzy
    lines = [
        f"<trans-unit id={_attribute(unit.ref)} resname={_attribute(unit.path)}{limit}{approved}>",
        f"<source>{_inline(german, unit.marks) or _text(german)}</source>",
        f"<target{state}>{text}</target>" if unit.text and text is not None else "",
        f"<note>{_text(unit.note)}</note>" if unit.note else "",
        "</trans-unit>",
    ]
    return "\n".join(line for line in lines if line)


def _inline(text: str, marks: dict[int, str]) -> str | None:
    """Words in marks form with their marks as elements; None where these do not nest."""
    pieces: list[str] = []
    opened: list[str] = []
    end = 0
    for mark in MARK.finditer(text):
        pieces.append(_text(text[end : mark.start()]))
        end = mark.end()
        if number := mark["open"]:
            opened.append(number)
            pieces.append(f"<g id={_attribute(number)}{_ctype(number, marks)}>")
        elif number := mark["close"]:
            if not opened or opened.pop() != number:
                return None
            pieces.append("</g>")
        elif number := mark["alone"]:
            pieces.append(f"<x id={_attribute(number)}{_ctype(number, marks)}/>")
        else:
            pieces.append(mark[0][0])
    pieces.append(_text(text[end:]))
    return None if opened else "".join(pieces)


def _ctype(number: str, marks: dict[int, str]) -> str:
    tag = marks.get(int(number))
    return f" ctype={_attribute(CTYPES.get(tag, f'x-{tag}'))}" if tag else ""


def _text(words: str) -> str:
    return escape(NOT_IN_A_FILE.sub("", words))


def _attribute(words: str) -> str:
    return quoteattr(for_file(words), {"\n": "&#10;", "\t": "&#9;"})
