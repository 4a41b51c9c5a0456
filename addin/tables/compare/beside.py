"""What changed beside the cells: notes, merged and hidden cells, tables, choices, names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from addin.tables.beside_cells import Validation
from addin.tables.compare.alignment import Alignment, InOrder
from addin.tables.compare.difference import Aspect, NoteChange
from addin.tables.compare.formulas import Follow
from addin.tables.compare.rows import Aligned
from addin.tables.table import (
    Area,
    Book,
    ListObject,
    Sheet,
    column_letters,
)

Cell = tuple[int, int]
_OURS = ("_tieout_", "_xlnm._filterdatabase")
_YES = {True: "yes", False: "no"}


class Places:
    """Where cells and areas of the older version stand now."""

    def __init__(self, aligned: Aligned) -> None:
        self._aligned = aligned
        self._rows = [InOrder(band.rows) for band in aligned.bands]
        self._columns = InOrder(aligned.columns)

    def cell(self, cell: Cell) -> Cell | None:
        """The cell's partner; None if its row or column is gone."""
        row, column = self._rows_of(cell[1]).image(cell[0]), self._aligned.columns.image(cell[1])
        return (row, column) if row > 0 and column > 0 else None

    def area(self, area: Area) -> Area | None:
        """The area with its corners where they are now; None if one of them is gone."""
        top, bottom = self.cell((area.top, area.left)), self.cell((area.bottom, area.right))
        if top is None or bottom is None:
            return None
        return Area(*top, *bottom)

    def same_area(self, one: Area, other: Area) -> bool:
        """Whether two areas hold the same cells, apart from added and removed rows."""
        rows = self._rows[self._band(one.left)]
        return rows.same_span((one.top, one.bottom), (other.top, other.bottom)) and (
            self._columns.same_span((one.left, one.right), (other.left, other.right))
        )

    def _band(self, column: int) -> int:
        for place, band in enumerate(self._aligned.bands):
            if band.older[0] <= column <= band.older[1]:
                return place
        return 0

    def _rows_of(self, column: int) -> Alignment:
        return self._aligned.bands[self._band(column)].rows


def compare_notes(older: Sheet, newer: Sheet, aligned: Aligned) -> tuple[NoteChange, ...]:
    """Notes and threads of comments, by where they stand; those of rows that went are left out."""
    before, after = _notes(older), _notes(newer)
    if before == after == {}:
        return ()
    forth, back = Places(aligned), Places(aligned.reversed)
    found = []
    for cell, text in before.items():
        now = forth.cell(cell)
        if now is not None and after.get(now, "") != text:
            found.append(NoteChange(cell, now, text, after.get(now, "")))
    for cell, text in after.items():
        was = back.cell(cell)
        if was is not None and was not in before:
            found.append(NoteChange(was, cell, "", text))
    return tuple(sorted(found, key=lambda change: change.newer or (0, 0)))


def _notes(sheet: Sheet) -> Mapping[Cell, str]:
    threads = {
        (one.row, one.column): "\n".join((one.text, *(reply.text for reply in one.replies)))
        for one in sheet.comments
    }
    return {**{cell: text.strip() for cell, text in sheet.notes.items()}, **threads}


def compare_aspects(older: Sheet, newer: Sheet, aligned: Aligned) -> tuple[Aspect, ...]:
    """Everything about a sheet that is no cell."""
    places = Places(aligned)
    return (
        *_tab(older, newer),
        *_merged(older, newer, aligned),
        *_hidden(older, newer, aligned),
        *_tables(older.list_objects, newer.list_objects, places),
        *_choices(older, newer, places),
    )


def _tab(older: Sheet, newer: Sheet) -> Iterator[Aspect]:
    if older.visibility is not newer.visibility:
        yield Aspect("sheet", newer.name, str(older.visibility), str(newer.visibility))
    if older.is_protected is not newer.is_protected:
        yield Aspect("protection", newer.name, _YES[older.is_protected], _YES[newer.is_protected])


def _merged(older: Sheet, newer: Sheet, aligned: Aligned) -> Iterator[Aspect]:
    forth, back = Places(aligned), Places(aligned.reversed)
    there = set(newer.merged)
    were = set(older.merged)
    for area in older.merged:
        now = forth.area(area)
        if now is not None and now not in there:
            yield Aspect("merged cells", str(now), "merged", "apart")
    for area in newer.merged:
        was = back.area(area)
        if was is not None and was not in were:
            yield Aspect("merged cells", str(area), "apart", "merged")


