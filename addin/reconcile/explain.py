"""What rows that found no partner may have to do with one another.

Two leftovers may be one thing with a slip of the finger between them; a leftover may be the twin of
a row that is matched; one may be several on the other side. What fits is said, never assumed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

from addin.domain.differences import TAX_RATES, same_digits
from addin.domain.money import Money, round_half_up
from addin.domain.vendors import name_key
from addin.reconcile.causes import cause_of
from addin.reconcile.decisions import Barred, row_key
from addin.reconcile.match import Rest
from addin.reconcile.outcome import Cause, Difference, Kind, Leftover, Match, Row, Tolerance

_CLOSE_DAYS: Final = 3
"""Two rows this near in time, of one name, with a slip between their amounts, are one thing."""
MOST_EXPLAINED: Final = 5_000
"""More rows without a partner than this are another list's, not leftovers of this one."""
_SPLIT_ROWS: Final = 4
_SPLIT_CANDIDATES: Final = 12
_DIGIT_LENGTH: Final = 4
_WITH_TAX: Final = tuple(1 + Fraction(rate) / 100 for rate in TAX_RATES)

_Pair = tuple[Row, Row, Cause, str]


def slips(
    pool: Rest,
    tolerance: Tolerance,
    taxes: Iterable[Money] = (),
    *,
    barred: Barred | None = None,
) -> tuple[tuple[Difference, ...], Rest]:
    """Pairs of leftovers that differ by one slip, and what is left then.

    Both must have names that are alike, lie in the window, and come into question for one another
    only; nobody may have said that they are not one thing. ``certain`` are pairs a few days apart
    whose digits are swapped or shifted.
    """
    if len(pool.left) > MOST_EXPLAINED or len(pool.right) > MOST_EXPLAINED:
        return (), pool
    stated = tuple(taxes)
    found = [
        (left, right, cause, why)
        for left, right in _candidates(pool)
        if tolerance.in_window(left.date, right.date)
        and pool.alikeness(left, right) >= tolerance.alike
        and left.amount is not None
        and right.amount is not None
        and not (barred and barred.bars((row_key(left),), (row_key(right),)))
        for cause, why in [cause_of(left.amount, right.amount, stated)]
        if cause is not Cause.NONE and _holds(left, right, cause)
    ]
    alone = tuple(_alone(found))
    used = {row for left, right, _, _ in alone for row in (left, right)}
    rest = Rest(
        tuple(row for row in pool.left if row not in used),
        tuple(row for row in pool.right if row not in used),
        pool.aliases,
    )
    return tuple(_difference(pair) for pair in alone), rest


def _holds(left: Row, right: Row, cause: Cause) -> bool:
    """Weak causes need more to hold them: the same day, or the same reference."""
    if cause in (Cause.TRANSPOSED, Cause.SHIFTED, Cause.SIGN):
        return True
    same_reference = bool(left.reference) and left.reference == right.reference
    return same_reference or (left.date is not None and left.date == right.date)


