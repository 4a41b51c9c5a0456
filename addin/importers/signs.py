"""Which of a statement's amounts are money in: decided by the file, proved by its balances.

Banks write one column with a sign, a column for each side, or a column of marks; they call the
sides debit and credit from their own view or from the customer's. Where a running balance is there,
the reading under which every balance follows from the one before is the right one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from addin.domain.bank import StatementLine, balance_breaks, closing_balance, in_time
from addin.domain.bank import opening_balance as opening
from addin.domain.money import Money, money
from addin.domain.source import Source
from addin.importers.importer import Proof, Remark
from addin.tables.cells import to_date
from addin.tables.table import Value

_MOSTLY: Final = Decimal(2) / 3


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement as written.

    ``amount``, ``debit`` and ``credit`` are its figures, None where it has none; ``mark`` is 1 for
    money in, -1 for money out, 0 where no column says. ``moved`` is what they come to, once that
    is decided. ``is_balance``: it states a balance and moves nothing.
    """

    line: int
    date: dt.date | None
    row: tuple[Value, ...]
    amount: Decimal | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    balance: Decimal | None = None
    mark: int = 0
    moved: Decimal | None = None
    is_balance: bool = False

    def posted(self, at: int | None) -> dt.date | None:
        """The day in another column of dates, read in the order that this line's own day shows."""
        cell = self.row[at] if at is not None and at < len(self.row) else None
        found = [to_date(cell, order) for order in (True, False)]
        near = [one for one in found if one is not None]
        own = self.date
        if own is None:
            return next(iter(near), None)
        return min(near, key=lambda one: abs((one - own).days), default=None)


@dataclass(frozen=True, slots=True)
class Moved:
    """Movements whose sides are decided, what a person should know of it, and what stays open."""

    movements: tuple[Movement, ...]
    said: str = ""
    unclear: tuple[Remark, ...] = ()


_Reading = Callable[[Movement], Decimal | None]


def in_and_out(lines: Sequence[Movement], *, of_card: bool) -> Moved:
    """The movements, for a bank money in positive, for a card a charge positive."""
    sides = any(one.debit is not None or one.credit is not None for one in lines)
    signed = [one.amount for one in lines if one.amount and not one.is_balance]
    unsigned = bool(signed) and all(one > 0 for one in signed)
    marked = unsigned and any(one.mark for one in lines)
    if unsigned and not (sides or marked or of_card) and any(one.balance for one in lines):
        written = [one if one.is_balance else replace(one, moved=one.amount) for one in lines]
        proofs = sum(one.balance is not None for one in lines)
        if proofs < 2 or balance_breaks(as_lines(written)):
            return _by_balance(lines)
    if sides:
        lines = _without_minus(lines)
        readings: tuple[_Reading, ...] = (_debit_is_out, _debit_is_in)
    elif marked:
        readings = (_as_marked, _against_marks)
    else:
        readings = (_as_written, _turned)
    chosen, decided = _proved_by_balance(lines, readings)
    moved = [one if one.is_balance else replace(one, moved=chosen(one)) for one in lines]
    if of_card:
        moved = _charges_positive(moved, sides or marked)
    said = ""
    if unsigned and not (sides or marked or of_card):
        said = _said_of_unsigned(lines, decided=decided)
    return Moved(tuple(moved), said)


def _said_of_unsigned(lines: Sequence[Movement], *, decided: bool) -> str:
    if not decided:
        return "no amount is negative, and nothing says which are money out: all are money in"
    if any(one.is_balance for one in lines):
        return ""
    return (
        "no amount is negative and every balance follows: all are money in, the first line too, "
        "which nothing before it proves"
    )


def _by_balance(lines: Sequence[Movement]) -> Moved:
    """Amounts without any sign: each is what the balance moved by, from the line before it."""
    down = list(lines)
    readings = [_stepped(down), list(reversed(_stepped(list(reversed(down)))))]
    chosen = min(
        readings,
        key=lambda told: sum(one.moved is None and not one.is_balance for one in told),
    )
    unclear = tuple(
        Remark(f"nothing says whether {one.amount:,.2f} is money in or out", one.line)
        for one in chosen
        if one.moved is None and not one.is_balance
    )
    return Moved(tuple(chosen), unclear=unclear)


