"""The statements of a production, as one value that every report is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.decisions import Accepted, Split
from addin.reconcile.outcome import Row, sum_of
from addin.reconcile.statement import Line, Part, Statement


@dataclass(frozen=True, slots=True)
class ReconciliationReport:
    """Every two lists of a production, reconciled at one moment.

    ``stale`` are decisions whose rows are no longer there as they were; ``decided`` is how many
    hold; ``written`` maps each workbook that got a sheet to its backup.
    """

    production: str
    folder: str
    at: dt.datetime
    statements: tuple[Statement, ...]
    stale: tuple[tuple[str, Accepted | Split], ...] = ()
    decided: int = 0
    workbooks: tuple[str, ...] = ()
    written: Mapping[str, str] | None = None
    seconds: float = 0.0

    @property
    def open(self) -> int:
        """How many lines ask a person, or have no partner."""
        return sum(one.open for one in self.statements)

    @property
    def is_proved(self) -> bool:
        """Whether every statement ends at zero with every row in one line."""
        return all(one.is_proved and not one.closing for one in self.statements)


SHOWN_FIRST: Final = (
    Part.SUGGESTED,
    Part.DIFFERS,
    Part.DISAGREES,
    Part.ONLY_LEFT,
    Part.ONLY_RIGHT,
    Part.NOT_DUE_LEFT,
    Part.NOT_DUE_RIGHT,
    Part.PARTLY,
    Part.MATCHED,
)
"""Details in the order in which a person works through them."""
QUIET: Final = frozenset({Part.MATCHED, Part.PARTLY, Part.NOT_DUE_LEFT, Part.NOT_DUE_RIGHT})
"""What asks nothing of anybody: shown folded, or as a sum alone."""


def rows_in(statement: Statement) -> str:
    """How many rows the lists have: ``291 / 461``, or one number where only one is whole."""
    left = f"{statement.left_count:,}"
    return f"{left} / {statement.right_count:,}" if statement.is_whole else left


def sides(statement: Statement) -> tuple[str, str]:
    """The two lists by the names of their sheets; with their workbooks where those are the same."""
    left, right = statement.lists.left, statement.lists.right
    short = left.rpartition("!")[2], right.rpartition("!")[2]
    return short if short[0] != short[1] else (left, right)


def heading(part: Part, statement: Statement) -> str:
    """What a part is, with the names of the lists."""
    left, right = sides(statement)
    return {
        Part.ONLY_LEFT: f"only in {left}",
        Part.ONLY_RIGHT: f"only in {right}",
        Part.NOT_DUE_LEFT: f"{left}: {_not_due(part, statement)}",
        Part.NOT_DUE_RIGHT: f"{right}: {_not_due(part, statement)}",
    }.get(part, str(part))


def _not_due(part: Part, statement: Statement) -> str:
    return next((line.why for line in statement.of(part) if line.why), "no partner expected")


def sides_of(line: Line) -> tuple[str, str]:
    """The rows of a line in words, each side: who or what, and when."""
    return _rows(line.left), _rows(line.right)


def _rows(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    first = rows[0]
    parts = [
        first.date.isoformat() if first.date else "",
        first.label or first.reference,
        first.name or first.text,
    ]
    said = " ".join(dict.fromkeys(filter(None, parts)))
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    return f"{said}{more}" or str(first.place)


def in_words(row: Row) -> str:
    """One row by itself: when, who or what, how much, and where."""
    amount = row.amount.text() if row.amount is not None else ""
    where = f"({row.place.sheet}!{row.place.cell})"
    return " ".join(filter(None, (_rows((row,)), amount, where)))


def amounts_of(line: Line) -> tuple[str, str]:
    """What each side comes to, as text; empty where there is no row."""
    left = line.left_amount.text() if line.left else ""
    total = sum_of(line.right)
    right = line.right_amount.text() if line.right else ""
    if line.right and not line.right_amount and total:
        right = total.text()  # rows of a third list
    return left, right
