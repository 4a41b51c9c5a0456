"""A count of the stock against what the books say is there, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from addin.domain.production import Production, by_list
from addin.domain.stock import StockLine
from addin.domain.vendors import name_key
from addin.reconcile.by_key import PIECES, counted, grouped, tied_by_key
from addin.reconcile.outcome import Row, Tied

COUNT: Final = "stock and stock"
_SHARED: Final = 0.5
"""Of the items on the shorter list, the share that both must have to be lists of one stock."""
_FEWEST: Final = 3


def counts(production: Production) -> Iterator[Tied]:
    """Each two lists of the same stock: as many pieces of every item, in each place if both say so.

    Items meet by number where both lists have numbers, else by name.
    """
    sheets = [rows for rows in by_list(production.stock) if rows]
    for one, other in combinations(sheets, 2):
        numbered = _all(one, "number") and _all(other, "number")
        placed = _all(one, "location") and _all(other, "location")
        left, right = (
            grouped(_rows(side, numbered=numbered, placed=placed), _key) for side in (one, other)
        )
        shared = len(left.keys() & right.keys())
        if shared >= max(_FEWEST, _SHARED * min(len(left), len(right))):
            yield tied_by_key(COUNT, left, right, _say, 0)


def _all(lines: Sequence[StockLine], field: str) -> bool:
    return all(getattr(line, field) for line in lines)


def _rows(lines: Sequence[StockLine], *, numbered: bool, placed: bool) -> Iterator[Row]:
    for line in lines:
        key = line.number.casefold() if numbered else name_key(line.item)
        quantity = counted(line.quantity, PIECES)
        if key and quantity is not None:
            place = line.location.casefold() if placed else ""
            yield Row(
                line.source,
                quantity,
                None,
                key,
                line.item or line.number,
                place,
                line.number or line.item,
                shown=("quantity",),
                record=line,
            )


def _key(row: Row) -> tuple[str, str]:
    return row.reference, row.account


def _say(row: Row) -> str:
    return " ".join(dict.fromkeys((row.label, row.name)))
