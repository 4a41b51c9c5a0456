"""The styles part: formats are appended, never changed; one that is there is used again.

A cell refers to its format by number, so every number that exists keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from addin.adapters.xlsx.number_formats import (
    FIRST_OWN_FORMAT,
    FORMAT_NUMBERS,
    GENERAL,
    number_for,
)
from addin.adapters.xlsx.raw_zip import THIS
from addin.adapters.xlsx.xml_bytes import (
    MAIN,
    STRICT_MAIN,
    Cut,
    Element,
    attribute_bytes,
    opened_tag,
    outline,
    spliced,
    with_attribute,
)
from addin.errors import WriteRefused
from addin.tables.table import Style, Value

MAX_FORMATS = 64_000
LINK_COLOUR = "0563C1"

_ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
).split()
_FONT_ORDER = (
    "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
).split()
_MUST_HAVE = {
    "fonts": '<{p}font><{p}sz val="11"/><{p}name val="Calibri"/><{p}family val="2"/></{p}font>',
    "fills": '<{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    "borders": "<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>",
    "cellStyleXfs": '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
"""What a styles part must hold before anything can be appended."""

Attributes = tuple[tuple[str, str], ...]
"""Sorted, so that equal ones compare equal."""
Shape = tuple[tuple[str, Attributes], ...]
"""Children by name with their attributes, sorted: what makes two fonts, or two fills, the same."""


@dataclass(frozen=True, slots=True)
class CellFormat:
    """One ``xf``: numbers of its parts, and what it says itself."""

    number_format: int = 0
    font: int = 0
    fill: int = 0
    border: int = 0
    named_style: int = 0
    flags: Attributes = ()  # quotePrefix, pivotButton
    alignment: Attributes = ()
    protection: Attributes = ()

    @property
    def is_locked(self) -> bool:
        """Whether its cells are locked on a protected sheet: all are that do not say no."""
        return dict(self.protection).get("locked", "1") not in {"0", "false"}


def empty_styles(*, strict: bool) -> bytes:
    """A styles part for a workbook that has none."""
    namespace = STRICT_MAIN if strict else MAIN
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<styleSheet xmlns="{namespace}"></styleSheet>'
    ).encode()


class StylesPart:
    """The formats of a workbook, and those that are asked for beyond them.

    Raises:
        WriteRefused: there are more formats than Excel allows.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        self._xml = _completed(xml, part)
        self._root = outline(self._xml, part)
        self._prefix = self._root.qualified.decode()
        self._new: dict[str, list[str]] = {}
        self._codes = {
            element.get("formatCode"): int(element.get("numFmtId"))
            for element in self._items("numFmts", "numFmt")
            if element.get("numFmtId").isdecimal()
        }
        self._fonts = [_shape(font.children) for font in self._items("fonts", "font")]
        self._fills = [_fill_shape(fill) for fill in self._items("fills", "fill")]
        self._formats = [_format_of(xf) for xf in self._items("cellXfs", "xf")]
        self._known = {one: number for number, one in reversed([*enumerate(self._formats)])}

    def _items(self, holder: str, name: str) -> list[Element]:
        found = self._root.first(holder)
        return list(found.all(name)) if found is not None else []

    def styled(self, style: Style, value: Value = None, *, is_link: bool = False) -> int:
        """The number of the format that shows a style, in the workbook's own default font.

        Dates and times get a number format of their own when the style names none.
        """
        alignment = [("vertical", "top"), *([("wrapText", "1")] if style.wrap else [])]
        return self._number(
            CellFormat(
                number_format=self._number_format(style, value),
                font=self._font(style, is_link=is_link),
                fill=self._fill(style.fill),
                border=self._formats[0].border,
                named_style=self._formats[0].named_style,
                alignment=tuple(alignment),
            )
        )

    def showing(self, style: bytes | None, value: Value) -> int | bytes | None:
        """The style for a cell that is to hold a value: the one it has.

        Only a date or time in a cell whose number format is General gets one that shows it as
        such, all else of its format kept. Excel does the same when a date is typed in.
        """
        base = self._format(style)
        if base is None or base.number_format != GENERAL:
            return style
        return self._number(replace(base, number_format=number_for(value)))

    def is_locked(self, style: bytes | None) -> bool:
        """Whether a style locks its cell on a protected sheet."""
        found = self._format(style)
        return found is None or found.is_locked

    def _format(self, style: bytes | None) -> CellFormat | None:
        number = int(style) if style is not None and style.isdigit() else 0
        return self._formats[number] if number < len(self._formats) else None

    def _number(self, wanted: CellFormat) -> int:
        if wanted not in self._known:
            if len(self._formats) >= MAX_FORMATS:
                raise WriteRefused(THIS, "it has as many cell formats as Excel allows")
            self._known[wanted] = len(self._formats)
            self._formats.append(wanted)
            self._append("cellXfs", self._xf(wanted))
        return self._known[wanted]

    def _number_format(self, style: Style, value: Value) -> int:
        code = style.number_format
        if not code:
            return number_for(value)
        if code in FORMAT_NUMBERS:
            return FORMAT_NUMBERS[code]
        if code not in self._codes:
            number = max([FIRST_OWN_FORMAT - 1, *self._codes.values()]) + 1
            self._codes[code] = number
            said = (("numFmtId", str(number)), ("formatCode", code))
            self._append("numFmts", self._tag("numFmt", said))
        return self._codes[code]

    def _font(self, style: Style, *, is_link: bool) -> int:
        number = self._formats[0].font
        default = dict(self._fonts[number if number < len(self._fonts) else 0])
        colour = style.colour or (LINK_COLOUR if is_link else "")
        if style.bold:
            default["b"] = ()
        if is_link:
            default["u"] = ()
        if colour:
            default["color"] = (("rgb", _argb(colour)),)
        wanted = tuple(sorted(default.items()))
        if wanted not in self._fonts:
            ordered = sorted(wanted, key=lambda child: _font_rank(child[0]))
            inner = "".join(self._tag(name, attributes) for name, attributes in ordered)
            self._fonts.append(wanted)
            self._append("fonts", self._holder("font", (), inner))
        return self._fonts.index(wanted)

    def _fill(self, colour: str) -> int:
        if not colour:
            return 0
        parts: Shape = (
            ("bgColor", (("indexed", "64"),)),
            ("fgColor", (("rgb", _argb(colour)),)),
        )
        wanted: Shape = (("patternFill", (("patternType", "solid"),)), *parts)
        if wanted not in self._fills:
            inner = "".join(self._tag(*part) for part in reversed(parts))
            pattern = self._holder("patternFill", wanted[0][1], inner)
            self._fills.append(wanted)
            self._append("fills", self._holder("fill", (), pattern))
        return self._fills.index(wanted)

    def _xf(self, one: CellFormat) -> str:
        parts = {
            "numFmtId": one.number_format,
            "fontId": one.font,
            "fillId": one.fill,
            "borderId": one.border,
            "xfId": one.named_style,
        }
        applied = {
            "applyNumberFormat": one.number_format,
            "applyFont": one.font,
            "applyFill": one.fill,
            "applyBorder": one.border,
            "applyAlignment": one.alignment,
            "applyProtection": one.protection,
        }
        attributes = (
            *((name, str(number)) for name, number in parts.items()),
            *one.flags,
            *((name, "1") for name, is_set in applied.items() if is_set),
        )
        inner = "".join(
            self._tag(name, said)
            for name, said in (("alignment", one.alignment), ("protection", one.protection))
            if said
        )
        return self._holder("xf", attributes, inner)

    def _tag(self, name: str, attributes: Attributes) -> str:
        written = "".join(f' {key}="{attribute_bytes(v).decode()}"' for key, v in attributes)
        return f"<{self._prefix}{name}{written}/>"

    def _holder(self, name: str, attributes: Attributes, inner: str) -> str:
        tag = self._tag(name, attributes)
        return f"{tag[:-2]}>{inner}</{self._prefix}{name}>" if inner else tag

    def _append(self, holder: str, child: str) -> None:
        self._new.setdefault(holder, []).append(child)

    @property
    def has_grown(self) -> bool:
        """Whether anything was appended."""
        return bool(self._new)

    def result(self) -> bytes:
        """The part with what was appended."""
        cuts: list[Cut] = []
        for name, children in self._new.items():
            inner = "".join(children)
            holder = self._root.first(name)
            if holder is None or not holder.children:  # numFmts, which stand first of all
                whole = self._holder(name, (("count", str(len(children))),), inner)
                place = (holder.start, holder.end) if holder else (self._root.opened,) * 2
                cuts.append((*place, whole.encode()))
                continue
            tag = self._xml[holder.start : holder.opened]
            count = str(len(holder.children) + len(children)).encode()
            cuts.append((holder.start, holder.opened, with_attribute(tag, b"count", count)))
            cuts.append((holder.closed, holder.closed, inner.encode()))
        return spliced(self._xml, cuts)


