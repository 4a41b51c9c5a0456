"""The example budget worked out by the arithmetic of the trade, not by its sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from addin.domain.accounts import ChartOfAccounts
from addin.domain.budget import line_subtotal
from addin.domain.budget_charges import Charge, charge_amount
from addin.domain.fringes import Fringe, Labour, fringe_by_line
from addin.domain.money import Money, money, total
from addin.tables.contract import Contract
from addin.tables.filling import Row

_NO_FRINGE: Final = frozenset({"none"})


def subtotals(lines: Sequence[Row], globals_: Mapping[str, object]) -> tuple[Money, ...]:
    """Each line before fringes; ``=Shoot_weeks`` stands for that global's value."""
    found = []
    for line in lines:
        amount = line["Amt"]
        if isinstance(amount, str):
            amount = globals_[amount.removeprefix("=")]  # type: ignore[assignment]
        multiplier = Decimal(str(line.get("X") or 1))
        rate = Decimal(str(line["Rate"]))
        found.append(line_subtotal(Decimal(str(amount)), rate, multiplier=multiplier))
    return tuple(found)


def fringes(
    lines: Sequence[Row], wages: Sequence[Money], rates: Sequence[Row]
) -> tuple[Money, ...]:
    """Each line's fringes: what has no cut-off, and what stops at one, once for each person."""
    labour = [
        Labour(
            wage,
            person=str(line.get("Person") or ""),
            fringes=_codes(line),
        )
        for line, wage in zip(lines, wages, strict=True)
    ]
    by_fringe = []
    for row in rates:
        code, cutoff = str(row["Code"]), money(str(row["Cut-off"]))
        for rate, cap in ((row["Rate"], None), (row["Capped Rate"], cutoff)):
            by_fringe.append(fringe_by_line(Fringe(code, Decimal(str(rate)), cap), labour))
    return tuple(total(amounts) for amounts in zip(*by_fringe, strict=True))


def _codes(line: Row) -> frozenset[str]:
    code = line.get("Fringe Code")
    return frozenset({str(code)}) if code else _NO_FRINGE


def by_account(
    lines: Sequence[Row], rates: Sequence[Row], globals_: Mapping[str, object]
) -> dict[str, Money]:
    """What the detail comes to by account, fringes included."""
    wages = subtotals(lines, globals_)
    found: dict[str, list[Money]] = {}
    for line, wage, fringe in zip(lines, wages, fringes(lines, wages, rates), strict=True):
        found.setdefault(str(line["Account"]), []).append(wage + fringe)
    return {code: total(amounts) for code, amounts in found.items()}


def charges(
    contract: Contract, amounts: Mapping[str, Money], chart: ChartOfAccounts
) -> dict[str, Money]:
    """The charges of a topsheet by their account; a base names sections of the chart."""
    found = {}
    for row in contract.sheet("Topsheet").charges:
        base = frozenset(a.code for a in chart.accounts if a.section in row.base)
        charge = Charge(row.name, Decimal(row.rate), base=base)
        found[row.account] = charge_amount(charge, amounts, chart)
    return found
