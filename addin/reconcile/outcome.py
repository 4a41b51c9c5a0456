"""What matching two lists comes to: rows, matches, differences, leftovers.

A match says that rows are the same thing; a difference says where the two sides of a match
disagree; a leftover found no partner. Nothing here decides how bad that is: findings do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from addin.domain.decisions import Accepted, Split
from addin.domain.money import Money
from addin.domain.source import Place, Source


class Options(Protocol):
    """What a production may set: see ``Options`` of the rules."""

    @property
    def today(self) -> dt.date:
        """The day to count ages from; the last day there is: nobody said."""
        ...

    @property
    def tolerance_minor(self) -> int:
        """How far two figures may differ and still agree, in minor units."""
        ...


class Tier(StrEnum):
    """How sure a match is. There is no confidence number: the tier and the evidence are it.

    CONFIRMED: nothing else could have been paired with either side, and chance could hardly have
    made the match. SUGGESTED: everything else; a person decides, and nothing is booked on it.
    """

    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two rows may lie apart and still be candidates.

    Days are those of the right row after the left one. ``alike`` is how alike two names must be,
    from 0 to 100. ``near_minor`` and ``near_percent`` are how far amounts may differ and still be
    suggested; ``group_days`` is how much longer the rows of one payment may take.
    """

    minor: int = 0
    days_before: int = 1
    days_after: int = 7
    alike: int = 78
    near_minor: int = 10
    near_percent: int = 3
    group_days: int = 5

    def in_window(self, left: dt.date | None, right: dt.date | None) -> bool:
        """The dates lie near enough; a missing date excludes nothing."""
        if left is None or right is None:
            return True
        return -self.days_before <= (right - left).days <= self.days_after

    @property
    def mirrored(self) -> Tolerance:
        """The same with left and right exchanged."""
        return replace(self, days_before=self.days_after, days_after=self.days_before)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a list as the matching sees it; two rows are equal only if they are the same.

    ``reference`` and ``account`` are written so that equal ones compare equal; ``label`` is how a
    person would name the row ("PO 1042"); ``shown`` are the fields of the record whose cell holds
    the amount, best first.
    """

    source: Source
    amount: Money | None
    date: dt.date | None = None
    reference: str = ""
    name: str = ""
    account: str = ""
    label: str = ""
    text: str = ""
    shown: tuple[str, ...] = ("amount",)
    record: object = None

    @property
    def place(self) -> Place:
        """The cell of the amount."""
        return self.source.at(*self.shown)

    @property
    def content(self) -> tuple[object, ...]:
        """What the row says, for an order that does not depend on where it stands."""
        minor, currency = (self.amount.minor, self.amount.currency) if self.amount else (0, "")
        day = self.date.toordinal() if self.date else 0
        said = (self.reference, self.name, self.account, self.text)
        where = (self.source.workbook, self.source.sheet, self.source.row)
        return (day, minor, currency, *said, *where)


@dataclass(frozen=True, slots=True)
class Rival:
    """Rows that could have been matched instead, and why not less."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]

    def __str__(self) -> str:
        here = ", ".join(str(row.place) for row in self.left)
        there = ", ".join(str(row.place) for row in self.right)
        return f"{here} ↔ {there}"


@dataclass(frozen=True, slots=True)
class Match:
    """Rows of two lists that are the same thing.

    ``strategy`` says how they were found, ``evidence`` why, as facts in the order to show them;
    ``rivals`` is how many other candidates there were, ``others`` the best three of them.
    ``adjustments`` are rows among left and right that are no part of the thing itself: freight,
    tax, a fee. Right is empty where rows of one list cancel one another.
    """

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    tier: Tier
    strategy: str
    evidence: tuple[str, ...] = ()
    rivals: int = 0
    others: tuple[Rival, ...] = ()
    adjustments: tuple[Row, ...] = ()

    @property
    def difference(self) -> Money | None:
        """Right less left; None when a side has no amount or the currencies differ."""
        left, right = sum_of(self.left), sum_of(self.right)
        if left is None or right is None or left.currency != right.currency:
            return None
        return right - left

    def __str__(self) -> str:
        here = ", ".join(str(row.place) for row in self.left)
        there = ", ".join(str(row.place) for row in self.right)
        return f"{here} ↔ {there}: {', '.join(self.evidence)} → {self.strategy}, {self.tier}"


class Kind(StrEnum):
    """What disagrees between two sides that are the same thing."""

    AMOUNT = "amount"
    NAME = "vendor"
    ACCOUNT = "account"
    RELIEVED = "relieved"  # what the PO log says was invoiced so far
    ORDERED = "ordered"  # the PO amount that an invoice list repeats
    PERIOD = "period"  # cost of the period
    CURRENCY = "currency"
    BILLED = "billed"  # more than was ordered


