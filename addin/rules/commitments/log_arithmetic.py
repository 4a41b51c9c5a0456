"""PO104: a PO log's own figures do not work out.

Why it matters: one of the figures is wrong, and the commitment is taken from one of them.

Example: 12 days at 450.00 entered as 4,500.00; or ordered 900.00, invoiced 300.00, open 900.00.

What to do: correct the figure that is wrong, better by a formula than by typing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.domain.commitments import Status
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.amounts import apart
from addin.rules.discrepancy import slip
from addin.rules.rule import Workpapers
from addin.tables.records.columns import Columns
from addin.tables.records.commitments import status_of
from addin.tables.table import Role

CODE = "PO104"
ROUNDING = 1
"""Minor units that rounding a rate or a tax may cost."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One order's figures; ``at`` is its position in the table."""

    at: int
    number: str
    status: Status
    quantity: Decimal | None
    rate: Money | None
    amount: Money | None
    tax: Money | None
    total: Money | None
    relieved: Money | None
    open: Money | None


@dataclass(frozen=True, slots=True)
class _Mismatch:
    row: _Row
    field: str
    fields: tuple[str, ...]
    text: str
    stated: Money
    due: Money


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order and sum, log by log.

    Where most rows of a log fail a test, its columns mean something else, and nothing is said.
    """
    allowed = papers.options.tolerance_minor + ROUNDING
    for table, sheet in papers.tables_of(Role.PO_LOG):
        columns = Columns(table, sheet, papers.production.currency)
        rows = list(_rows(columns))
        for test in (_product, _with_tax, _open):
            tested = [(row, test(row, allowed)) for row in rows]
            applies = [result for _, result in tested if result is not None]
            wrong = [result for result in applies if isinstance(result, _Mismatch)]
            if 2 * len(wrong) <= len(applies) or len(applies) < 3:
                yield from (_finding(columns, one) for one in wrong)


def _rows(columns: Columns) -> Iterator[_Row]:
    fields = zip(
        range(len(columns.rows)),
        columns.codes("po_number"),
        [status_of(text) for text in columns.texts("status")],
        columns.numbers("quantity"),
        columns.amounts("rate"),
        *(columns.amounts(name) for name in ("amount", "tax", "total", "relieved", "open")),
        strict=True,
    )
    return (_Row(*each) for each in fields)


def _product(row: _Row, allowed: int) -> _Mismatch | bool | None:
    """Quantity times rate is the amount, before or after tax."""
    if row.quantity is None or row.rate is None or (row.amount is None and row.total is None):
        return None
    due = row.rate.times(row.quantity)
    stated = row.amount if row.amount is not None else row.total
    fits = [row.amount, row.total, *_less_tax(row)]
    if stated is None or any(one is not None and not apart(one, due, allowed) for one in fits):
        return True
    field = "amount" if row.amount is not None else "total"
    text = f"{row.quantity.normalize():f} x {row.rate.text()} is {due}"
    return _Mismatch(row, field, ("quantity", "rate"), text, stated, due)


def _less_tax(row: _Row) -> Sequence[Money | None]:
    if row.tax is None:
        return ()
    return [
        one - row.tax
        for one in (row.amount, row.total)
        if one is not None and one.currency == row.tax.currency
    ]


def _with_tax(row: _Row, allowed: int) -> _Mismatch | bool | None:
    """Amount and tax make the total."""
    if row.amount is None or row.tax is None or row.total is None:
        return None
    if len({row.amount.currency, row.tax.currency, row.total.currency}) > 1:
        return None
    due = row.amount + row.tax
    if not apart(row.total, due, allowed):
        return True
    text = f"{row.amount.text()} and tax of {row.tax.text()} make {due}"
    return _Mismatch(row, "total", ("amount", "tax"), text, row.total, due)


def _open(row: _Row, allowed: int) -> _Mismatch | bool | None:
    """What was ordered less what was invoiced is open, unless the order was closed short."""
    if row.open is None or (row.amount is None and row.total is None):
        return None
    ordered = [one for one in (row.amount, row.total) if one is not None]
    relieved = row.relieved
    if relieved is None:
        return None
    dues = [one - relieved for one in ordered if one.currency == relieved.currency]
    settled = row.status in (Status.CLOSED, Status.VOID, Status.INVOICED)
    if not dues or (not row.open and (settled or dues[0].is_negative)):
        return True
    if any(not apart(row.open, due, allowed) for due in dues):
        return True
    text = f"{ordered[0].text()} ordered less {relieved.text()} invoiced leaves {dues[0]}"
    return _Mismatch(row, "open", ("amount", "relieved"), text, row.open, dues[0])


def _finding(columns: Columns, wrong: _Mismatch) -> Finding:
    table, row = columns.table, columns.rows[wrong.row.at]
    places = [
        table.place(row, table.fields[name])
        for name in (wrong.field, *wrong.fields)
        if name in table.fields
    ]
    clue = slip(wrong.stated, wrong.due)
    return Finding(
        CODE,
        Severity.ERROR,
        f"PO {wrong.row.number or '(no number)'}: {wrong.text}, but {places[0].cell} says"
        f" {wrong.stated.text()}.{' ' + clue if clue else ''}",
        tuple(places),
        numbers=(
            ("stated", wrong.stated),
            ("computed", wrong.due),
            ("difference", wrong.stated - wrong.due),
        ),
        advice="Correct the figure that is wrong, better by a formula than by typing.",
        subject=f"{wrong.field} of PO {wrong.row.number}" if wrong.row.number else "",
        impact=abs(wrong.stated - wrong.due),
    )