def _alone(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    of_left = Counter(left for left, _, _, _ in pairs)
    of_right = Counter(right for _, right, _, _ in pairs)
    return (pair for pair in pairs if of_left[pair[0]] == 1 and of_right[pair[1]] == 1)


def _difference(pair: _Pair) -> Difference:
    left, right, cause, why = pair
    near = left.date is not None and right.date is not None
    days = abs((left.date - right.date).days) if left.date and right.date else _CLOSE_DAYS + 1
    certain = near and days <= _CLOSE_DAYS and cause in (Cause.TRANSPOSED, Cause.SHIFTED)
    subject = f"{left.label} of {left.date or 'no date'}: {left.name or left.text}".strip()
    if left.amount is None or right.amount is None:
        raise ValueError("a slip is between two amounts")
    return Difference(
        Kind.AMOUNT, subject, (left,), (right,), left.amount, right.amount, cause, why, certain
    )


def _candidates(pool: Rest) -> Iterator[tuple[Row, Row]]:
    """Pairs whose amounts one slip might turn into one another, each once, in content order."""
    by_key: dict[tuple[object, ...], list[Row]] = {}
    for right in pool.right:
        for key in _keys(right, is_left=False):
            by_key.setdefault(key, []).append(right)
    for left in pool.left:
        seen: set[Row] = set()
        for key in _keys(left, is_left=True):
            for right in by_key.get(key, ()):
                if right not in seen:
                    seen.add(right)
                    yield left, right


def _keys(row: Row, *, is_left: bool) -> Iterator[tuple[object, ...]]:
    """Equal for rows that one slip might turn into one another."""
    amount = row.amount
    if not amount:
        return
    currency, minor = amount.currency, amount.minor
    digits = str(abs(minor))
    yield ("digits", *same_digits(amount))
    yield ("sign", currency, minor if is_left else -minor)
    yield ("shifted", currency, minor < 0, digits.rstrip("0"))
    if len(digits) >= _DIGIT_LENGTH:
        for i in range(len(digits)):
            yield ("digit", currency, minor < 0, f"{digits[:i]}?{digits[i + 1 :]}")
    own, other = ("net", "gross") if is_left else ("gross", "net")
    yield (own, currency, minor)
    for factor in _WITH_TAX:
        yield (other, currency, round_half_up(factor * minor))


def leftovers(
    rows: Sequence[Row],
    others: Sequence[Row],
    matches: Iterable[Match],
    tolerance: Tolerance,
    as_of: dt.date | None,
    *,
    is_left: bool,
) -> tuple[Leftover, ...]:
    """Each row without a partner, with its probable cause and its age, in content order.

    ``others`` are the rows without a partner on the other list.
    """
    if len(rows) > MOST_EXPLAINED:
        return tuple(Leftover(row, age=_age(row, as_of)) for row in rows)
    twins: dict[tuple[object, ...], Row] = {}
    for one in matches:
        for row in one.left if is_left else one.right:
            twins.setdefault(_same(row), row)
    by_name: dict[str, list[Row]] = {}
    for other in others:
        if other.name and other.amount:
            by_name.setdefault(name_key(other.name), []).append(other)
    window = tolerance if is_left else tolerance.mirrored
    return tuple(_leftover(row, twins, by_name, window, as_of) for row in rows)


def _leftover(
    row: Row,
    twins: dict[tuple[object, ...], Row],
    by_name: dict[str, list[Row]],
    window: Tolerance,
    as_of: dt.date | None,
) -> Leftover:
    age = _age(row, as_of)
    twin = twins.get(_same(row)) if row.amount and row.date else None
    if twin is not None:
        why = f"{twin.place} has the same date, name and amount: entered twice?"
        return Leftover(row, Cause.DUPLICATE, why, age, (twin,))
    parts = _parts(row, by_name.get(name_key(row.name), ()), window)
    if parts:
        why = f"{' + '.join(str(part.amount.text()) for part in parts if part.amount)} make it up"
        return Leftover(row, Cause.SPLIT, why, age, parts)
    return Leftover(row, age=age)


def _age(row: Row, as_of: dt.date | None) -> int | None:
    return (as_of - row.date).days if as_of is not None and row.date is not None else None


def _same(row: Row) -> tuple[object, ...]:
    return row.date, row.amount, name_key(row.name), row.reference


def _parts(row: Row, others: Sequence[Row], window: Tolerance) -> tuple[Row, ...]:
    """The one set of two to four rows of the same name that sum to a row; empty if none or more."""
    if row.amount is None or not row.name:
        return ()
    wanted = row.amount
    near = [
        other
        for other in others
        if other.amount is not None
        and other.amount.currency == wanted.currency
        and other.amount.minor * wanted.minor > 0
        and abs(other.amount) < abs(wanted)
        and window.in_window(row.date, other.date)
    ]
    if not 2 <= len(near) <= _SPLIT_CANDIDATES:
        return ()
    found = [
        chosen
        for size in range(2, _SPLIT_ROWS + 1)
        for chosen in combinations(near, size)
        if sum(part.amount.minor for part in chosen if part.amount) == wanted.minor
    ]
    return found[0] if len(found) == 1 else ()