class Cause(StrEnum):
    """What a difference looks like."""

    NONE = ""
    TRANSPOSED = "transposed digits"
    SIGN = "sign flipped"
    SHIFTED = "decimal point moved"
    TAX = "tax included on one side"  # the tax that a side states of itself
    TAX_RATE = "a usual rate of tax apart"  # a hint: round amounts are often so by chance
    DIGIT = "one digit differs"
    DUPLICATE = "entered twice"
    SPLIT = "split into several"
    STALE = "one side is older"
    MISSING_ROW = "one row is missing"
    ROUNDED = "rounded"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two sides of a match, or two totals of one account, disagree.

    ``subject`` names the thing in words that survive a moved row. ``cause`` is what it looks like,
    ``because`` the same as a sentence with its figures. ``certain`` says that the two must agree.
    """

    kind: Kind
    subject: str
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    left_says: Money | str
    right_says: Money | str
    cause: Cause = Cause.NONE
    because: str = ""
    certain: bool = True

    @property
    def amount(self) -> Money | None:
        """Right less left, where both are money of one currency."""
        left, right = self.left_says, self.right_says
        if isinstance(left, Money) and isinstance(right, Money) and left.currency == right.currency:
            return right - left
        return None

    @property
    def places(self) -> tuple[Place, ...]:
        """Every cell on both sides, left first."""
        field = {Kind.NAME: ("vendor",), Kind.ACCOUNT: ("account",)}.get(self.kind)
        return places_of((*self.left, *self.right), field)


class Reason(StrEnum):
    """Why a row is likely to have no partner."""

    NONE = ""
    NOT_INVOICED = "not invoiced"
    NO_ORDER = "no purchase order"
    IN_TRANSIT = "in transit"  # booked so late that the other list cannot have it yet
    NOT_POSTED = "not posted"
    WRONG_ACCOUNT = "on another account"
    OUTSIDE_PERIOD = "outside the period of the other list"
    MISSING_EXTRACT = "its account is missing from the extract"
    TWICE = "entered twice"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A row that found no partner, its probable cause and its age in days (None: not known).

    ``near`` are rows it may have to do with: on the other list, or its twin on its own. ``reason``
    is why it has no partner, ``so`` the same as a sentence with its figures.
    """

    row: Row
    cause: Cause = Cause.NONE
    because: str = ""
    age: int | None = None
    near: tuple[Row, ...] = ()
    reason: Reason = Reason.NONE
    so: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """Which two lists were compared: the kind of pair, and the sheet on each side."""

    kind: str
    left: str
    right: str

    def __str__(self) -> str:
        return f"{self.left} ↔ {self.right}"


def named_lists(kind: str, left: Sequence[Row], right: Sequence[Row]) -> Lists:
    """Which two lists these rows stand in."""
    here, there = left[0].source, right[0].source
    return Lists(kind, f"{here.workbook}!{here.sheet}", f"{there.workbook}!{there.sheet}")


def numbered_or_matched(rows: Iterable[Row], matches: Iterable[Match]) -> tuple[Row, ...]:
    """The rows of a ledger that a statement is about: those with a reference, and those matched."""
    partners = {id(row) for one in matches for row in one.right}
    return tuple(row for row in rows if row.reference or id(row) in partners)


@dataclass(frozen=True, slots=True)
class Tied:
    """Two lists, compared.

    ``learned`` are pairs of names that confirmed matches show to be one vendor, though they are not
    alike; ``stale`` are decisions whose rows are no longer there as they were.

    ``left`` and ``right`` are all rows that took part, for the statement of the pair; right is
    empty where the other list holds other things too (a ledger, beside one card). ``left_rest`` and
    ``right_rest`` say what rows are that found no partner and need none. ``takes_decisions``: a
    person may accept or reject; not so where both sides are accounts. ``relieves``: rows on the
    right use those on the left up by and by, as invoices do an order.
    """

    lists: Lists
    matches: tuple[Match, ...] = ()
    differences: tuple[Difference, ...] = ()
    left_over: tuple[Leftover, ...] = ()
    right_over: tuple[Leftover, ...] = ()
    learned: tuple[tuple[str, str], ...] = ()
    stale: tuple[Accepted | Split, ...] = ()
    left: tuple[Row, ...] = ()
    right: tuple[Row, ...] = ()
    left_rest: str = ""
    right_rest: str = ""
    takes_decisions: bool = True
    relieves: bool = False

    def matched(self, tier: Tier) -> int:
        """How many matches there are of a tier."""
        return sum(1 for match in self.matches if match.tier is tier)

    @property
    def left_share(self) -> float:
        """The share of left rows that found a partner, 1 when there are no rows."""
        return _share(sum(len(m.left) for m in self.matches), len(self.left_over))

    @property
    def right_share(self) -> float:
        """The share of right rows that found a partner, 1 when there are no rows."""
        return _share(sum(len(m.right) for m in self.matches), len(self.right_over))


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every pair of lists of a production, compared."""

    tied: tuple[Tied, ...] = ()

    def of(self, *kinds: str) -> Iterable[Tied]:
        """The pairs of these kinds, in the order compared."""
        return (tied for tied in self.tied if tied.lists.kind in kinds)


@dataclass(frozen=True, slots=True)
class Matched:
    """How two lists tie: pairs confirmed, suggested, and rows left on either side."""

    pair: str
    confirmed: int
    suggested: int
    left_over: int
    right_over: int


def sum_of(rows: Iterable[Row]) -> Money | None:
    """The rows' amounts together; None without any, or in more than one currency."""
    amounts = [row.amount for row in rows if row.amount is not None]
    if not amounts or len({amount.currency for amount in amounts}) > 1:
        return None
    return Money(sum(amount.minor for amount in amounts), amounts[0].currency)


def places_of(rows: Iterable[Row], fields: tuple[str, ...] | None = None) -> tuple[Place, ...]:
    """The rows' cells, each once, in their order."""
    cells = (row.source.at(*(fields or row.shown)) for row in rows)
    return tuple(dict.fromkeys(cells))


def _share(matched: int, left_over: int) -> float:
    return matched / (matched + left_over) if matched + left_over else 1.0
