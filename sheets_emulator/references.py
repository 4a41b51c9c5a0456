"""References in the text of a formula, and how they follow when cells go elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheets_emulator.a1 import Rect, column_of, letters, quoted
from sheets_emulator.shift import Shift

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<sheet>'(?:[^']|'')*'!|[^\W\d][\w.]*!)?
     (?<![\w.$])
     (?:(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?)?)
       |(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})
       |(?P<rows>\$?[1-9]\d*:\$?[1-9]\d*))
     (?![\w(.!])""",
    re.VERBOSE,
)
_END = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)\Z")
_GONE = "#REF!"

End = tuple[bool, int | None, bool, int | None]
"""Column fixed by `$`, column, row fixed by `$`, row; None where the end has none."""

Change = Callable[[list[End]], list[End] | None]


def _ends(text: str) -> list[End]:
    found = []
    for part in text.split(":"):
        match = _END.match(part)
        if match:
            column_fixed, column, row_fixed, row = match.groups()
            if not column and column_fixed and not row_fixed:  # `$3`: the mark is the row's
                column_fixed, row_fixed = "", column_fixed
            found.append(
                (
                    bool(column_fixed),
                    column_of(column) if column else None,
                    bool(row_fixed),
                    int(row) - 1 if row else None,
                )
            )
    return found


def _text(end: End) -> str:
    column_fixed, column, row_fixed, row = end
    return (
        ("$" if column_fixed else "")
        + (letters(column) if column is not None else "")
        + ("$" if row_fixed else "")
        + (str(row + 1) if row is not None else "")
    )


def _changed(formula: str, home: str, change: Callable[[str, list[End]], list[End] | None]) -> str:
    """The formula with each reference put through `change(title of its sheet, its ends)`."""

    def replaced(match: re.Match[str]) -> str:
        if match["text"]:
            return match[0]
        sheet = match["sheet"] or ""
        title = _title(sheet) if sheet else home
        before = _ends(match["cell"] or match["columns"] or match["rows"])
        after = change(title, before)
        if after == before:
            return match[0]
        return _GONE if after is None else sheet + ":".join(map(_text, after))

    return _TOKEN.sub(replaced, formula)


def _title(sheet: str) -> str:
    name = sheet[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def shifted(formula: str, home: str, title: str, dimension: str, shift: Shift) -> str:
    """The formula of a cell on sheet `home` after a shift on the sheet of that title."""
    rows = dimension == "ROWS"

    def change(sheet: str, ends: list[End]) -> list[End] | None:
        if sheet.casefold() != title.casefold():
            return ends
        places = [end[3] if rows else end[1] for end in ends]
        known = [place for place in places if place is not None]
        if not known:
            return ends
        far = 1 << 40
        first, last = min(known), max(known) if len(known) == len(places) else far
        span = shift.span(first, last + 1)
        if span is None:
            return None
        new = {first: span[0], last: span[1] - 1}
        return [
            end
            if place is None
            else (end[0], end[1], end[2], new[place])
            if rows
            else (end[0], new[place], end[2], end[3])
            for end, place in zip(ends, places, strict=True)
        ]

    return _changed(formula, home, change)


def translated(formula: str, down: int, right: int) -> str:
    """The formula as it reads when copied so many rows down and columns to the right."""

    def change(sheet: str, ends: list[End]) -> list[End] | None:
        del sheet
        moved: list[End] = []
        for column_fixed, column, row_fixed, row in ends:
            to_column = column if column is None or column_fixed else column + right
            to_row = row if row is None or row_fixed else row + down
            if (to_column is not None and to_column < 0) or (to_row is not None and to_row < 0):
                return None
            moved.append((column_fixed, to_column, row_fixed, to_row))
        return moved

    return _changed(formula, "", change)


def cut(
    formula: str, home: str, source: str, area: Rect, target: str, down: int, right: int
) -> str:
    """The formula of a cell on sheet `home` after cells of `source` were cut and pasted elsewhere.

    A reference goes along with `area` when all that it names lies in there.
    """

    def replaced(match: re.Match[str]) -> str:
        sheet = match["sheet"] or ""
        title = _title(sheet) if sheet else home
        if match["text"] or title.casefold() != source.casefold():
            return match[0]
        ends = _ends(match["cell"] or match["columns"] or match["rows"])
        if not all(_lies_in(end, area) for end in ends):
            return match[0]
        if source.casefold() != target.casefold():
            sheet = "" if home.casefold() == target.casefold() else quoted(target) + "!"
        moved = [(a, (column or 0) + right, b, (row or 0) + down) for a, column, b, row in ends]
        return sheet + ":".join(map(_text, moved))

    return _TOKEN.sub(replaced, formula)


def _lies_in(end: End, area: Rect) -> bool:
    _, column, _, row = end
    return (
        column is not None
        and row is not None
        and area.top <= row < area.bottom
        and area.left <= column < area.right
    )


def leaving(formula: str, home: str) -> str:
    """The formula as it reads on another sheet, where it points to the same cells as on `home`."""

    def replaced(match: re.Match[str]) -> str:
        return match[0] if match["text"] or match["sheet"] else f"{quoted(home)}!{match[0]}"

    return _TOKEN.sub(replaced, formula)


def renamed(formula: str, before: str, after: str) -> str:
    """The formula after a sheet got another title."""

    def replaced(match: re.Match[str]) -> str:
        sheet = match["sheet"]
        if match["text"] or not sheet or _title(sheet).casefold() != before.casefold():
            return match[0]
        return quoted(after) + "!" + match[0][len(sheet) :]

    return _TOKEN.sub(replaced, formula)


def without_sheet(formula: str, title: str) -> str:
    """The formula after the sheet of that title was deleted."""

    def change(sheet: str, ends: list[End]) -> list[End] | None:
        return None if sheet.casefold() == title.casefold() else ends

    return _changed(formula, "", change)
