"""BUD105: a budget line is on an account that the chart does not have, or that takes no cost.

Why it matters: actuals come in on the chart's accounts, so this line never meets its cost: one
account shows no budget, the other no spending.

Example: 12,000.00 on account 3303, while the chart has 3300.

What to do: correct the code, or open the account in the chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.budget import BudgetLine
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together, named
from addin.rules.rule import Workpapers

CODE = "BUD105"
UNRELATED = 0.3
"""With fewer of its codes in the chart, the budget is by another chart, which is said once."""

_WHY: Final[Mapping[AccountKind, str]] = {
    AccountKind.HEADER: "is a heading of the chart, which takes no cost",
    AccountKind.CLOSED: "is closed in the chart",
    AccountKind.BALANCE_SHEET: "is a balance sheet account, which is on no cost report",
}

_WHY_ON_TOPSHEET: Final[Mapping[AccountKind, str]] = {
    kind: why for kind, why in _WHY.items() if kind is not AccountKind.HEADER
}
SEVERAL = 3
"""From so many detail accounts on, the budget is kept finer than the chart; fewer are slips."""
_NONE = Account("")


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account of each budget; topsheets may stand on headings."""
    chart = papers.production.chart
    if not chart:
        return
    for lines in by_list(papers.production.budget):
        yield from _of_list(lines, chart, _WHY)
    for lines in by_list(papers.production.topsheet):
        yield from _of_list(lines, chart, _WHY_ON_TOPSHEET)


def _of_list(
    lines: Sequence[BudgetLine], chart: ChartOfAccounts, reasons: Mapping[AccountKind, str]
) -> Iterator[Finding]:
    codes: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        if line.account and line.amount:
            codes[line.account].append(line)
    unknown = {code for code in codes if chart.find(code) is None}
    finer = {code for code in unknown if _is_finer(code, chart)}
    longer = {code for code in finer if len(code) > len((chart.parent(code) or _NONE).code)}
    unknown -= finer if len(finer) >= SEVERAL else longer
    if len(codes) > 3 and len(codes) - len(unknown) < UNRELATED * len(codes):
        yield _another_chart(len(unknown), codes)
        return
    for code, same in codes.items():
        account = chart.find(code)
        if code in unknown:
            near = [f"{one.code} {one.name}".strip() for one in chart.near(code)[:3]]
            meant = f" Did you mean {' or '.join(near)}?" if near else ""
            yield _finding(code, same, f"is not in the chart of accounts.{meant}")
        elif account is not None and account.kind in reasons:
            yield _finding(code, same, f"{reasons[account.kind]}.")


def _is_finer(code: str, chart: ChartOfAccounts) -> bool:
    """A detail account below one of the chart's, where the chart itself stops: 3310 under 3300."""
    parent = chart.parent(code)
    return parent is not None and not chart.children(parent.code)


def _another_chart(unknown: int, codes: dict[str, list[BudgetLine]]) -> Finding:
    lines = [lines[0] for lines in codes.values()]
    return Finding(
        CODE,
        Severity.NOTE,
        f"{unknown} of {len(codes)} accounts of sheet '{lines[0].source.sheet}' are not in the"
        " chart of accounts: the two seem to belong to different charts.",
        drawn_together(line.source.at("account") for line in lines),
        numbers=(("accounts not in the chart", unknown), ("accounts", len(codes))),
        advice="Point the production at the chart these accounts are from.",
        subject=f"chart of {lines[0].source.sheet}",
    )


def _finding(code: str, lines: Sequence[BudgetLine], why: str) -> Finding:
    amount = sum_of(line.amount for line in lines)
    cells = [line.source.at("account") for line in lines]
    count = f"{len(lines)} line{'s' if len(lines) > 1 else ''}"
    return Finding(
        CODE,
        Severity.ERROR,
        f"Account {code} {why} {count}{f' for {amount}' if amount else ''}: {named(cells)} in"
        f" sheet '{lines[0].source.sheet}'.",
        drawn_together([*cells, *(line.source.at("amount") for line in lines)]),
        numbers=(("lines", len(lines)), *((("amount", amount),) if amount else ())),
        advice="Correct the code, or open the account in the chart.",
        subject=f"account {code}",
        impact=abs(amount) if amount else None,
    )
