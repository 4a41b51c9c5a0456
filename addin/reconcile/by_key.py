"""Lists compared by a key of their own: a person's week, an item on a shelf.

Hours and pieces are counted as ``Money`` is, in hundredths of one unit: exact, and adding another
unit is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeVar

from addin.domain.money import Money
from addin.reconcile.causes import cause_of
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Leftover,
    Match,
    Reason,
    Row,
    Tied,
    Tier,
    named_lists,
    sum_of,
)

HOURS: Final = "hours"
PIECES: Final = "pieces"
Key = TypeVar("Key", bound=Hashable)


def counted(number: Decimal | None, unit: str) -> Money | None:
    """Hours or pieces as an exact count of hundredths."""
    if number is None:
        return None
    return Money(int(number.scaleb(2).to_integral_value(ROUND_HALF_UP)), unit)


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """The rows of each key, in content order."""
    found: dict[Key, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.content):
        found.setdefault(key(row), []).append(row)
    return found


def tied_by_key(
    kind: str,
    left: Mapping[Key, Sequence[Row]],
    right: Mapping[Key, Sequence[Row]],
    say: Callable[[Row], str],
    tolerance_minor: int,
) -> Tied:
    """Two lists whose rows of one key must sum to the same; other keys are left over."""
    matches: list[Match] = []
    differences: list[Difference] = []
    left_over: list[Leftover] = []
    for key, here in left.items():
        there = right.get(key, ())
        if not there:
            left_over += (Leftover(row, reason=Reason.MISSING_EXTRACT) for row in here)
            continue
        one, other = sum_of(here), sum_of(there)
        facts = (f"{say(here[0])} on both", f"{_lines(here)} against {_lines(there)}")
        if one is None or other is None or one.currency != other.currency:
            matches.append(Match(tuple(here), tuple(there), Tier.SUGGESTED, "key", facts))
        elif abs(other.minor - one.minor) <= tolerance_minor:
            matches.append(Match(tuple(here), tuple(there), Tier.CONFIRMED, "key", facts))
        else:
            cause, why = cause_of(one, other)
            differences.append(
                Difference(
                    Kind.AMOUNT, say(here[0]), tuple(here), tuple(there), one, other, cause, why
                )
            )
    all_left = [row for rows in left.values() for row in rows]
    all_right = [row for rows in right.values() for row in rows]
    return Tied(
        named_lists(kind, all_left, all_right),
        tuple(matches),
        tuple(differences),
        tuple(left_over),
        tuple(Leftover(row) for key, rows in right.items() if key not in left for row in rows),
        left=tuple(all_left),
        right=tuple(all_right),
        takes_decisions=False,
    )


def _lines(rows: Sequence[Row]) -> str:
    return f"{len(rows)} line{'' if len(rows) == 1 else 's'}"
