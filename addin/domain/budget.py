"""Budget lines: what was planned, by account, and the arithmetic of a line.

``amount * multiplier * rate * fourth`` is a line's subtotal; fringes come on top.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from addin.domain.accounts import ChartOfAccounts
from addin.domain.exchange import exchange
from addin.domain.money import NO_CURRENCY, Money, exponent, round_half_up, total
from addin.domain.source import NOWHERE, Source

_EXACT: Final = Context(prec=2000, Emin=-999_999, Emax=999_999)
"""Enough for the product of any four numbers that a cell holds."""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a budget or of its topsheet. None: the sheet has no such column or no value."""

    account: str  # code as text; empty where the sheet has none
    description: str
    amount: Money | None  # the line's total, fringes included where the sheet includes them
    source: Source = NOWHERE
    quantity: Decimal | None = None
    unit: str = ""
    multiplier: Decimal | None = None
    rate: Decimal | None = None  # per unit, in the line's currency
    subtotal: Money | None = None  # before fringes
    fringe_rate: Decimal | None = None  # 0.22 for 22 %
    fringes: Money | None = None
    group: str = ""  # the section heading the line stands under


def line_subtotal(
    quantity: Decimal | Fraction,
    rate: Decimal | Fraction,
    *,
    multiplier: Decimal | Fraction = Decimal(1),
    fourth: Decimal | Fraction = Decimal(1),
    currency: str = NO_CURRENCY,
) -> Money:
    """A detail line before fringes: Amt * X * Rate * 4th, rounded once to a minor unit.

    >>> print(line_subtotal(Decimal(5), Decimal("612.50"), multiplier=Decimal(3), currency="USD"))
    9,187.50 USD
    """
    factors = (quantity, multiplier, rate, fourth)
    decimals = [factor for factor in factors if isinstance(factor, Decimal)]
    if len(decimals) == len(factors):  # the usual case, several times as fast as fractions
        product = Decimal(1)
        for factor in decimals:
            product = _EXACT.multiply(product, factor)
        minor = product.scaleb(exponent(currency), _EXACT).to_integral_value(ROUND_HALF_UP, _EXACT)
        return Money(int(minor), currency)
    exact = Fraction(quantity) * Fraction(multiplier) * Fraction(rate) * Fraction(fourth)
    return Money(round_half_up(exact * 10 ** exponent(currency)), currency)


def expected_subtotal(line: BudgetLine) -> Money | None:
    """What a line's own quantity, multiplier and rate come to; None without quantity or rate."""
    stated = line.amount if line.subtotal is None else line.subtotal
    if line.quantity is None or line.rate is None or stated is None:
        return None
    multiplier = Decimal(1) if line.multiplier is None else line.multiplier
    return line_subtotal(line.quantity, line.rate, multiplier=multiplier, currency=stated.currency)


def expected_total(line: BudgetLine) -> Money | None:
    """What a line's subtotal and its fringes come to; None without either."""
    if line.subtotal is None:
        return None
    if line.fringes is not None:
        return line.subtotal + line.fringes
    if line.fringe_rate is not None:
        return line.subtotal + line.subtotal.times(line.fringe_rate)
    return None


def in_base(line: BudgetLine, rate: Decimal | Fraction, currency: str) -> Money | None:
    """A line's total in the budget's own currency, at the rate locked with the version."""
    return None if line.amount is None else exchange(line.amount, rate, currency)


def by_account(
    lines: Iterable[BudgetLine], chart: ChartOfAccounts | None = None
) -> dict[str, Money]:
    """Totals by account code, in the order the accounts first appear; lines without amount are 0.

    With a chart, codes are written under its mask.

    Raises:
        CurrencyMismatch: lines of one account in two currencies.
    """
    found: dict[str, list[Money]] = {}
    for line in lines:
        code = chart.mask.normal(line.account) if chart else line.account
        if line.amount is not None:
            found.setdefault(code, []).append(line.amount)
    return {code: total(amounts) for code, amounts in found.items()}


def topsheet(lines: Iterable[BudgetLine], chart: ChartOfAccounts) -> tuple[BudgetLine, ...]:
    """Categories with their totals, in chart order; the last line is the grand total.

    A line's category is the uppermost account above it that is no heading. Lines whose account the
    chart does not know stand in front of the total under their own code, so that nothing is lost.
    """
    known: dict[str, Money] = {}
    unknown: dict[str, Money] = {}
    for code, amount in by_account(lines, chart).items():
        own = [account for account in chart.lineage(code) if account.kind != "header"]
        home, key = (known, own[-1].code) if own else (unknown, code)
        home[key] = home[key] + amount if key in home else amount
    rows = [
        BudgetLine(account.code, account.name, known[account.code], group=account.section)
        for account in chart.accounts
        if account.code in known
    ]
    rows += [BudgetLine(code, "", amount) for code, amount in unknown.items()]
    grand = total(row.amount for row in rows if row.amount is not None)
    return (*rows, BudgetLine("", "Grand total", grand))
