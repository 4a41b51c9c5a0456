"""INV103: an invoice's subtotal and tax do not make its total.

Why it matters: the total is paid, and tax is reclaimed by the tax column.

Example: 1,000.00 and tax of 60.00 with a total of 1,006.00.

What to do: correct the figure that differs from the document. Freight or a discount in a column of
its own counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.commitments import Invoice
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import apart
from addin.rules.discrepancy import slip
from addin.rules.rule import Workpapers
from addin.tables.cells import to_money
from addin.tables.table import column_number

CODE = "INV103"
ROUNDING = 1
"""Minor units that rounding a tax may cost."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per invoice.

    Where most rows of a list do not add up, its columns mean something else: nothing is said.
    """
    allowed = papers.options.tolerance_minor + ROUNDING
    for bills in by_list(papers.production.invoices):
        columns = bills[0].source.columns
        if not {"subtotal", "tax", "total"} <= columns.keys():
            continue
        sums = [(bill, _due(bill)) for bill in bills]
        known = [(bill, due) for bill, due in sums if due is not None]
        wrong = [
            (bill, due)
            for bill, due in known
            if (rest := apart(bill.total, due, allowed)) and not _is_beside(papers, bill, rest)
        ]
        if 2 * len(wrong) <= len(known) or len(known) < 3:
            for bill, due in wrong:
                yield _finding(bill, due)


def _due(bill: Invoice) -> Money | None:
    if bill.total is None or bill.subtotal is None:
        return None
    if bill.tax is None:
        return bill.subtotal
    return bill.subtotal + bill.tax if bill.subtotal.currency == bill.tax.currency else None


def _is_beside(papers: Workpapers, bill: Invoice, rest: Money) -> bool:
    """The rest stands in the row: freight, a discount or a deposit in a column of its own."""
    book = next((book for book in papers.books if book.name == bill.source.workbook), None)
    sheet = book.sheet(bill.source.sheet) if book else None
    if sheet is None:
        return False
    known = {column_number(letters) for letters in bill.source.columns.values()}
    return any(
        (amount := to_money(sheet.value(bill.source.row, column), rest.currency)) is not None
        and abs(amount) == abs(rest)
        for column in range(1, sheet.width + 1)
        if column not in known
    )


def _finding(bill: Invoice, due: Money) -> Finding:
    assert bill.total is not None  # noqa: S101 - only invoices with a total are compared
    assert bill.subtotal is not None  # noqa: S101
    tax = f"tax of {bill.tax.text()} make" if bill.tax is not None else "no tax make"
    clue = slip(bill.total, due)
    return Finding(
        CODE,
        Severity.ERROR,
        f"Invoice {bill.number or '(no number)'} of {bill.vendor or 'nobody named'}:"
        f" {bill.subtotal.text()} and {tax} {due}, but the total says {bill.total.text()}."
        f"{' ' + clue if clue else ''}",
        (bill.source.at("total"), bill.source.at("subtotal"), bill.source.at("tax")),
        numbers=(("total", bill.total), ("computed", due), ("difference", bill.total - due)),
        advice="Correct the figure that differs from the document.",
        subject=f"invoice {bill.number} of {bill.vendor}" if bill.number else "",
        impact=abs(bill.total - due),
    )
