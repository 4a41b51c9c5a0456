"""Whether a column is the running balance of others: the surest sign of a statement."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from addin.tables.cells import to_number
from addin.tables.table import Sheet


def runs_on(sheet: Sheet, balance: int, moves: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether the balance changes from each row to the next by what the amounts say.

    Either sign will do, and either order of the rows; four neighbouring pairs must be there and
    nine in ten of them agree.
    """
    pairs = agreed = 0
    for row, following in pairwise(rows):
        before, after = _number(sheet, row, balance), _number(sheet, following, balance)
        if following != row + 1 or before is None or after is None:
            continue
        pairs += 1
        step = abs(after - before)
        totals = [abs(_sum(sheet, at, moves)) for at in (row, following)]
        agreed += any(abs(step - total) <= Decimal("0.011") for total in totals)
    return pairs >= 4 and agreed * 10 >= pairs * 9


def _sum(sheet: Sheet, row: int, columns: Sequence[int]) -> Decimal:
    amounts = [_number(sheet, row, column) or Decimal(0) for column in columns]
    return amounts[0] - sum(amounts[1:], Decimal(0))


def _number(sheet: Sheet, row: int, column: int) -> Decimal | None:
    number = to_number(sheet.value(row, column))
    return None if number is None else Decimal(number)
