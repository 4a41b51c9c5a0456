"""Linked workbooks in formulas: by their number in files, by their path and name in Excel."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from addin.tables.sheet_names import needs_quotes

_Change = Callable[[re.Match[str]], str] | str
_QUOTED: Final = re.compile(r"'\[(\d+)\]((?:[^']|'')*)'!")
_PLAIN: Final = re.compile(r"(?<![\w\]'])\[(\d+)\]([^\W\d][\w.]*)!")
QUOTE: Final = "'"
_LEFT: Final = re.compile(r"(?<![\w\]])'?\[\d+\][^\[\],()+*/]*!")


def numbered(formula: str, links: Sequence[str]) -> str:
    """A formula as Excel spells it, with linked workbooks by their number, as files have them.

    >>> numbered("SUM('/show/[Ledger.xlsx]May'!A1)+[Ledger.xlsx]June!B2", ("/show/Ledger.xlsx",))
    'SUM([1]May!A1)+[1]June!B2'

    """
    if "[" not in formula:
        return formula
    for number, target in enumerate(links, 1):
        folder, mark, file = _parts(target)
        if not file:
            continue
        for spelt in (f"{folder}{mark}[{file}]", f"[{file}]"):
            found = re.compile(re.escape(spelt), re.IGNORECASE)
            formula = _outside_texts(formula, found, f"[{number}]")
    return _outside_texts(formula, _QUOTED, _plainly)


def _plainly(found: re.Match[str]) -> str:
    """Without the apostrophes, where files leave them out."""
    sheet = found[2].replace(QUOTE * 2, QUOTE)
    return found[0] if needs_quotes(sheet) else f"[{found[1]}]{sheet}!"


def spelt_out(formula: str, links: Sequence[str]) -> str:
    """A formula as files have it, with linked workbooks as Excel spells them.

    >>> spelt_out("SUM('[1]May'!A1)+[1]June!B2", ("/show/Ledger.xlsx",))
    "SUM('/show/[Ledger.xlsx]May'!A1)+'/show/[Ledger.xlsx]June'!B2"

    """

    def spelt(found: re.Match[str]) -> str:
        number = int(found[1])
        if not (1 <= number <= len(links) and links[number - 1]):
            return found[0]
        folder, mark, file = _parts(links[number - 1])
        return f"'{(folder + mark + '[' + file + ']').replace(QUOTE, QUOTE * 2)}{found[2]}'!"

    if "[" not in formula:
        return formula
    return _outside_texts(_outside_texts(formula, _QUOTED, spelt), _PLAIN, spelt)


def names_a_number(formula: str) -> bool:
    """Whether a linked workbook is left that Excel would take for one of that very name."""
    return any(_LEFT.search(piece) for piece in formula.split('"')[::2])


def _parts(target: str) -> tuple[str, str, str]:
    return target.rpartition("\\" if "\\" in target else "/")


def _outside_texts(formula: str, pattern: re.Pattern[str], change: _Change) -> str:
    """What stands between quotation marks is text, and stays."""
    pieces = formula.split('"')
    pieces[::2] = [pattern.sub(change, piece) for piece in pieces[::2]]
    return '"'.join(pieces)
