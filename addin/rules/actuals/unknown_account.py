"""ACT103: a posting is coded to an account that the chart does not have.

Why it matters: such a cost falls into no line of the cost report, so the total is right and every
line looks better than it is; or the import into accounting stops.

Example: 1,240.00 on account 2150, while the chart has 2510.

What to do: recode the posting, or open the account in the chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.domain.accounts import Account, ChartOfAccounts
from addin.domain.actuals import Posting
from addin.domain.bank import StatementLine
from addin.domain.money import Money, total
from addin.domain.petty_cash import Receipt
from addin.domain.production import by_list
from addin.domain.source import Place, Source
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together, named
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "ACT103"
WELL_COVERED = 0.8
"""From this share of known codes on, the chart is surely the one this list is kept by."""
UNRELATED = 0.3
"""Below it, list and chart are two different charts, which is said once."""


@dataclass(frozen=True, slots=True)
class _Coded:
    """One line that a person coded to an account."""

    source: Source
    account: str
    name: str
    cell: Place
    amount: Money | None


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per unknown code of each list, in reading order."""
    chart = papers.production.chart
    if not chart:
        return
    for lines in by_list(papers.production.postings):
        yield from _of_list(((line.account, line) for line in lines), chart)
    for charges in by_list(papers.production.cards):
        yield from _of_list(((line.account, line) for line in charges), chart)
    for receipts in by_list(papers.production.petty_cash):
        yield from _of_list(((line.account, line) for line in receipts), chart)


def _of_list(
    lines: Iterable[tuple[str, Posting | StatementLine | Receipt]], chart: ChartOfAccounts
) -> Iterator[Finding]:
    codes: dict[str, list[Posting | StatementLine | Receipt]] = defaultdict(list)
    for code, line in lines:
        if code:
            codes[code].append(line)
    unknown = {
        code: [_coded(line) for line in found]
        for code, found in codes.items()
        if chart.find(code) is None
    }
    if not unknown:
        return
    share = 1 - len(unknown) / len(codes)
    if share < UNRELATED and len(codes) >= 4:
        yield _another_chart(unknown, len(codes))
        return
    certain = share >= WELL_COVERED and len(codes) >= 5
    for code, found in unknown.items():
        yield _finding(code, found, chart, certain=certain)


def _coded(line: Posting | StatementLine | Receipt) -> _Coded:
    if isinstance(line, Posting):
        return _Coded(line.source, line.account, line.account_name, amount_cell(line), line.amount)
    return _Coded(line.source, line.account, "", line.source.at("amount", "debit"), line.amount)


def _another_chart(unknown: Mapping[str, Sequence[_Coded]], count: int) -> Finding:
    first = next(iter(unknown.values()))[0].source
    places = [line.source.at("account") for lines in unknown.values() for line in lines]
    return Finding(
        CODE,
        Severity.NOTE,
        f"{len(unknown)} of {count} accounts of sheet '{first.sheet}' are not in the chart"
        " of accounts: the two seem to belong to different charts.",
        drawn_together(places),
        numbers=(("accounts not in the chart", len(unknown)), ("accounts", count)),
        advice="Point the production at the chart these accounts are from.",
        subject=f"chart of {first.sheet}",
    )


def _finding(
    code: str,
    lines: Sequence[_Coded],
    chart: ChartOfAccounts,
    *,
    certain: bool,
) -> Finding:
    near = _meant(code, next((line.name for line in lines if line.name), ""), chart)
    at_stake = _sum(line.amount for line in lines)
    cells = [line.source.at("account") for line in lines]
    meant = f" Did you mean {_suggested(near)}?" if near else ""
    count = len(lines)
    lines_word = "line" if count == 1 else "lines"
    of = f", {at_stake}," if at_stake else ""
    return Finding(
        CODE,
        Severity.ERROR if certain else Severity.WARNING,
        f"Account {code} is not in the chart of accounts: {count} {lines_word}{of} in"
        f" {named(cells)}.{meant}",
        drawn_together([*cells, *(line.cell for line in lines)]),
        numbers=(("lines", count), *((("amount", at_stake),) if at_stake else ())),
        advice="Recode the posting, or open the account in the chart.",
        subject=f"account {code}",
        impact=abs(at_stake) if at_stake else None,
    )


def _meant(code: str, name: str, chart: ChartOfAccounts) -> tuple[Account, ...]:
    """Accounts of the posting's own name; else those one slip away that its name does not deny."""
    if name:
        wanted = name_key(name)
        same = tuple(a for a in chart.accounts if name_key(a.name) == wanted)
        if same:
            return same[:2]
    if not any(c.isdecimal() for c in code):
        return ()
    near = chart.near(code)
    if name:
        words = set(name_key(name).split())
        near = tuple(a for a in near if not a.name or words & set(name_key(a.name).split()))
    swapped = tuple(a for a in near if sorted(a.code) == sorted(code))
    return swapped[:2] or (near if len(near) <= 2 else ())


def _suggested(near: Iterable[Account]) -> str:
    return " or ".join(f"{a.code} {a.name}".strip() for a in near)


def _sum(amounts: Iterable[Money | None]) -> Money | None:
    known = [amount for amount in amounts if amount is not None]
    return total(known) if len({amount.currency for amount in known}) == 1 else None
