"""PO105: an order or an invoice is coded to an account that takes no cost.

Why it matters: its commitment or its cost falls into no line of the cost report, or into one that
is closed.

Example: PO 1042 on account 3303, while the chart has 3300; or on 3000, which is a heading.

What to do: recode it, or open the account in the chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from addin.domain.accounts import AccountKind, ChartOfAccounts
from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together, named
from addin.rules.orders import is_void
from addin.rules.rule import Workpapers

CODE = "PO105"
UNRELATED = 0.3
"""With fewer of its codes in the chart, the list is kept by another chart, which is said once."""

_WHY = {
    AccountKind.HEADER: "is a heading of the chart, which takes no cost",
    AccountKind.CLOSED: "is closed",
    AccountKind.BALANCE_SHEET: "is a balance sheet account, which is on no cost report",
    AccountKind.INCOME: "is an income account, which takes no cost",
}


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account and list, in reading order."""
    chart = papers.production.chart
    if not chart:
        return
    lists: dict[tuple[str, str], dict[str, list[PurchaseOrder | Invoice]]] = {}
    orders = [one for one in papers.production.purchase_orders if one.status is not Status.VOID]
    bills = [bill for bill in papers.production.invoices if not is_void(bill)]
    records: list[PurchaseOrder | Invoice] = [*orders, *bills]
    for record in records:
        if record.account:
            codes = lists.setdefault(record.source.table, defaultdict(list))
            codes[record.account].append(record)
    for codes in lists.values():
        yield from _of_list(codes, chart)


def _of_list(
    codes: dict[str, list[PurchaseOrder | Invoice]], chart: ChartOfAccounts
) -> Iterator[Finding]:
    known = sum(chart.find(code) is not None for code in codes)
    if len(codes) > 3 and known < UNRELATED * len(codes):
        records = [records[0] for records in codes.values()]
        yield Finding(
            CODE,
            Severity.NOTE,
            f"{len(codes) - known} of {len(codes)} accounts of sheet '{records[0].source.sheet}'"
            " are not in the chart of accounts: the two seem to belong to different charts.",
            drawn_together(record.source.at("account") for record in records),
            numbers=(("accounts not in the chart", len(codes) - known), ("accounts", len(codes))),
            advice="Point the production at the chart these accounts are from.",
            subject=f"chart of {records[0].source.sheet}",
        )
        return
    for code, records in codes.items():
        account = chart.find(code)
        if account is None:
            near = [f"{one.code} {one.name}".strip() for one in chart.near(code)[:3]]
            meant = f" Did you mean {' or '.join(near)}?" if near else ""
            yield _finding(code, records, f"is not in the chart of accounts.{meant}")
        elif account.kind in _WHY:
            yield _finding(code, records, f"{_WHY[account.kind]}.")


def _finding(code: str, records: Sequence[PurchaseOrder | Invoice], why: str) -> Finding:
    amount = sum_of(
        record.amount if isinstance(record, PurchaseOrder) else record.total for record in records
    )
    cells = [record.source.at("account") for record in records]
    what = "PO" if isinstance(records[0], PurchaseOrder) else "invoice"
    numbers = list(dict.fromkeys(record.number for record in records if record.number))
    more = f" and {len(numbers) - 4} more" if len(numbers) > 4 else ""
    of = f" ({what} {', '.join(numbers[:4])}{more})" if numbers else ""
    lines = f"{len(records)} line{'s' if len(records) > 1 else ''}"
    at_stake = f" for {amount}" if amount else ""
    return Finding(
        CODE,
        Severity.ERROR,
        f"Account {code} {why} {lines}{at_stake}{of}: {named(cells)}.",
        drawn_together(
            [*cells, *(record.source.at("amount", "total", "subtotal") for record in records)]
        ),
        numbers=(("lines", len(records)), *((("amount", amount),) if amount else ())),
        advice="Recode it, or open the account in the chart.",
        subject=f"account {code}",
        impact=abs(amount) if amount else None,
    )
