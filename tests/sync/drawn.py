"""Tables of a sync written down in a test: rows by id, their cells in the order a, b, c."""

from __future__ import annotations

from addin.ports.binding import Binding, BoundColumn, Limits, Policy
from addin.ports.conflicts import Conflict
from addin.sync.guards import Meeting, stops
from addin.sync.merge import Merged, merge
from addin.sync.plan import Plan, plan
from addin.tables.typed_cell import BLANK, TypedCell, formula, number, text, truth
from tests.sync.shared_sheet import SharedModel, workbook_of

NAMES = ("a", "b", "c")
Drawn = dict[str, dict[str, TypedCell]]


def cell(value: object) -> TypedCell:
    """A number, a truth, a text, a formula where the text starts with ``=``; None is a blank."""
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return truth(value)
    if isinstance(value, int | float):
        return number(value)
    written = str(value)
    return formula(written) if written.startswith("=") else text(written)


def table(**rows: tuple[object, ...]) -> Drawn:
    """Row id → its cells; what is left out at the end is blank."""
    return {
        row: {name: cell(value) for name, value in zip(NAMES, values, strict=False)}
        for row, values in rows.items()
    }


def bound(*policies: Policy, key: str = "", strict: bool = False, limits: Limits | None = None):
    """A binding of as many columns as policies; of three that ask, if none is given."""
    kinds = policies or (Policy.ASK,) * 3
    columns = tuple(BoundColumn(n, n, p) for n, p in zip(NAMES, kinds, strict=False))
    return Binding(
        "PO log", "Budget.xlsx", "PO Log", "s", 0, columns, key, strict, limits or Limits()
    )


def merged(base, workbook, sheet, binding: Binding | None = None, newer=None) -> Merged:
    """The three merged."""
    return merge(base, workbook, sheet, binding or bound(), workbook_is_newer=newer)


def planned(base, workbook, sheet, binding: Binding | None = None, **of_sheet) -> Plan:
    """The plan for a sheet with these rows one below another, from row 2 on."""
    model = SharedModel.of(sheet, **of_sheet)
    pulled = model.pull()
    there = {row: one.cells for row, one in pulled.rows.items()}
    both = merged(base, workbook, there, binding)
    return plan(both, workbook_of(workbook), pulled, binding or bound(), base=base)


def stopped_by(base, workbook, sheet, binding=None, *, pulled=None, book=None, **meeting):
    """The names of the guards that stop this sync, each with whether a person may confirm it."""
    of_sheet = pulled or SharedModel.of(sheet).pull()
    there = {row: one.cells for row, one in of_sheet.rows.items()}
    of_book = book or workbook_of(workbook)
    rows = merged(base, of_book.rows, there, binding)
    found = stops(Meeting(binding or bound(), base, of_book, of_sheet, rows, **meeting))
    return {stop.guard: stop.may_be_confirmed for stop in found}


def values(conflict: Conflict) -> tuple[object, ...]:
    """What a conflict holds: base, workbook, sheet, kept."""
    four = (conflict.base, conflict.workbook, conflict.sheet, conflict.kept)
    return tuple(one.content if one else None for one in four)
