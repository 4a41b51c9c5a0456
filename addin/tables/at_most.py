"""How much could speak for a role at the very most: those that cannot win are not looked into.

Judging a role takes an assignment of columns to its fields; most of the roles are out of the
question from how sure each column means each field. The bound never reads too low, so the two
likeliest roles are the same as if every role had been judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from addin.tables.signatures import Signature

Scores = Mapping[tuple[str, int], tuple[float, float]]
"""(field, column) → how much the best assignment wants it, and how sure it is by itself."""
_SLACK: Final = 1e-9
"""Sums in another order differ in their last digits."""
TITLE: Final = 0.18
TELL: Final = 0.04
TELLS: Final = 0.1
VALUES: Final = 0.08
"""What a name, each telling heading, all of them, and what the values prove add to a rank."""


def needs_met(signature: Signature, sure: Mapping[str, float]) -> float:
    """1 when every need is met; less the more is missing."""
    met = 1.0
    for alternatives in signature.needs:
        best = max(min(sure.get(name, 0.0) for name in group) for group in alternatives)
        if best < 0.25:
            met *= 0.5
        elif best < 0.6:
            met *= 0.88 if best >= 0.5 else 0.8
    return met


def at_most(
    signature: Signature, scores: Scores, besides: Mapping[str, float], title: float, heads: int
) -> float:
    """No judgement of this role ranks above this.

    ``besides`` are fields that a judgement may add, with how sure it then is of them; ``title`` is
    how loudly a name speaks for the role, ``heads`` how many headings are to be explained at least.
    """
    by_field: dict[str, float] = {}
    by_column: dict[int, float] = {}
    weight_of_column: dict[int, float] = {}
    for (name, column), (_, share) in scores.items():
        by_field[name] = max(by_field.get(name, 0.0), share)
        by_column[column] = max(by_column.get(column, 0.0), share)
        weighed = signature.weight.get(name, 0.5) * share
        weight_of_column[column] = max(weight_of_column.get(column, 0.0), weighed)
    sure = {name: max(by_field.get(name, 0.0), share) for name, share in besides.items()}
    # what is added may have a column of its own, also where headings hint at the same field
    of_fields, of_columns = sum((by_field | sure).values()), sum(by_column.values())
    explained = min(of_fields, of_columns + sum(besides.values())) / heads
    by_weight = sum(signature.weight.get(name, 0.5) * share for name, share in by_field.items())
    weight = min(by_weight, sum(weight_of_column.values())) + sum(
        signature.weight.get(name, 0.5) * share for name, share in besides.items()
    )
    met = needs_met(signature, by_field | sure | {"title": title})
    rank = met * (0.3 + 0.32 * min(1.0, explained) + 0.38 * min(1.0, weight / signature.full))
    rank += TITLE * title + (TELLS if signature.tells else 0.0) + VALUES
    return rank + _SLACK
