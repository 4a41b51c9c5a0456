"""Reading a cost report for a rule: its versions, its columns in words, and ties to other lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from addin.domain.account_codes import Mask
from addin.domain.accounts import ChartOfAccounts
from addin.domain.coding import gathered
from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import AMOUNTS
from addin.domain.money import Money, zero
from addin.domain.production import Production, by_list
from addin.domain.source import Place
from addin.rules.rule import Workpapers
from addin.tables.table import Sheet, column_number

Report = tuple[CostReportLine, ...]

NAMES: Final = {
    "actual_period": "cost this period",
    "actual_to_date": "cost to date",
    "commitments": "commitments",
    "total_cost": "total cost",
    "etc": "ETC",
    "efc": "EFC",
    "budget": "budget",
    "changes": "approved changes",
    "revised_budget": "revised budget",
    "variance": "variance",
    "previous_variance": "previous variance",
    "variance_change": "change of variance",
}
"""A column of the cost report in words."""

_NUMBER: Final = re.compile(r"\d+")
_INCOME: Final = re.compile(
    r"\b(?:incomes?|revenues?|sales|profits?|margins?|earnings|receipts|proceeds|funding|donations?"
    r"|sponsor\w*|grants?|fund-?rais\w*|inflows?|turnover|balance|net|surplus"
    r"|assets?|receivables?|payables?|liabilit\w+|equity|inventory|cash ?flow)\b",
    re.IGNORECASE,
)


def one_currency(lines: Iterable[CostReportLine]) -> Report:
    """The rows in the currency that most of their figures are in: no sum runs across two."""
    rows = tuple(lines)
    counts: dict[str, int] = defaultdict(int)
    for line in rows:
        for money in _figures(line):
            counts[money.currency] += 1
    if len(counts) < 2:
        return rows
    usual = max(counts, key=lambda code: counts[code])
    return tuple(line for line in rows if all(m.currency == usual for m in _figures(line)))


def _figures(line: CostReportLine) -> Iterator[Money]:
    for name in AMOUNTS:
        value: Money | None = getattr(line, name)
        if value is not None:
            yield value


def reports(production: Production) -> tuple[Report, ...]:
    """Every cost report, in reading order."""
    return tuple(one_currency(lines) for lines in by_list(production.cost_report))


def plans(production: Production) -> tuple[Report, ...]:
    """Every cost report, and every sheet of budget against actual."""
    both = (*by_list(production.cost_report), *by_list(production.budget_vs_actual))
    return tuple(one_currency(lines) for lines in both)


def successive(found: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Pairs of one report and its next version: names that differ in their numbers only."""
    versions: dict[str, list[tuple[tuple[int, ...], Report]]] = defaultdict(list)
    for lines in found:
        if lines:
            name = "!".join(lines[0].source.table)
            numbers = tuple(int(digits) for digits in _NUMBER.findall(name))
            versions[_NUMBER.sub("#", name)].append((numbers, lines))
    for same in versions.values():
        same.sort(key=lambda pair: pair[0])
        for (earlier, before), (later, now) in pairwise(same):
            if earlier != later and _currency(before) == _currency(now):
                yield before, now


def _currency(lines: Report) -> str:
    """The one currency of a report's rows; empty when it has no figures."""
    return next((money.currency for line in lines for money in _figures(line)), "")


def current(production: Production) -> tuple[Report, ...]:
    """The cost reports that no later version replaces."""
    return latest(reports(production))


def latest(found: Sequence[Report]) -> tuple[Report, ...]:
    """Of these reports, those that no later version replaces."""
    old = {id(before) for before, _ in successive(found)}
    return tuple(lines for lines in found if lines and id(lines) not in old)


def is_income(line: CostReportLine) -> bool:
    """A row of money coming in, of what is left, or of the balance sheet: more may be good."""
    return bool(_INCOME.search(line.description))


def has_income(lines: Report) -> bool:
    """The report plans income as well as cost, so that its signs follow the rows."""
    title = lines[0].source.sheet if lines else ""
    return bool(_INCOME.search(title)) or any(is_income(line) for line in lines)


