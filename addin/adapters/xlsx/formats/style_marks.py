"""Fonts, fills, borders and formats as the styles part writes them, comparable with one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import Element, attribute_bytes
from addin.errors import WriteRefused
from addin.tables.table import Style

LINK_COLOUR = "0563C1"
_FONT_ORDER = (
    "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
).split()
_DEFAULTS = dict.fromkeys(
    ("numFmtId", "fontId", "fillId", "borderId", "xfId", "quotePrefix", "pivotButton"), "0"
)

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of the styles part: what it says itself, and what is inside it."""

    name: str
    said: Attributes = ()
    inside: tuple[Mark, ...] = ()
    text: str = ""

    @property
    def key(self) -> Mark:
        """The same for marks that mean the same, however they are written."""
        said = tuple(sorted((k, _plain(v)) for k, v in self.said))
        if said == (("val", "1"),):
            said = ()  # <b val="1"/> says no more than <b/>
        inside = sorted((mark.key for mark in self.inside), key=repr)
        return Mark(self.name, said, tuple(inside), self.text)

    @property
    def format_key(self) -> Mark:
        """The same for cell formats that look the same: defaults may be left out."""
        said = tuple((k, v) for k, v in self.said if _DEFAULTS.get(k) != _plain(v))
        return replace(self, said=said).key

    def written(self, prefix: str = "") -> str:
        """The element as XML; what is of another namespace is left out."""
        said = "".join(
            f' {name}="{attribute_bytes(value).decode()}"'
            for name, value in self.said
            if not name.startswith("{")
        )
        inner = "".join(m.written(prefix) for m in self.inside if not m.name.startswith("{"))
        if not inner:
            return f"<{prefix}{self.name}{said}/>"
        return f"<{prefix}{self.name}{said}>{inner}</{prefix}{self.name}>"


def _plain(value: str) -> str:
    return {"true": "1", "false": "0"}.get(value, value)


def mark_of(element: Element, namespace: str) -> Mark:
    """An element of the part; names of other namespaces are spelt out."""
    name = element.name
    return Mark(
        name if element.namespace == namespace else f"{{{element.namespace}}}{name}",
        tuple(element.attributes.items()),
        tuple(mark_of(child, namespace) for child in element.children),
        element.text.strip(),
    )


def font(base: Mark, style: Style, *, is_link: bool) -> Mark:
    """The font a style asks for: the given one, but for what the style says."""
    return _ordered_font(
        {child.name: child for child in base.inside} | _font_changes(style, is_link=is_link)
    )


def _font_changes(style: Style, *, is_link: bool = False) -> dict[str, Mark]:
    colour = style.colour or (LINK_COLOUR if is_link else "")
    changes = {
        "b": Mark("b") if style.bold else None,
        "i": Mark("i") if style.italic else None,
        "u": Mark("u") if style.underline or is_link else None,
        "sz": Mark("sz", (("val", f"{style.size:g}"),)) if style.size else None,
        "color": Mark("color", (("rgb", argb(colour)),)) if colour else None,
    }
    return {name: mark for name, mark in changes.items() if mark is not None}


def _ordered_font(children: dict[str, Mark]) -> Mark:
    def rank(mark: Mark) -> int:
        return _FONT_ORDER.index(mark.name) if mark.name in _FONT_ORDER else len(_FONT_ORDER)

    return Mark("font", (), tuple(sorted(children.values(), key=rank)))


def fill(colour: str) -> Mark:
    """A cell filled with one colour."""
    shades = (
        Mark("fgColor", (("rgb", argb(colour)),)),
        Mark("bgColor", (("indexed", "64"),)),
    )
    return Mark("fill", (), (Mark("patternFill", (("patternType", "solid"),), shades),))


def border(style: Style) -> Mark:
    """Lines above and below."""
    return Mark(
        "border",
        (),
        (
            Mark("left"),
            Mark("right"),
            _line("top", style.top),
            _line("bottom", style.bottom),
            Mark("diagonal"),
        ),
    )


def _line(edge: str, kind: str) -> Mark:
    if not kind:
        return Mark(edge)
    return Mark(edge, (("style", kind),), (Mark("color", (("auto", "1"),)),))


def alignment(style: Style) -> Mark:
    """Where the text stands in its cell: at the top, so that long rows read across."""
    align = style.align or ("left" if style.indent else "")
    said = {
        "horizontal": align,
        "vertical": "top",
        "wrapText": "1" if style.wrap else "",
        "indent": str(style.indent) if style.indent else "",
    }
    return Mark("alignment", tuple((name, value) for name, value in said.items() if value))


def differential(style: Style, number_format: Mark | None) -> Mark:
    """What a conditional format changes about a cell: only what the style names.

    A colour fills from behind here (``bgColor``), unlike in a cell's own format; the size of the
    text cannot be changed.
    """
    parts: list[Mark | None] = [None, number_format, None, None]
    changes = {k: v for k, v in _font_changes(style).items() if k != "sz"}
    if changes:
        parts[0] = _ordered_font(changes)
    if style.fill:
        shade = Mark("bgColor", (("rgb", argb(style.fill)),))
        parts[2] = Mark("fill", (), (Mark("patternFill", (), (shade,)),))
    if style.top or style.bottom:
        lines = (("top", style.top), ("bottom", style.bottom))
        parts[3] = Mark("border", (), tuple(_line(edge, kind) for edge, kind in lines if kind))
    return Mark("dxf", (), tuple(part for part in parts if part is not None))


def has(mark: Mark, name: str) -> bool:
    """Whether a mark says yes to something."""
    return any(key == name and _plain(value) == "1" for key, value in mark.said)


def number_in(mark: Mark, name: str) -> int:
    """A number that a mark states; 0 if it states none."""
    stated = dict(mark.said).get(name, "")
    return int(stated) if stated.isdecimal() else 0


def argb(colour: str) -> str:
    """RRGGBB as Excel writes it: fully opaque.

    Raises:
        WriteRefused: not six hexadecimal digits.
    """
    digits = colour.lstrip("#").upper()
    if len(digits) != 6 or not set(digits) <= set("0123456789ABCDEF"):
        raise WriteRefused(THIS, f"{colour!r} is no colour")
    return "FF" + digits


def first_place(keys: Iterable[Mark]) -> dict[Mark, int]:
    """Each key with the number of the first that has it."""
    places: dict[Mark, int] = {}
    for number, key in enumerate(keys):
        places.setdefault(key, number)
    return places
