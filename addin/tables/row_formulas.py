"""Formulas that say the same in any row: a reference to the own row names its column instead.

``C5*D5`` in row 5 of the workbook and ``F9*G9`` in row 9 of the sheet are one formula when C and F
are the column *Rate*, D and G the column *Days*: ``[@Rate]*[@Days]``, as Excel's tables write it.
Only so can formulas be compared between two places, or cross from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from addin.tables.formula import FormulaError, Token, pieces

_OWN_CELL = re.compile(r"\$?([A-Za-z]{1,3})([1-9][0-9]*)")
_THIS_ROW = re.compile(
    r"(?:[^\W\d][\w.]*)?\[(?:@|\[#This Row\],)"
    r"(?:\[(?P<quoted>(?:'.|[^'\[\]])*)\]|(?P<bare>[^\[\]]*))\]",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_PLAIN = re.compile(r"[^\W\d]\w*")
_INDEXED = 8
"""Pieces of ``INDEX(C:C,ROW())``."""


def lifted(formula: str, row: int, letters: Mapping[str, str]) -> str:
    """The formula with each reference to a cell of its own row as ``[@Column]``.

    ``letters`` are the column letters by name. What it cannot name (another row, another sheet, a
    column that is not among them, ``$C$5``) stays as written; so does text that is no formula.

    >>> lifted("C5*$D5+B4", 5, {"Rate": "C", "Days": "D", "Item": "B"})
    '[@Rate]*[@Days]+B4'
    >>> lifted("INDEX(C:C,ROW())*2", 5, {"Rate": "C"})
    '[@Rate]*2'
    """
    names = {letter.upper(): name for name, letter in letters.items()}
    try:
        parts = pieces(formula)
    except FormulaError:
        return formula
    out: list[str] = []
    at = 0
    while at < len(parts):
        indexed = _indexed(parts[at : at + _INDEXED])
        if indexed in names:
            out.append(named(names[indexed]))
            at += _INDEXED
            continue
        foreign = at > 0 and parts[at - 1].kind == "sheet"
        out.append(parts[at].text if foreign else _lifted(parts[at], row, names))
        at += 1
    return "".join(out)


def lowered(formula: str, row: int | None, letters: Mapping[str, str]) -> str:
    """The formula as the cell in ``row`` has it; the opposite of ``lifted``.

    No row: a form that is right in whichever row it comes to stand, for rows that are appended.

    Raises:
        FormulaError: it names a column that is not here.

    >>> lowered("[@Rate]*[@[Shoot days]]", 9, {"Rate": "F", "Shoot days": "G"})
    'F9*G9'
    >>> lowered("[@Rate]*2", None, {"Rate": "F"})
    'INDEX(F:F,ROW())*2'
    """
    out = []
    for piece in pieces(formula):
        name = column_named(piece)
        if name is None:
            out.append(piece.text)
            continue
        letter = letters.get(name)
        if letter is None:
            raise FormulaError(f"there is no column {name!r}")
        out.append(f"{letter}{row}" if row else f"INDEX({letter}:{letter},ROW())")
    return "".join(out)


def named(name: str) -> str:
    """How a formula names the cell of its own row in a column.

    >>> named("Rate"), named("Cost [USD]")
    ('[@Rate]', "[@[Cost '[USD']]]")
    """
    if _PLAIN.fullmatch(name):
        return f"[@{name}]"
    return "[@[" + re.sub(r"(['\[\]#@])", r"'\1", name) + "]]"


def column_named(piece: Token) -> str | None:
    """The column of the own row that a piece of a formula names; None: it names none."""
    if piece.kind != "table":
        return None
    match = _THIS_ROW.fullmatch(piece.text)
    if match is None:
        return None
    if match["quoted"] is None:
        return match["bare"]
    return re.sub(r"'(.)", r"\1", match["quoted"])


def _lifted(piece: Token, row: int, names: Mapping[str, str]) -> str:
    if piece.kind == "table":
        name = column_named(piece)
        return piece.text if name is None else named(name)
    if piece.kind != "cells":
        return piece.text
    match = _OWN_CELL.fullmatch(piece.text)
    if match is None or int(match[2]) != row or match[1].upper() not in names:
        return piece.text
    return named(names[match[1].upper()])


def _indexed(parts: Sequence[Token]) -> str:
    """The letters of C in ``INDEX(C:C,ROW())``; empty: it is something else."""
    texts = [part.text.upper() for part in parts]
    if texts[:2] != ["INDEX", "("] or texts[3:] != [",", "ROW", "(", ")", ")"]:
        return ""
    column = _COLUMN.fullmatch(texts[2])
    return column[1] if column and column[1] == column[2] else ""
