"""What a sync tells people: each thing that happened, or cannot, as a sentence to act on."""

from __future__ import annotations

from addin.ports.sheets import Pulled
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