def _completed(xml: bytes, part: str) -> bytes:
    """The part with every list that must be there, each with its first item."""
    root = outline(xml, part)
    if root.opened == root.closed == root.end:
        close = f"</{root.qualified.decode()}styleSheet>".encode()
        tag = opened_tag(xml[root.start : root.end])
        xml = spliced(xml, [(root.start, root.end, tag + close)])
    for name, first_items in _MUST_HAVE.items():
        root = outline(xml, part)
        prefix = root.qualified.decode()
        holder = root.first(name)
        if holder is not None and holder.children:
            continue
        whole = f"<{prefix}{name}>{first_items.format(p=prefix)}</{prefix}{name}>".encode()
        if holder is not None:
            xml = spliced(xml, [(holder.start, holder.end, whole)])
            continue
        later = _ORDER[_ORDER.index(name) + 1 :]
        follower = next((child for child in root.children if child.name in later), None)
        place = follower.start if follower else root.closed
        xml = spliced(xml, [(place, place, whole)])
    return xml


def _shape(children: Iterable[Element]) -> Shape:
    return tuple(sorted((child.name, _said(child)) for child in children))


def _said(element: Element) -> Attributes:
    """What a child of a font or fill says; ``<b val="1"/>`` says no more than ``<b/>``."""
    said = tuple(sorted(element.attributes.items()))
    return () if said in {(("val", "1"),), (("val", "true"),)} else said


