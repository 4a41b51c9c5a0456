"""What a transfer of budget is, and when it may not be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from addin.domain.accounts import AccountKind
from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money, zero
from addin.errors import NothingToDo
from addin.jobs.load import Loaded
from addin.jobs.which_report import ChosenReport


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is to be moved; ``amount`` is above zero, in the report's currency.

    ``overdraw``: although the account that gives then has less than nothing.
    """

    source: str
    target: str
    amount: Decimal
    reason: str
    date: dt.date
    overdraw: bool = False
    number: str = ""  # empty: the next one


def account_row(loaded: Loaded, report: ChosenReport, code: str) -> CostReportLine:
    """The account's row.

    Raises:
        NothingToDo: the chart does not have it, it takes no cost, or the report has no such row.
    """
    chart = loaded.production.chart
    known = chart.find(code) if chart else None
    if chart and known is None:
        meant = [one for one in chart.near(code) if one.kind is AccountKind.COST]
        near = " or ".join(f"{one.code} {one.name}".strip() for one in meant[:3])
        advice = f"Is it {near}?" if near else "Write it as the chart does."
        raise NothingToDo(f"Account {code} is not in the chart. Nothing was written. {advice}")
    if known is not None and known.kind is not AccountKind.COST:
        what = "closed" if known.kind is AccountKind.CLOSED else f"a {known.kind} account"
        raise NothingToDo(
            f"Account {code} is {what} ({known.source.at('account')}): it takes no budget. "
            "Nothing was written. Choose another account, or open this one in the chart."
        )
    line = report.account(code)
    if line is None:
        raise NothingToDo(
            f"{report.book.name}!{report.sheet.name} has no row for account {code}. Nothing was "
            "written. Add the row to the report first."
        )
    return line


def require_sound(
    transfer: Transfer, amount: Money, giving: CostReportLine, taking: CostReportLine
) -> None:
    """Refuse what is no transfer, or overdraws the account that gives.

    Raises:
        NothingToDo: says why.
    """
    if not transfer.reason.strip():
        raise NothingToDo("A transfer needs a reason. Nothing was written. Say why.")
    if giving is taking:
        raise NothingToDo(
            f"{called(giving)} cannot give to itself. Nothing was written. Name two accounts."
        )
    if amount.minor <= 0:
        raise NothingToDo(
            f"{amount.text()} cannot be moved. Nothing was written. Write an amount above "
            "zero; to move it back, swap the accounts."
        )
    has = revised(giving, amount)
    if has < amount and not transfer.overdraw:
        raise NothingToDo(
            f"{called(giving)} has a budget of {has.text()} ({giving.source.at('revised_budget')})"
            f", and {amount.text()} is {(amount - has).text()} more. "
            "Nothing was written. Move less, or say that it may be overdrawn."
        )


def require_open(transfer: Transfer, closed: dt.date | None) -> None:
    """Refuse a date in a week that is closed.

    Raises:
        NothingToDo: says which.
    """
    if closed is not None and transfer.date <= closed:
        raise NothingToDo(
            f"The week ending {closed} is closed, and the transfer is dated {transfer.date}. "
            "Nothing was written. Date it after the week that was closed."
        )


def revised(line: CostReportLine, like: Money) -> Money:
    """The budget with the changes so far."""
    if line.revised_budget is not None:
        return line.revised_budget
    if line.budget is None:
        return zero(like.currency) if line.changes is None else line.changes
    return line.budget if line.changes is None else line.budget + line.changes


def called(line: CostReportLine) -> str:
    """An account as a person names it."""
    return f"{line.account} {line.description}".strip()