def _hidden(older: Sheet, newer: Sheet, aligned: Aligned) -> Iterator[Aspect]:
    rows = {
        b: (a in older.hidden_rows, b in newer.hidden_rows)
        for band in aligned.bands
        for a, b in band.rows.pairs
        if (a in older.hidden_rows) is not (b in newer.hidden_rows)
    }
    yield from _shown("rows", rows, str)
    columns = {
        j: (i in older.hidden_columns, j in newer.hidden_columns)
        for i, j in aligned.columns.pairs
        if (i in older.hidden_columns) is not (j in newer.hidden_columns)
    }
    yield from _shown("columns", columns, column_letters)


def _shown(
    noun: str, changed: Mapping[int, tuple[bool, bool]], name: Callable[[int], str]
) -> Iterator[Aspect]:
    words = {True: "hidden", False: "shown"}
    for hidden in (True, False):
        for first, last in _runs(n for n, (_, now) in changed.items() if now is hidden):
            what = name(first) if first == last else f"{name(first)}:{name(last)}"
            yield Aspect(f"{words[hidden]} {noun}", what, words[not hidden], words[hidden])


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(numbers)
    if not ordered:
        return
    start = ordered[0]
    for one, following in pairwise((*ordered, ordered[-1] + 2)):
        if following != one + 1:
            yield start, one
            start = following


def _tables(
    older: Iterable[ListObject], newer: Iterable[ListObject], places: Places
) -> Iterator[Aspect]:
    were = {table.name.casefold(): table for table in older}
    are = {table.name.casefold(): table for table in newer}
    for name in sorted(were.keys() | are.keys()):
        one, other = were.get(name), are.get(name)
        if one is None or other is None:
            there = other or one
            assert there is not None  # noqa: S101 - the name comes from one of the two
            yield Aspect(
                "table", there.name, str(one.area) if one else "", str(other.area) if other else ""
            )
        elif not places.same_area(one.area, other.area):
            yield Aspect("table", other.name, str(one.area), str(other.area))


def _choices(older: Sheet, newer: Sheet, places: Places) -> Iterator[Aspect]:
    """What may be typed where, by the first cell that a rule is for."""
    were = {}
    for rule in older.validations:
        if rule.areas and (cell := places.cell((rule.areas[0].top, rule.areas[0].left))):
            were[cell] = rule
    are = {
        (rule.areas[0].top, rule.areas[0].left): rule for rule in newer.validations if rule.areas
    }
    for cell in sorted(were.keys() | are.keys()):
        before, after = _rule(were.get(cell)), _rule(are.get(cell))
        if before != after:
            there = are.get(cell) or were[cell]
            where = ", ".join(map(str, there.areas if cell in are else (Area(*cell, *cell),)))
            yield Aspect("what may be typed", where, before, after)


def _rule(rule: Validation | None) -> str:
    if rule is None:
        return ""
    if rule.choices:
        return "one of " + ", ".join(rule.choices)
    bounds = " and ".join(part for part in (rule.formula1, rule.formula2) if part)
    if rule.kind == "list":
        return f"one of {bounds}"
    return f"{rule.kind} {rule.operator} {bounds}".strip()


def _name(name: str) -> tuple[str, str]:
    """What a name is about and what it is called; Excel's own are the print area and titles."""
    sheet, mark, own = name.rpartition("_xlnm.")
    return (own.replace("_", " ").lower(), sheet.rstrip("!")) if mark else ("name", name)


def compare_names(older: Book, newer: Book, follow: Follow) -> tuple[Aspect, ...]:
    """Defined names that came, went, or stand for other cells; links to other workbooks."""
    were = {name.casefold(): (name, text) for name, text in older.names.items()}
    are = {name.casefold(): (name, text) for name, text in newer.names.items()}
    found = []
    for key in sorted(were.keys() | are.keys()):
        if key.rpartition("!")[2].startswith(_OURS):
            continue
        name, before = were.get(key, ("", ""))
        now, after = are.get(key, ("", ""))
        if not (name and now and follow.same_name(before, after)):
            found.append(Aspect(*_name(now or name), before, after))
    ours, theirs = (sorted(filter(None, book.links.values())) for book in (older, newer))
    found += [
        Aspect("link to a workbook", target, *(("yes", "") if target in ours else ("", "yes")))
        for target in sorted(set(ours) ^ set(theirs))
    ]
    if older.date_1904 is not newer.date_1904:
        found.append(
            Aspect("dates from 1904", newer.name, _YES[older.date_1904], _YES[newer.date_1904])
        )
    return tuple(found)