def _stepped(lines: list[Movement]) -> list[Movement]:
    found: list[Movement] = []
    before: Decimal | None = None
    for one in lines:
        step = None if before is None or one.balance is None else one.balance - before
        known = not one.is_balance and step is not None and abs(step) == one.amount
        found.append(replace(one, moved=step) if known else one)
        before = one.balance
    return found


def _debit_is_out(one: Movement) -> Decimal | None:
    if one.debit is None and one.credit is None:
        return one.amount
    return (one.credit or Decimal(0)) - (one.debit or Decimal(0))


def _debit_is_in(one: Movement) -> Decimal | None:
    if one.debit is None and one.credit is None:
        return one.amount
    return (one.debit or Decimal(0)) - (one.credit or Decimal(0))


def _as_marked(one: Movement) -> Decimal | None:
    return None if one.amount is None else one.amount * (one.mark or 1)


def _against_marks(one: Movement) -> Decimal | None:
    return None if one.amount is None else -one.amount * (one.mark or 1)


def _as_written(one: Movement) -> Decimal | None:
    return one.amount


def _turned(one: Movement) -> Decimal | None:
    return None if one.amount is None else -one.amount


def _without_minus(lines: Sequence[Movement]) -> list[Movement]:
    """A column of money out whose figures all have a minus says it twice."""
    if _all_negative(one.debit for one in lines):
        lines = [replace(one, debit=None if one.debit is None else -one.debit) for one in lines]
    if _all_negative(one.credit for one in lines):
        lines = [replace(one, credit=None if one.credit is None else -one.credit) for one in lines]
    return list(lines)


def _all_negative(figures: Iterable[Decimal | None]) -> bool:
    told = [figure for figure in figures if figure]
    return bool(told) and all(figure < 0 for figure in told)


def _proved_by_balance(
    lines: Sequence[Movement], readings: Sequence[_Reading]
) -> tuple[_Reading, bool]:
    """The reading that the balances prove; the first, and False, where they prove neither."""
    if sum(one.balance is not None for one in lines) < 2:
        return readings[0], False
    broken = [
        len(balance_breaks(as_lines([replace(one, moved=reading(one)) for one in lines])))
        for reading in readings
    ]
    if broken[0] == broken[1]:
        return readings[0], False
    return readings[broken.index(min(broken))], True


def _charges_positive(lines: Sequence[Movement], decided: bool) -> list[Movement]:  # noqa: FBT001 - what is known
    """A card's charges: what goes out where sides say so, else the sign that most lines have."""
    moves = [one.moved for one in lines if one.moved]
    negative = sum(one < 0 for one in moves)
    if decided or (moves and negative >= _MOSTLY * len(moves)):
        return [one if one.moved is None else replace(one, moved=-one.moved) for one in lines]
    return list(lines)


def as_lines(lines: Sequence[Movement]) -> list[StatementLine]:
    """The movements as lines of a statement, for the proof of its balances."""
    return [
        StatementLine(
            one.date,
            None if one.is_balance or one.moved is None else money(one.moved),
            Source("", "", one.line),
            balance=None if one.balance is None else money(one.balance),
        )
        for one in lines
    ]


def proved(lines: Sequence[Movement], unread: Sequence[Remark], *, of_card: bool) -> Proof:
    """What the running balance proves, and every place where it does not follow."""
    told = as_lines(lines)
    if sum(one.balance is not None for one in told) == 0:
        return Proof("there is no running balance to prove it", tuple(unread))
    if of_card:  # a card's balance is what is owed, or what is left: either way
        turned = [replace(one, amount=None if one.amount is None else -one.amount) for one in told]
        told = min((told, turned), key=lambda each: len(balance_breaks(each)))
    breaks = [
        Remark(
            f"the balance {one.found.text()} does not follow: {one.expected.text()} was expected",
            one.line.source.row,
        )
        for one in balance_breaks(told)
    ]
    first, last = opening(told), closing_balance(told)
    if last is None:
        return Proof("the last line has no balance", (*unread, *breaks))
    days = [one.date for one in in_time(told) if one.date]
    verb = "does not tie" if breaks or unread else "ties"
    begun = f"opening {_text(first)}, " if first is not None else ""
    return Proof(
        f"{begun}closing balance {_text(last)} {verb}",
        (*unread, *breaks),
        last.amount,
        days[-1] if days else None,
    )


def _text(sum_: Money) -> str:
    return sum_.text()
