"""What was confirmed against what is there now: follow a moved column, say what has drifted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.settings.model import FILE_NAME, AdoptedTable
from addin.tables.table import SURE, Area, Role, Table, address, column_letters


@dataclass(frozen=True, slots=True)
class Applied:
    """The tables of one sheet under the settings, and what has drifted."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def applied(recognised: Sequence[Table], adopted: Sequence[AdoptedTable]) -> Applied:
    """Recognised tables of one sheet, with role and columns as a person confirmed them.

    A confirmed column is found by its heading: where the heading has moved, the column is followed
    and a note says so; where it is gone, the field is not read, and a warning says so. A table
    that nobody confirmed is used if its role is sure, and reported either way.
    """
    left = list(recognised)
    tables: list[Table] = []
    findings: list[Finding] = []
    for wanted in adopted:
        table = _best(left, wanted)
        if table is None:
            if wanted.role is not Role.UNKNOWN:
                findings.append(_gone(wanted))
            continue
        left.remove(table)
        fields: dict[str, int] = {}
        for name, finding, column in _columns(table, wanted):
            if column:
                fields[name] = column
            if finding:
                findings.append(finding)
        reason = f"confirmed in {FILE_NAME}"
        tables.append(
            replace(table, role=wanted.role, fields=fields, confidence=1.0, reasons=(reason,))
        )
    for table in left:
        if table.role is Role.UNKNOWN:
            tables.append(table)
            continue
        used = table.confidence >= SURE
        findings.append(_unconfirmed(table, used=used))
        tables.append(table if used else replace(table, role=Role.UNKNOWN, fields={}))
    return Applied(tuple(tables), tuple(findings))


def _best(tables: Sequence[Table], wanted: AdoptedTable) -> Table | None:
    headings = {_plain(column.heading) for column in wanted.columns.values() if column.heading}

    def fit(table: Table) -> tuple[int, int]:
        same = sum(1 for text in table.headings.values() if _plain(text) in headings)
        return same, _common(table.area, wanted.area)

    candidates = [table for table in tables if fit(table) > (0, 0)]
    return max(candidates, key=fit, default=None)


def _common(one: Area, other: Area) -> int:
    rows = min(one.bottom, other.bottom) - max(one.top, other.top) + 1
    columns = min(one.right, other.right) - max(one.left, other.left) + 1
    return max(rows, 0) * max(columns, 0)


def _columns(table: Table, wanted: AdoptedTable) -> Iterator[tuple[str, Finding | None, int]]:
    headings = {column: _plain(text) for column, text in table.headings.items()}
    for name, adopted in wanted.columns.items():
        heading = _plain(adopted.heading)
        there = headings.get(adopted.column, "")
        if there == heading:
            yield name, None, adopted.column
            continue
        elsewhere = [column for column, text in headings.items() if text == heading and heading]
        if len(elsewhere) == 1:
            yield name, _moved(table, name, adopted.column, elsewhere[0]), elsewhere[0]
        elif there:
            yield name, _renamed(table, name, adopted.column, adopted.heading), 0
        else:
            yield name, _missing(table, name, adopted.heading, adopted.column), 0


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _head(table: Table, column: int) -> Place:
    row = table.header_rows[-1] if table.header_rows else table.area.top
    return table.place(row, column)


def _moved(table: Table, name: str, was: int, now: int) -> Finding:
    letters, there = column_letters(was), column_letters(now)
    return Finding(
        "ADO101",
        Severity.NOTE,
        f"The column '{table.headings[now]}' has moved from {letters} to {there}; it was followed.",
        (_head(table, now),),
        (("field", name), ("was", letters), ("is", there)),
        f"Run 'tieout adopt' again, or correct the letter in {FILE_NAME}.",
        f"moved {name}",
    )


def _renamed(table: Table, name: str, column: int, heading: str) -> Finding:
    now = table.headings[column]
    return Finding(
        "ADO102",
        Severity.WARNING,
        f"Column {column_letters(column)} was confirmed under the heading '{heading}', but is "
        f"now headed '{now}'; it was not read as {name.replace('_', ' ')}.",
        (_head(table, column),),
        (("confirmed", heading), ("now", now)),
        f"If it is still the same column, correct its heading in {FILE_NAME}.",
        f"renamed {name}",
    )


def _missing(table: Table, name: str, heading: str, column: int) -> Finding:
    return Finding(
        "ADO103",
        Severity.WARNING,
        f"The column '{heading}' ({name.replace('_', ' ')}) is no longer in this table; what "
        "depends on it was not checked.",
        (_head(table, column),),
        (("confirmed", f"{column_letters(column)}: {heading}"),),
        f"Put it back, or take it out of {FILE_NAME}.",
        f"missing {name}",
    )


def _gone(wanted: AdoptedTable) -> Finding:
    cell = address(wanted.area.top, wanted.area.left)
    return Finding(
        "ADO104",
        Severity.WARNING,
        f"The {wanted.role.replace('_', ' ')} that was confirmed at {wanted.area} is no longer "
        "there; it was not checked.",
        (Place(wanted.workbook, wanted.sheet, cell),),
        (("line in the settings", wanted.line),),
        f"Run 'tieout adopt' again, or take it out of {FILE_NAME}.",
        f"gone {wanted.role}",
    )


def _unconfirmed(table: Table, *, used: bool) -> Finding:
    role = table.role.replace("_", " ")
    done = "it was used as one" if used else "it was left alone"
    return Finding(
        "ADO105",
        Severity.NOTE,
        f"A table that nobody confirmed yet looks like a {role}; {done}.",
        (Place(table.book, table.sheet, str(table.area)),),
        (("confidence", f"{table.confidence:.0%}"),),
        "Run 'tieout adopt' to confirm it, or to have it left alone.",
        f"unconfirmed {role}",
    )
