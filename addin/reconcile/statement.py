"""The reconciliation of two lists as an accountant signs it.

It begins with the difference of the two totals, takes away what is matched, suggested, at two
amounts, and left over on either side, and ends at zero: every row of both lists stands in exactly
one of its lines. There is one statement for each currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b

from addin.domain.decisions import Accepted, Rejected
from addin.domain.money import Money
from addin.reconcile.decisions import row_key
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Leftover,
    Lists,
    Match,
    Reconciliation,
    Row,
    Tied,
    Tier,
)


class Part(StrEnum):
    """The parts of a statement, in the order in which they are shown."""

    MATCHED = "matched"
    PARTLY = "matched, less billed than ordered"
    SUGGESTED = "suggested, not confirmed"
    DIFFERS = "the same, at another amount"
    DISAGREES = "matched, but something else disagrees"
    ONLY_LEFT = "only in the first list"
    ONLY_RIGHT = "only in the second list"
    NOT_DUE_LEFT = "not due on the second list"
    NOT_DUE_RIGHT = "not due on the first list"


_OF_AMOUNTS = frozenset({Kind.AMOUNT, Kind.CURRENCY, Kind.BILLED})
ASKS_A_PERSON = (Part.SUGGESTED, Part.DIFFERS, Part.DISAGREES)


@dataclass(frozen=True, slots=True)
class Line:
    """Rows that belong together, on one side or both.

    ``id`` names the line for a decision; it is made of what the rows say, so it stays when rows
    move. ``left_amount`` and ``right_amount`` are what the line takes from each total (0 for rows
    of a third list: a journal).
    """

    id: str
    part: Part
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    left_amount: Money
    right_amount: Money
    why: str = ""
    rivals: tuple[str, ...] = ()

    @property
    def effect(self) -> Money:
        """What the line adds to the difference: right less left."""
        return self.right_amount - self.left_amount


@dataclass(frozen=True, slots=True)
class Statement:
    """Two lists in one currency, from the opening difference to zero.

    ``is_whole`` is False where the right list holds other things too: then only the left total is
    proved, and ``right_total`` is what was found for it. ``without_amount`` is how many rows of
    either list have no amount, and so no part in any statement.
    """

    lists: Lists
    currency: str
    left_total: Money
    right_total: Money
    left_count: int
    right_count: int
    lines: tuple[Line, ...]
    is_whole: bool = True
    without_amount: int = 0
    takes_decisions: bool = True

    @property
    def opening(self) -> Money:
        """Right total less left total."""
        return self.right_total - self.left_total

    @property
    def closing(self) -> Money:
        """What no line explains: zero."""
        left = sum(line.left_amount.minor for line in self.lines)
        right = sum(line.right_amount.minor for line in self.lines)
        return Money(self.opening.minor - (right - left), self.currency)

    @property
    def is_proved(self) -> bool:
        """Both totals are the sum of the lines, and every row stands in one line."""
        left = [row for line in self.lines for row in line.left]
        sums = (
            sum(line.left_amount.minor for line in self.lines) == self.left_total.minor
            and sum(line.right_amount.minor for line in self.lines) == self.right_total.minor
        )
        return sums and len({id(row) for row in left}) == len(left)

    def of(self, part: Part) -> tuple[Line, ...]:
        """The lines of one part."""
        return tuple(line for line in self.lines if line.part is part)

    def total(self, part: Part) -> tuple[Money, Money]:
        """What a part takes from the left and from the right total."""
        lines = self.of(part)
        return (
            Money(sum(line.left_amount.minor for line in lines), self.currency),
            Money(sum(line.right_amount.minor for line in lines), self.currency),
        )

    def asks(self, line: Line) -> bool:
        """Whether a person is to accept or reject a line."""
        return (
            self.takes_decisions and line.part in ASKS_A_PERSON and bool(line.left and line.right)
        )

    @property
    def open(self) -> int:
        """How many lines ask a person, or have no partner."""
        return sum(
            1
            for line in self.lines
            if line.part in {*ASKS_A_PERSON, Part.ONLY_LEFT, Part.ONLY_RIGHT}
        )


def statements(reconciliation: Reconciliation) -> tuple[Statement, ...]:
    """A statement for each two lists and each currency in them, in the order compared."""
    return tuple(one for tied in reconciliation.tied for one in statements_of(tied))


def statements_of(tied: Tied) -> Iterator[Statement]:
    """One for each currency of the two lists; rows without an amount have no part in it."""
    currencies = dict.fromkeys(
        row.amount.currency for row in (*tied.left, *tied.right) if row.amount is not None
    )
    found = tuple(_lines(tied))
    for currency in currencies:
        left = [row for row in tied.left if _in(row, currency)]
        right = [row for row in tied.right if _in(row, currency)]
        sides = frozenset(map(id, left)), frozenset(map(id, right))
        is_whole = bool(tied.right)
        lines = tuple(
            line
            for part, rows, why, rivals in found
            if (line := _line(tied.lists, part, rows, sides, currency, why, rivals)) is not None
        )
        found_for = sum(line.left_amount.minor for line in lines if line.right)
        yield Statement(
            tied.lists,
            currency,
            _sum(left, currency),
            _sum(right, currency) if is_whole else Money(found_for, currency),
            len(left),
            len(right),
            lines if is_whole else tuple(_one_sided(lines)),
            is_whole,
            sum(1 for row in (*tied.left, *tied.right) if row.amount is None),
            tied.takes_decisions,
        )


_Sides = tuple[tuple[Row, ...], tuple[Row, ...]]
_Found = tuple[Part, _Sides, str, tuple[str, ...]]


def _lines(tied: Tied) -> Iterator[_Found]:
    """Every row once: in its match, else its difference, else left over, else not due."""
    seen: set[int] = set()
    for part, (left, right), why, rivals in _candidates(tied):
        if part is Part.DIFFERS and any(id(row) in seen for row in (*left, *right)):
            continue  # told with its match
        here = tuple(row for row in left if id(row) not in seen)
        there = tuple(row for row in right if id(row) not in seen)
        if here or there:
            seen.update(map(id, (*here, *there)))
            yield part, (here, there), why, rivals


def _candidates(tied: Tied) -> Iterator[_Found]:
    told: dict[int, list[Difference]] = {}
    for other in tied.differences:
        for row in (*other.left, *other.right):
            told.setdefault(id(row), []).append(other)
    for one in sorted(tied.matches, key=lambda one: one.tier is Tier.SUGGESTED):
        rows = one.left, one.right
        found = [d for row in (*one.left, *one.right) for d in told.get(id(row), ())]
        differences = tuple({id(each): each for each in found}.values())
        why = "; ".join((*_all_said(differences), _why(one)))
        yield _part(one, differences, tied), rows, why, tuple(map(str, one.others))
    for other in tied.differences:
        yield Part.DIFFERS, (other.left, other.right), _said(other), ()
    for leftover in tied.left_over:
        yield Part.ONLY_LEFT, ((leftover.row,), ()), _reason(leftover), ()
    for leftover in tied.right_over:
        yield Part.ONLY_RIGHT, ((), (leftover.row,)), _reason(leftover), ()
    for row in tied.left:
        yield Part.NOT_DUE_LEFT, ((row,), ()), tied.left_rest, ()
    for row in tied.right:
        yield Part.NOT_DUE_RIGHT, ((), (row,)), tied.right_rest, ()


def _part(one: Match, differences: Sequence[Difference], tied: Tied) -> Part:
    """Where a match stands: what a person has to look at first."""
    if one.tier is Tier.SUGGESTED:
        return Part.SUGGESTED
    if any(each.kind in _OF_AMOUNTS for each in differences):
        return Part.DIFFERS
    if differences:
        return Part.DISAGREES
    rest = one.difference
    return Part.PARTLY if tied.relieves and rest and rest.is_negative else Part.MATCHED


def _line(
    lists: Lists,
    part: Part,
    rows: _Sides,
    sides: tuple[frozenset[int], frozenset[int]],
    currency: str,
    why: str,
    rivals: tuple[str, ...],
) -> Line | None:
    left, right = rows
    here = [row for row in left if id(row) in sides[0]]
    there = [row for row in right if id(row) in sides[1]]
    if not here and not there:
        return None
    return Line(
        line_id(lists.kind, left, right),
        part,
        left,
        right,
        _sum(here, currency),
        _sum(there, currency),
        why,
        rivals,
    )


def _one_sided(lines: Iterable[Line]) -> Iterator[Line]:
    """Where the right list is not whole, its side of a match is what the left side is."""
    for line in lines:
        amount = line.left_amount if line.right else line.right_amount
        yield Line(
            line.id, line.part, line.left, line.right, line.left_amount, amount, line.why,
            line.rivals,
        )  # fmt: skip


def line_id(kind: str, left: Sequence[Row], right: Sequence[Row]) -> str:
    """A short name for rows that belong together, made of what they say."""
    keys = *sorted(map(row_key, left)), "", *sorted(map(row_key, right))
    return blake2b("\x1f".join((kind, *keys)).encode(), digest_size=4).hexdigest()


def accepted(lists: Lists, line: Line, who: str, why: str = "") -> Accepted:
    """The decision that the rows of a line are the same thing."""
    return Accepted(lists.kind, *_keys(line), who=who, why=why)


def rejected(lists: Lists, line: Line, who: str, why: str = "") -> Rejected:
    """The decision that the rows of a line are not the same thing."""
    return Rejected(lists.kind, *_keys(line), who=who, why=why)


def _keys(line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(map(row_key, line.left)), tuple(map(row_key, line.right))


def _in(row: Row, currency: str) -> bool:
    return row.amount is not None and row.amount.currency == currency


def _sum(rows: Iterable[Row], currency: str) -> Money:
    return Money(sum(row.amount.minor for row in rows if row.amount is not None), currency)


def _why(one: Match) -> str:
    return "; ".join((one.strategy, *one.evidence))


def _all_said(differences: Iterable[Difference]) -> Iterator[str]:
    """A sentence for each kind: three invoices that repeat a wrong amount are one thing."""
    said: dict[tuple[Kind, Money | str], list[Difference]] = {}
    for one in differences:
        said.setdefault((one.kind, "" if one.because else one.left_says), []).append(one)
    for same in said.values():
        there = tuple(dict.fromkeys(str(one.right_says) for one in same))
        yield _said(replace(same[0], right_says=", ".join(there)) if len(there) > 1 else same[0])


def _said(one: Difference) -> str:
    said = one.because or str(one.cause) or f"{one.left_says} here, {one.right_says} there"
    return said if one.kind in _OF_AMOUNTS else f"{one.kind}: {said}"


def _reason(one: Leftover) -> str:
    said = one.so or one.because or str(one.reason) or str(one.cause)
    age = "" if not one.age else "a day old" if one.age == 1 else f"{one.age} days old"
    return "; ".join(filter(None, (said, age)))
