"""What moved between two cost reports, and how much of it somebody recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from addin.domain.coding import by_code
from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money, zero


@dataclass(frozen=True, slots=True)
class Change:
    """One account in two reports; an account that one of them lacks is nothing there."""

    account: str
    description: str
    efc_before: Money
    efc_now: Money
    variance_before: Money
    variance_now: Money

    @property
    def efc(self) -> Money:
        """By how much its estimated final cost moved."""
        return self.efc_now - self.efc_before

    @property
    def variance(self) -> Money:
        """By how much its variance moved, in the reports' own convention."""
        return self.variance_now - self.variance_before


def changes(
    before: Iterable[CostReportLine],
    now: Iterable[CostReportLine],
    code: Callable[[str], str] = str.strip,
) -> tuple[Change, ...]:
    """Every account of both reports, in the order of the later one; total rows count nowhere."""
    old = [line for line in before if not line.is_total and line.account.strip()]
    new = [line for line in now if not line.is_total and line.account.strip()]
    names = {code(line.account): line.description for line in (*old, *new)}
    then, today, was, is_ = (
        by_code(((line.account, getattr(line, column)) for line in lines), code)
        for column in ("efc", "variance")
        for lines in (old, new)
    )
    accounts = dict.fromkeys(code(line.account) for line in (*new, *old))
    return tuple(
        Change(
            account,
            names[account],
            then.get(account, zero()),
            today.get(account, zero()),
            was.get(account, zero()),
            is_.get(account, zero()),
        )
        for account in accounts
        if any(account in side for side in (then, today, was, is_))
    )


@dataclass(frozen=True, slots=True)
class Move:
    """By how much an account's estimated final cost moved, and what of it was recorded."""

    account: str
    before: Money
    now: Money
    recorded: Money

    @property
    def moved(self) -> Money:
        """Now less before."""
        return self.now - self.before

    @property
    def unexplained(self) -> Money:
        """What moved without a record; negative too where a recorded change did not happen."""
        return self.moved - self.recorded


def moves(
    before: Mapping[str, Money], now: Mapping[str, Money], recorded: Mapping[str, Money]
) -> tuple[Move, ...]:
    """The accounts whose EFC moved or has a recorded change, in the order of the later report."""
    found = (
        Move(
            account,
            before.get(account, zero()),
            now.get(account, zero()),
            recorded.get(account, zero()),
        )
        for account in dict.fromkeys([*now, *before, *recorded])
    )
    return tuple(move for move in found if move.moved or move.recorded)
