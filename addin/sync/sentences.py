"""What a sync tells people: each thing that happened, or cannot, as a sentence to act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from addin.ports.conflicts import Conflict
from addin.ports.sheets import Pulled
from addin.ports.sync_store import KeptRun
from addin.sync.merge import Held
from addin.sync.rows import WorkbookRows
from addin.tables.typed_cell import CellKind, TypedCell

_LONGEST = 60


def said(cell: TypedCell) -> str:
    """A cell as people would write it; a blank as such, a long text cut short.

    >>> from addin.tables.typed_cell import BLANK, formula, number, text, truth
    >>> said(number(1250)), said(truth(True)), said(formula("A1+1")), said(BLANK), said(text("5"))
    ('1,250', 'TRUE', '=A1+1', '(blank)', "'5'")
    """
    match cell.kind:
        case CellKind.BLANK:
            return "(blank)"
        case CellKind.BOOL:
            return "TRUE" if cell.content else "FALSE"
        case CellKind.NUMBER:
            value = float(cell.content)
            whole = value.is_integer() and abs(value) < 1e15
            return f"{int(value):,}" if whole else f"{value:,.15g}"
        case CellKind.FORMULA:
            return _short(f"={cell.content}")
        case CellKind.TEXT:
            shown = _short(str(cell.content))
            return f"'{shown}'" if _looks_typed(str(cell.content)) else shown
        case _:
            return str(cell.content)


def _looks_typed(content: str) -> bool:
    """Whether a text could be taken for a number, a truth or a formula if it stood bare."""
    bare = content.strip().replace(",", "")
    return bare != content or bare.upper() in {"TRUE", "FALSE"} or bare[:1] in "=+-.0123456789"


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def said_held(held: Held, workbook: WorkbookRows, pulled: Pulled) -> str:
    """A formula that stays where it is."""
    shared = pulled.rows.get(held.row)
    at = workbook.at.get(held.row) if held.side == "workbook" else shared and shared.row
    where = f"row {at}" if at else f"row {held.row}"
    other = "sheet" if held.side == "workbook" else "workbook"
    return (
        f"The formula {said(held.cell)} in {held.column}, {where} of the {held.side}, stays there "
        f"and is not copied to the {other}: {held.reason}. "
        "To show its value in the sheet, make the column a mirror."
    )


def said_renamed(before: str, after: str, side: str, key: str) -> str:
    """A key that seems to have been renamed, which a sync takes for one row gone and one new."""
    return (
        f"In the {side}, {key} {before} went and {after} came with the same row: it is synced as "
        f"one row deleted and one new. If somebody changed the number, that is right; if not, "
        f"change it back before syncing."
    )


def few(names: Iterable[str], most: int = 5) -> str:
    """The first of them, and how many more there are.

    >>> few("abcdefg")
    'a, b, c, d, e and 2 more'
    """
    every = list(names)
    shown = ", ".join(every[:most])
    return f"{shown} and {len(every) - most:,} more" if len(every) > most else shown


def rows_said(rows: Iterable[int]) -> str:
    """Row numbers in order.

    >>> rows_said([12, 4])
    '4, 12'
    """
    return few(str(row) for row in sorted(rows))


_NOT_SYNCED: Final[Mapping[str, str]] = {
    "merged cells": "a merged area holds one value, in its first cell; the others stay blank",
    "images": "images stay where they are",
    "charts": "charts stay where they are and show what the cells hold",
    "comments": "comments and notes stay on their side, and beside their cell only in the workbook",
    "formats": "conditional formats, fonts and colours stay on their side",
    "lists to choose from": "a list to choose from binds only those who type on its side",
    "links": "a link crosses as its text",
    "rich text": "a text crosses without the formats of its parts",
    "array formulas": "a spilled result crosses as values in a mirror column only",
    "protected ranges": "a protected range refuses the whole push; make Tieout's account an editor",
    "filters": "filters and hidden rows stay on their side; hidden rows are synced",
    "groups": "outlines stay on their side",
}
"""What cells have beside what they hold → what a sync makes of it."""


def not_synced(found: Mapping[str, int], where: str) -> tuple[str, ...]:
    """A sentence for each thing of a bound table that a sync leaves alone.

    ``found`` counts them by name, of the names above.

    Raises:
        KeyError: a name that is not above.
    """
    return tuple(
        f"{where} has {name} ({count:,}): {_NOT_SYNCED[name]}."
        for name, count in sorted(found.items())
        if count
    )


def run_said(binding: str, run: KeptRun) -> str:
    """One run of the log, by its number."""
    undoes = f" (takes sync {run.undoes} back)" if run.undoes else ""
    return f"{run.number}: {run.at:%Y-%m-%d %H:%M} {binding}, {run.who}: {run.sentence}{undoes}"


def conflict_said(conflict: Conflict, row: str) -> str:
    """A conflict, with all that was there; ``row`` is how its row is named to people."""
    if not conflict.column:
        return f"{row}: {conflict.kind}; the row stays on both sides."
    values = (
        f"was {said(conflict.base)}, workbook {said(conflict.workbook)}, "
        f"sheet {said(conflict.sheet)}"
    )
    settled = f" ({conflict.settled})" if conflict.settled else ""
    return (
        f"{row}, {conflict.column}: {conflict.kind}; {values}. "
        f"Both show {said(conflict.kept)}{settled}."
    )