def _fill_shape(fill: Element) -> Shape:
    pattern = fill.children[0] if fill.children else fill
    return ((pattern.name, _said(pattern)), *_shape(pattern.children))


def _format_of(xf: Element) -> CellFormat:
    def number(name: str) -> int:
        stated = xf.get(name)
        return int(stated) if stated.isdecimal() else 0

    def said(name: str) -> Attributes:
        child = xf.first(name)
        return tuple(sorted(child.attributes.items())) if child is not None else ()

    flags = tuple((name, "1") for name in ("quotePrefix", "pivotButton") if xf.is_true(name))
    return CellFormat(
        number("numFmtId"),
        number("fontId"),
        number("fillId"),
        number("borderId"),
        number("xfId"),
        flags,
        said("alignment"),
        said("protection"),
    )


def _font_rank(name: str) -> int:
    return _FONT_ORDER.index(name) if name in _FONT_ORDER else len(_FONT_ORDER)


def _argb(colour: str) -> str:
    """RRGGBB as Excel writes it: fully opaque.

    Raises:
        WriteRefused: not six hexadecimal digits.
    """
    digits = colour.lstrip("#").upper()
    if len(digits) != 6 or not set(digits) <= set("0123456789ABCDEF"):
        raise WriteRefused(THIS, f"{colour!r} is no colour")
    return "FF" + digits
