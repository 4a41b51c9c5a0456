"""The cost report against the lists it is made from, account by account.

What disagrees is told by the cost report's own rules, which look at one account after another; here
it is counted, so that a report can say how far the lists tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.accounts import AccountKind, wider_codes
from addin.domain.actuals import Posting, cost_in_period, cost_to_date
from addin.domain.budget import BudgetLine
from addin.domain.commitments import PurchaseOrder, open_balance
from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money, total, zero
from addin.domain.production import Production, by_list
from addin.domain.source import Source
from addin.reconcile import lists
from addin.reconcile.causes import cause_of
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Leftover,
    Lists,
    Match,
    Row,
    Tied,
    Tier,
)

LEDGER: Final = "ledger and cost report"
PERIOD: Final = "ledger and cost report, this period"
BUDGET: Final = "budget and cost report"
ORDERS: Final = "open orders and cost report"

_AMOUNTS: Final = ("open", "amount", "debit", "credit")
"""The fields of a list in which an amount stands, best first."""

Code = lists.Code
_Coded = Posting | PurchaseOrder | BudgetLine


@dataclass(frozen=True, slots=True)
class _List:
    """What a list comes to by account, and the first row of each account as the list writes it."""

    sums: Mapping[str, Money]
    firsts: Mapping[str, Source]

    @property
    def source(self) -> Source:
        """The list's own first row."""
        return next(iter(self.firsts.values()))


