"""The styles part: formats are appended, never changed; one that is there is used again.

A cell refers to its format by number, so every number that exists keeps its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from addin.adapters.xlsx.formats import style_marks
from addin.adapters.xlsx.formats.number_formats import (
    FIRST_OWN_FORMAT,
    FORMAT_NUMBERS,
    GENERAL,
    number_for,
    what_is_wrong,
)
from addin.adapters.xlsx.formats.style_lists import StyleLists
from addin.adapters.xlsx.formats.style_marks import Mark, has, mark_of, number_in
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import MAIN, STRICT_MAIN, tag_at, with_attribute
from addin.errors import WriteRefused
from addin.tables.table import CellEdit, ErrorValue, Style, Value

MAX_FORMATS = 64_000
_LAST_OWN_FORMAT = 65_535
_FORMULA_SIGNS = frozenset("=+-@")


def empty_styles(*, strict: bool) -> bytes:
    """A styles part for a workbook that has none."""
    namespace = STRICT_MAIN if strict else MAIN
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<styleSheet xmlns="{namespace}"></styleSheet>'
    ).encode()


@dataclass(frozen=True, slots=True)
class _Format:
    """One ``xf``: as it is written, and what it says."""

    xml: bytes
    mark: Mark


class StylesPart:
    """The formats of a workbook, and those that are asked for beyond them.

    The part is read only when a question needs it.

    Raises:
        WriteRefused: there are more formats than Excel allows, or one is asked for that is none.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        self._xml, self._part = xml, part
        self._chosen: dict[tuple[object, ...], int | bytes | None] = {}

    @cached_property
    def _lists(self) -> StyleLists:
        return StyleLists(self._xml, self._part)

    @cached_property
    def _formats(self) -> list[_Format]:
        space = self._lists.root.namespace
        return [
            _Format(self._lists.xml[element.start : element.end], mark_of(element, space))
            for element in self._lists.items("cellXfs")
        ]

    @cached_property
    def _known(self) -> dict[Mark, int]:
        return style_marks.first_place(one.mark.format_key for one in self._formats)

    @cached_property
    def _codes(self) -> dict[int, str]:
        """The number formats that the part states."""
        return {
            int(element.get("numFmtId")): element.get("formatCode")
            for element in self._lists.items("numFmts")
            if element.get("numFmtId").isdecimal()
        }

    @cached_property
    def _has_quotes(self) -> bool:
        return b"quotePrefix" in self._xml

    def style_for(
        self, edit: CellEdit, of_cell: bytes | None, of_like: bytes | None = None
    ) -> int | bytes | None:
        """The style to write for an edit; None is that of a cell without one.

        First the look that it takes over, else the one the cell has (``of_cell``: or would get
        from its row or column); then its number format; then, for a date or time in a cell that
        shows plain numbers, a format that shows it. What is typed as text (``'0012``) is text no
        longer when a number or formula takes its place, as in Excel.
        """
        style = of_cell if edit.like is None else of_like
        is_number = edit.is_formula or not _is_text(edit.value)
        lifts_quote = is_number and edit.value is not None and self._has_quotes
        takes_over, number = edit.like is not None, number_for(edit.value)
        if not (takes_over or edit.number_format or number or lifts_quote):
            return style
        asked = (style, takes_over, edit.number_format, number, lifts_quote)
        if asked not in self._chosen:
            self._chosen[asked] = self._styled_for(edit, style, lifts_quote=lifts_quote)
        return self._chosen[asked]

    def _styled_for(
        self, edit: CellEdit, style: bytes | None, *, lifts_quote: bool
    ) -> int | bytes | None:
        base = self._format(style)
        if base is None:
            if edit.number_format:
                raise _no_such_format(style)
            return style
        changes = self._numbered(base, edit)
        if edit.like is not None and has(base.mark, "pivotButton"):
            changes[b"pivotButton"] = b"0"
        if lifts_quote and has(base.mark, "quotePrefix"):
            changes[b"quotePrefix"] = b"0"
        return self._changed(base, changes) if changes else style

    def _numbered(self, base: _Format, edit: CellEdit) -> dict[bytes, bytes]:
        """What changes about a format so that it shows an edit's value as wanted."""
        stated = number_in(base.mark, "numFmtId")
        wanted = stated
        if edit.number_format:
            if self._code_of(stated) != edit.number_format:
                wanted = self._number_of(edit.number_format)
        elif not edit.is_formula and stated == GENERAL:
            wanted = number_for(edit.value)
        if wanted == stated:
            return {}
        return {b"numFmtId": b"%d" % wanted, b"applyNumberFormat": b"1"}

    def with_number_format(self, style: bytes | None, code: str) -> int:
        """The style that is the given one but for its number format.

        Raises:
            WriteRefused: a code that Excel would not take, or a style that is not there.
        """
        base = self._format(style)
        if base is None:
            raise _no_such_format(style)
        changes = self._numbered(base, CellEdit("", 1, 1, None, number_format=code))
        return self._changed(base, changes) if changes else int(style or b"0")

    def styled(self, style: Style, value: Value = None, *, is_link: bool = False) -> int:
        """The number of the format that shows a style, in the workbook's own default font.

        Dates and times get a number format of their own when the style names none.
        """
        first = self._formats[0].mark
        code = style.number_format
        alignment = style_marks.alignment(style)
        numbers = {
            "numFmtId": self._number_of(code) if code else number_for(value),
            "fontId": self._font(first, style, is_link=is_link),
            "fillId": self._place("fills", style_marks.fill(style.fill)) if style.fill else 0,
            "borderId": self._border(first, style),
            "xfId": number_in(first, "xfId"),
        }
        applied = {
            "applyNumberFormat": numbers["numFmtId"],
            "applyFont": numbers["fontId"],
            "applyFill": numbers["fillId"],
            "applyBorder": numbers["borderId"],
            "applyAlignment": alignment.said,
        }
        said = (
            *((name, str(number)) for name, number in numbers.items()),
            *((("quotePrefix", "1"),) if _reads_as_formula(value) else ()),
            *((name, "1") for name, is_set in applied.items() if is_set),
        )
        xml = Mark("xf", said, (alignment,)).written(self._lists.prefix)
        return self._number_of_format(xml.encode())

    @staticmethod
    def kind_of(value: Value) -> tuple[int, bool]:
        """The same for values that one style shows in the same format."""
        return number_for(value), _reads_as_formula(value)

    def differential(self, style: Style) -> int:
        """The number of the format by which a conditional format shows a style."""
        number_format = None
        if style.number_format:
            number = self._number_of(style.number_format)
            said = (("numFmtId", str(number)), ("formatCode", style.number_format))
            number_format = Mark("numFmt", said)
        return self._place("dxfs", style_marks.differential(style, number_format))

    def is_locked(self, style: bytes | None) -> bool:
        """Whether a style locks its cell on a protected sheet: all do that do not say no."""
        found = self._format(style)
        if found is None:
            return True
        said = {
            k: v for mark in found.mark.inside if mark.name == "protection" for k, v in mark.said
        }
        return said.get("locked", "1") not in {"0", "false"}

    @property
    def has_grown(self) -> bool:
        """Whether anything was appended."""
        return "_lists" in self.__dict__ and self._lists.has_grown

    def result(self) -> bytes:
        """The part with what was appended."""
        return self._lists.result() if self.has_grown else self._xml

    def _format(self, style: bytes | None) -> _Format | None:
        number = int(style) if style is not None and style.isdigit() else 0
        return self._formats[number] if number < len(self._formats) else None

    def _changed(self, base: _Format, changes: dict[bytes, bytes]) -> int:
        """The number of the format that is another one but for some attributes."""
        tag = changed = tag_at(base.xml, 0)
        for name, value in changes.items():
            changed = with_attribute(changed, name, value)
        return self._number_of_format(changed + base.xml[len(tag) :])

    def _number_of_format(self, xml: bytes) -> int:
        """The number of a cell format: of the first that looks the same, else of a new one."""
        mark = mark_of(self._lists.parsed("cellXfs", xml), self._lists.root.namespace)
        key = mark.format_key
        if key not in self._known:
            if len(self._formats) >= MAX_FORMATS:
                raise WriteRefused(THIS, "it has as many cell formats as Excel allows")
            self._known[key] = len(self._formats)
            self._formats.append(_Format(xml, mark))
            self._lists.append("cellXfs", xml)
        return self._known[key]

    def _number_of(self, code: str) -> int:
        """The number of a number format."""
        built_in = FORMAT_NUMBERS.get(code)
        if built_in is not None and self._codes.get(built_in, code) == code:
            return built_in
        for number, stated in self._codes.items():
            if stated == code:
                return number
        wrong = what_is_wrong(code)
        if wrong:
            raise WriteRefused(THIS, f"Excel would not take the number format {code!r}: {wrong}")
        number = self._free_number()
        self._codes[number] = code
        said = (("numFmtId", str(number)), ("formatCode", code))
        self._lists.append("numFmts", Mark("numFmt", said).written(self._lists.prefix).encode())
        return number

    def _free_number(self) -> int:
        """A number that no number format has, and no cell format refers to in vain."""
        taken = {number_in(one.mark, "numFmtId") for one in self._formats} | self._codes.keys()
        number = max(FIRST_OWN_FORMAT, max(taken) + 1)
        if number <= _LAST_OWN_FORMAT:
            return number
        return next(n for n in range(FIRST_OWN_FORMAT, _LAST_OWN_FORMAT) if n not in taken)

    def _code_of(self, number: int) -> str:
        built_in = next((code for code, one in FORMAT_NUMBERS.items() if one == number), "")
        return self._codes.get(number, built_in)

    def _font(self, first: Mark, style: Style, *, is_link: bool) -> int:
        fonts = self._lists.marks("fonts")
        number = number_in(first, "fontId")
        base = fonts[number if number < len(fonts) else 0]
        return self._place("fonts", style_marks.font(base, style, is_link=is_link))

    def _border(self, first: Mark, style: Style) -> int:
        if not (style.top or style.bottom):
            return number_in(first, "borderId")
        return self._place("borders", style_marks.border(style))

    def _place(self, holder: str, mark: Mark) -> int:
        return self._lists.place(holder, mark)


def _no_such_format(style: bytes | None) -> WriteRefused:
    stated = (style or b"").decode(errors="replace")
    return WriteRefused(THIS, f"a cell has the format {stated}, which its styles lack")


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and not isinstance(value, ErrorValue)


def _reads_as_formula(value: Value) -> bool:
    """Whether text would turn into a formula when somebody opens the cell and presses Enter."""
    return _is_text(value) and str(value)[:1] in _FORMULA_SIGNS and len(str(value)) > 1
