"""What Excel lets a sheet be called, and how a formula writes that name."""

from __future__ import annotations

import re

from addin.tables.table import MAX_COLUMN, MAX_ROW, column_number

LONGEST_NAME = 31  # UTF-16 units
_FORBIDDEN = re.compile(r"[\\/?*\[\]:\x00-\x1f]")
_PLAIN = re.compile(r"[^\W\d][\w.]*")
_A1 = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_R1C1 = re.compile(r"(?:R[0-9]*)?(?:C[0-9]*)?", re.IGNORECASE)


def fault_of(name: str) -> str:
    """Why Excel would not take a name for a sheet; empty if it would.

    >>> fault_of("P&L 3/4"), fault_of("Cost report")
    ("it holds '/'", '')
    """
    if not name.strip():
        return "it is blank"
    try:
        units = len(name.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        return "it holds half a character"
    if units > LONGEST_NAME:
        return f"it has {units} characters, and Excel allows {LONGEST_NAME}"
    return _fault_of_letters(name)


def _fault_of_letters(name: str) -> str:
    bad = _FORBIDDEN.search(name)
    if bad:
        return f"it holds {bad[0]!r}"
    if name.startswith("'") or name.endswith("'"):
        return "it begins or ends with an apostrophe"
    return "Excel keeps 'History' for itself" if name.casefold() == "history" else ""


def needs_quotes(name: str) -> bool:
    """Whether a formula writes the name between apostrophes.

    >>> [needs_quotes(name) for name in ("Costs", "PO Log", "2026", "Q1", "RC", "Crew.Call")]
    [False, True, True, True, True, False]
    """
    if not _PLAIN.fullmatch(name) or name.upper() in {"TRUE", "FALSE"}:
        return True
    if _R1C1.fullmatch(name):
        return True
    cell = _A1.fullmatch(name)
    return bool(cell and column_number(cell[1]) <= MAX_COLUMN and int(cell[2]) <= MAX_ROW)


def prefix_of(sheet: str, last: str = "", book: str = "") -> str:
    """What stands before a reference to cells of a sheet, or of a span of sheets.

    >>> prefix_of("Costs"), prefix_of("Jan 1", "Dec"), prefix_of("Crew's")
    ('Costs!', "'Jan 1:Dec'!", "'Crew''s'!")
    """
    text = (f"[{book}]" if book else "") + sheet + (f":{last}" if last else "")
    if needs_quotes(sheet) or (last and needs_quotes(last)):
        return "'" + text.replace("'", "''") + "'!"
    return text + "!"