def reports(production: Production, tolerance_minor: int) -> Iterator[Tied]:
    """The cost report against ledger, period, budget and open orders, where there are such.

    A workbook often keeps last week's report beside this one's: of several, as of several budgets,
    the one that ties best is compared. Which week's it is, the ledger says, if there is one.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    versions: dict[str, list[tuple[CostReportLine, ...]]] = {}
    for report in by_list(production.cost_report):
        versions.setdefault(report[0].source.workbook, []).append(report)
    for same in versions.values():
        reports = same
        for kind, column, candidates in _truths(production, code):
            compared = [
                (tied, report)
                for truth in candidates
                for report in reports
                if (tied := _compared(kind, column, truth, report, code, tolerance_minor))
            ]
            if compared:
                best, report = max(compared, key=lambda one: _closeness(one[0]))
                yield best
                reports = [report] if kind == LEDGER else reports


def _closeness(tied: Tied) -> tuple[int, int]:
    return len(tied.matches), -len(tied.differences)


def of_report(
    production: Production, report: Sequence[CostReportLine], tolerance_minor: int
) -> Iterator[Tied]:
    """One cost report against each list it is made from; of several, the one that ties best."""
    code = lists.code_of(production.chart.mask if production.chart else None)
    for kind, column, candidates in _truths(production, code):
        compared = (
            _compared(kind, column, truth, report, code, tolerance_minor) for truth in candidates
        )
        known = [tied for tied in compared if tied is not None]
        if known:
            yield max(known, key=_closeness)


def _truths(production: Production, code: Code) -> Iterator[tuple[str, str, list[_List]]]:
    start, end = production.previous_cutoff, production.cutoff
    costs = _in_one_currency(
        (p for p in production.postings if _is_cost(p.account, p.account_name, production)), code
    )
    if costs:
        firsts = _firsts(costs)
        yield LEDGER, "actual_to_date", [_List(cost_to_date(costs, end, code), firsts)]
        if start is not None:
            period = cost_in_period(costs, start, end, code)
            yield PERIOD, "actual_period", [_List(period, firsts)]
    budgets = [*by_list(production.budget), *by_list(production.topsheet)]
    yield BUDGET, "budget", [_List(_budgeted(lines, code), _firsts(lines)) for lines in budgets]
    logs = by_list(production.purchase_orders)
    coded = [log for log in logs if any(order.account for order in log)]
    yield (
        ORDERS,
        "commitments",
        [
            _List(
                _sums((code(order.account), open_balance(order)) for order in log),
                _firsts([order for order in log if open_balance(order)] or log),
            )
            for log in coded
        ],
    )


def _firsts(records: Sequence[_Coded]) -> Mapping[str, Source]:
    """The first row of each account, as the list writes it."""
    return {record.account: record.source for record in reversed(records)}


def _is_cost(account: str, name: str, production: Production) -> bool:
    known = production.chart.find(account) if production.chart else None
    if known is not None:
        return known.kind is not AccountKind.BALANCE_SHEET
    return not lists.is_money_account(name)


def _in_one_currency(postings: Iterable[Posting], code: Code) -> tuple[Posting, ...]:
    """Without the accounts that hold two currencies: what they come to, nobody can say."""
    kept = tuple(posting for posting in postings if posting.amount is not None)
    found: dict[str, set[str]] = {}
    for posting in kept:
        if posting.amount is not None:
            found.setdefault(code(posting.account), set()).add(posting.amount.currency)
    mixed = {account for account, currencies in found.items() if len(currencies) > 1}
    return tuple(p for p in kept if code(p.account) not in mixed) if mixed else kept


def _budgeted(lines: Iterable[BudgetLine], code: Code) -> dict[str, Money]:
    return _sums((code(line.account), line.amount) for line in lines if line.account)


def _sums(amounts: Iterable[tuple[str, Money | None]]) -> dict[str, Money]:
    """Amounts by key, without the keys that hold two currencies."""
    found: dict[str, list[Money]] = {}
    for key, amount in amounts:
        if amount is not None and key:
            found.setdefault(key, []).append(amount)
    return {
        key: total(listed)
        for key, listed in found.items()
        if len({amount.currency for amount in listed}) == 1
    }


def _compared(
    kind: str,
    column: str,
    truth: _List,
    report: Sequence[CostReportLine],
    code: Code,
    tolerance_minor: int,
) -> Tied | None:
    """One column by account; None when the report has no such column or shares no account."""
    rows = {
        code(line.account): line
        for line in report
        if not line.is_total and line.account.strip() and getattr(line, column) is not None
    }
    expected = _at_the_report_s_level(truth.sums, rows)
    firsts = _first_rows(truth.firsts, rows, code)
    if not rows or not rows.keys() & expected.keys():
        return None
    matches: list[Match] = []
    differences: list[Difference] = []
    for account in sorted(rows):
        stated: Money = getattr(rows[account], column)
        there = expected.get(account, zero(stated.currency))
        left = _lines_of(account, there, firsts)
        right = _row(account, stated, rows[account].source, (column, "amount"))
        if there.currency == stated.currency and abs((there - stated).minor) <= tolerance_minor:
            facts = (f"account equal ({account})", "amount equal")
            matches.append(Match(left, (right,), Tier.CONFIRMED, "account", facts))
            continue
        cause, why = cause_of(there, stated)
        differences.append(
            Difference(Kind.AMOUNT, f"account {account}", left, (right,), there, stated, cause, why)
        )
    missing = tuple(
        Leftover(row, so="the report has no such account")
        for account, amount in sorted(expected.items())
        if account not in rows and amount
        for row in _lines_of(account, amount, firsts)
    )
    here = f"{truth.source.workbook}!{truth.source.sheet}"
    there_ = f"{report[0].source.workbook}!{report[0].source.sheet}"
    pairs: tuple[Match | Difference, ...] = (*matches, *differences)
    return Tied(
        Lists(kind, here, there_),
        tuple(matches),
        tuple(differences),
        missing,
        left=(*(row for one in pairs for row in one.left), *(one.row for one in missing)),
        right=tuple(row for one in pairs for row in one.right),
        takes_decisions=False,
    )


def _at_the_report_s_level(
    sums: Mapping[str, Money], rows: Mapping[str, CostReportLine]
) -> dict[str, Money]:
    """Amounts by account of the report: detail is added up into the account that the report has."""
    found: dict[str, Money] = {}
    for account, amount in sums.items():
        home = account
        if account not in rows:
            home = next((wider for wider in wider_codes(account) if wider in rows), account)
        if home not in found:
            found[home] = amount
        elif found[home].currency == amount.currency:
            found[home] += amount
    return found


def _first_rows(
    firsts: Mapping[str, Source], rows: Mapping[str, CostReportLine], code: Code
) -> dict[str, Source]:
    """Where each account of the report begins in a list."""
    found: dict[str, Source] = {}
    for written, source in firsts.items():
        account = code(written)
        if account not in rows:
            account = next((wider for wider in wider_codes(account) if wider in rows), account)
        if account not in found or source.row < found[account].row:
            found[account] = source
    return found


def _lines_of(account: str, amount: Money, firsts: Mapping[str, Source]) -> tuple[Row, ...]:
    """What a list has of an account, as one row that points at its first line; none of none."""
    first = firsts.get(account)
    if first is None:
        return ()
    return (_row(account, amount, first, _AMOUNTS, f"its lines from row {first.row} on"),)


def _row(
    account: str, amount: Money, source: Source, shown: tuple[str, ...], text: str = ""
) -> Row:
    return Row(
        source,
        amount,
        reference=account,
        account=account,
        label=f"account {account}",
        text=text,
        shown=shown,
    )
