"""Which formulas may cross between Excel and Google Sheets, as text that means the same there.

A formula that may not cross stays where it is, and nothing is written over it: each side keeps its
own cell, and the plan says so. Its value can be shown in the sheet by a *mirror* column.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from addin.tables.formula import FormulaError, Token, tokens
from addin.tables.row_formulas import column_named
from addin.tables.typed_cell import CellKind, TypedCell

_PLACES = {"cells": "a cell by its position", "sheet": "another sheet", "name": "a defined name"}
_SIGNS = {"@": "the sign @", "#": "a spilled range", "{": "a list in braces"}


def stays_here(cell: TypedCell, columns: tuple[str, ...]) -> str:
    """Why a cell cannot cross to the other program; empty: it can. Only formulas ever cannot.

    >>> from addin.tables.typed_cell import formula, text
    >>> stays_here(text("=VLOOKUP(A1)"), ())
    ''
    >>> stays_here(formula("ROUND([@Rate]*[@Days],2)"), ("Rate", "Days"))
    ''
    >>> stays_here(formula("UNIQUE([@Rate])"), ("Rate",))
    'UNIQUE is not known to mean the same in both programs'
    >>> stays_here(formula("C4*2"), ())
    'it names a cell by its position (C4)'
    """
    return _reason(str(cell.content), columns) if cell.kind is CellKind.FORMULA else ""


@cache
def common_functions() -> frozenset[str]:
    """Functions that mean the same in Excel and Google Sheets: the list beside this file."""
    text = resources.files("addin.sync").joinpath("common_functions.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(name for line in lines for name in line.split())


@lru_cache(maxsize=4096)
def _reason(formula: str, columns: tuple[str, ...]) -> str:
    try:
        parts = tokens(formula)
    except FormulaError:
        return "it cannot be read as a formula"
    return next(filter(None, (_reason_of(piece, columns) for piece in parts)), "")


def _reason_of(piece: Token, columns: tuple[str, ...]) -> str:
    kind, text = piece
    reason = ""
    if kind == "function" and text.upper() not in common_functions():
        reason = f"{text.upper()} is not known to mean the same in both programs"
    elif kind in _PLACES and not (kind == "name" and text.upper() in {"TRUE", "FALSE"}):
        reason = f"it names {_PLACES[kind]} ({text})"
    elif kind == "table" and column_named(piece) not in columns:
        reason = f"it names {text}, which is not among the columns that are synced"
    elif kind == "blank":
        reason = "it intersects two ranges"
    elif kind == "sign" and text in _SIGNS:
        reason = f"it uses {_SIGNS[text]}"
    return reason