def named_row(line: CostReportLine) -> str:
    """How a person would call a row."""
    return f"{line.account} {line.description}".strip() or f"row {line.source.row}"


def is_certain(papers: Workpapers, places: Iterable[Place], difference: Money) -> bool:
    """The cells really disagree.

    Not when one of them is a formula that nobody has computed, nor when they are percentages, nor
    when they hold fractions of a minor unit and the difference is no more than their rounding.
    """
    cells = list(places)
    fractions = 0
    for place in cells:
        sheet = _sheet(papers, place)
        if sheet is None or not place.cell or ":" in place.cell:
            continue
        letters = place.cell.rstrip("0123456789")
        row, column = int(place.cell[len(letters) :]), column_number(letters)
        if (row, column) in sheet.uncached:
            return False
        if "%" in sheet.format_of(row, column):
            return False
        value = sheet.value(row, column)
        if isinstance(value, float) and abs(value * 100 - round(value * 100)) > 1e-6:
            fractions += 1
    return not fractions or abs(difference.minor) > (len(cells) + 1) // 2


def _sheet(papers: Workpapers, place: Place) -> Sheet | None:
    for book in papers.books:
        if book.name == place.workbook:
            return book.sheet(place.sheet)
    return None


@dataclass(frozen=True, slots=True)
class Codes:
    """How account codes of two lists are compared."""

    chart: ChartOfAccounts | None

    def normal(self, code: str) -> str:
        """The code as the project writes it."""
        return (self.chart.mask if self.chart else Mask()).normal(code)

    def takes_cost(self, code: str) -> bool | None:
        """What the chart says; None without a chart."""
        return self.chart.takes_cost(code) if self.chart else None


@dataclass(frozen=True, slots=True)
class Tie:
    """One account of a report's column beside what another list makes of it."""

    account: str
    stated: Money
    expected: Money
    line: CostReportLine | None  # None: the report has no such account

    @property
    def difference(self) -> Money:
        """Report less the other list."""
        return self.stated - self.expected

    @property
    def agrees(self) -> bool:
        """To the minor unit."""
        return self.stated == self.expected


def ties(lines: Report, column: str, truth: Mapping[str, Money], codes: Codes) -> tuple[Tie, ...]:
    """The report's column against another list's sums, account by account.

    Where the report is kept by wider accounts than the list, the list's accounts are added up into
    them. Accounts that are nothing on both sides are left out.
    """
    rows: dict[str, CostReportLine] = {}
    stated: dict[str, Money] = {}
    for line in lines:
        amount: Money | None = getattr(line, column)
        if line.is_total or not line.account.strip():
            continue
        code = codes.normal(line.account)
        rows.setdefault(code, line)
        if amount is not None:
            stated[code] = stated[code] + amount if code in stated else amount
    if not stated:
        return ()
    currency = next(iter(stated.values())).currency
    expected = _rolled(truth, rows, currency, codes)
    found = []
    for code in dict.fromkeys([*rows, *expected]):
        here, there = stated.get(code, zero(currency)), expected.get(code, zero(currency))
        if here or there:
            found.append(Tie(code, here, there, rows.get(code)))
    return tuple(found)


def _rolled(
    truth: Mapping[str, Money], rows: Mapping[str, CostReportLine], currency: str, codes: Codes
) -> dict[str, Money]:
    sums = {codes.normal(c): m for c, m in truth.items() if m.currency == currency and c.strip()}
    return gathered(sums, rows)


def best_ties(candidates: Iterable[tuple[Tie, ...]]) -> tuple[Tie, ...]:
    """Of several lists that might be the one meant, the ties with the most agreeing accounts."""
    return max(
        (found for found in candidates if found),
        key=lambda found: (sum(tie.agrees for tie in found), -len(found)),
        default=(),
    )


def sums(amounts: Iterable[tuple[str, Money | None]]) -> dict[str, Money]:
    """Amounts by account, each account in the currency it first has."""
    found: dict[str, Money] = {}
    for code, money in amounts:
        if money is None:
            continue
        if code not in found:
            found[code] = money
        elif found[code].currency == money.currency:
            found[code] += money
    return found
