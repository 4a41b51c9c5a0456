"""PO logs and invoice trackers as records."""

from __future__ import annotations

import re
from typing import Final

from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.domain.money import Money
from addin.findings import Severity
from addin.tables.records.columns import Columns

_WORDS: Final = {
    Status.DRAFT: "draft; in preparation; not issued; planned",
    Status.REQUESTED: """
        requested; request; pending; pending approval; awaiting approval; submitted; for approval;
        in review; under review; to be approved; waiting; on hold; hold
    """,
    Status.APPROVED: "approved; authorised; authorized; signed; signed off; released",
    Status.ISSUED: """
        issued; open; sent; placed; ordered; active; outstanding; in transit; shipped; delivered;
        received; confirmed; accepted; in progress; committed; overdue; late; new; live; current;
        backordered; extended; on rent
    """,
    Status.PARTIAL: """
        partial; partially invoiced; partially received; partly invoiced; part invoiced;
        partially paid; partly paid; part paid; partially delivered; partially relieved;
        deposit paid; open partial; partially billed
    """,
    Status.INVOICED: """
        invoiced; fully invoiced; billed; fully billed; inv; relieved; fully relieved;
        fully received
    """,
    Status.CLOSED: """
        closed; paid; paid in full; fully paid; complete; completed; done; settled; finished;
        returned; closed short; final
    """,
    Status.VOID: """
        void; voided; cancelled; canceled; cancel; rejected; declined; deleted; withdrawn; denied;
        not approved; terminated; null and void
    """,
}
STATUSES: Final = {
    " ".join(word.split()): status for status, words in _WORDS.items() for word in words.split(";")
}
"""What PO logs write in their status column, in lower case. Source: domain terms and seen logs."""

_CERTAIN: Final = ((Status.VOID, ("void", "cancel")), (Status.PARTIAL, ("partial", "partly")))


def status_of(text: str) -> Status:
    """Where an order with this status text stands; UNKNOWN if the text says nothing known."""
    words = re.sub(r"[^a-z ]+", " ", text.casefold()).split()
    plain = " ".join(words)
    if plain in STATUSES:
        return STATUSES[plain]
    for status, stems in _CERTAIN:
        if any(word.startswith(stems) for word in words):
            return status
    return Status.UNKNOWN


def purchase_orders(columns: Columns) -> list[PurchaseOrder]:
    """The lines of a PO log."""
    texts = columns.texts("status")
    statuses = {text: status_of(text) for text in set(texts)}
    strange = [at for at, text in enumerate(texts) if text and not statuses[text]]
    if strange:
        named = ", ".join(f"“{text}”" for text in dict.fromkeys(texts[at] for at in strange[:5]))
        columns.report(
            "DAT106",
            Severity.NOTE,
            "status",
            strange,
            f"hold a status that Tieout does not know ({named}); the orders count as open",
            "Use a common word: open, partial, invoiced, closed, void.",
        )
    fields = zip(
        columns.codes("po_number"),
        columns.texts("vendor"),
        _ordered(columns),
        columns.sources(),
        columns.codes("account"),
        columns.dates("date"),
        columns.texts("description"),
        columns.texts("department"),
        columns.texts("requester"),
        columns.texts("approver"),
        columns.amounts("tax"),
        columns.amounts("relieved"),
        columns.amounts("open"),
        columns.dates("start"),
        columns.dates("end"),
        [statuses[text] for text in texts],
        texts,
        columns.codes("invoice_number"),
        strict=True,
    )
    return [PurchaseOrder(*each) for each in fields]


def _ordered(columns: Columns) -> list[Money | None]:
    """What was ordered: the amount column, else the total column, else quantity times rate."""
    if columns.has("amount") or columns.has("total"):
        return [
            total if amount is None else amount
            for amount, total in zip(
                columns.amounts("amount"), columns.amounts("total"), strict=True
            )
        ]
    rates = columns.amounts("rate")
    if not columns.has("quantity"):
        return [None] * len(rates)
    return [
        None if rate is None or quantity is None else rate.times(quantity)
        for rate, quantity in zip(rates, columns.numbers("quantity"), strict=True)
    ]


def invoices(columns: Columns) -> list[Invoice]:
    """The lines of an invoice tracker."""
    numbers = columns.codes("invoice_number")
    subtotals, taxes = columns.amounts("subtotal"), columns.amounts("tax")
    if columns.has("total"):
        totals = columns.amounts("total")
        columns.report_missing("what the invoice comes to", "total")
    else:
        totals = [_sum(subtotal, tax) for subtotal, tax in zip(subtotals, taxes, strict=True)]
    columns.report_missing("which invoice it is", "invoice_number")
    columns.report_missing("who sent the invoice", "vendor")
    fields = zip(
        numbers,
        columns.texts("vendor"),
        totals,
        columns.sources(),
        columns.dates("date"),
        columns.dates("due_date"),
        columns.codes("po_number"),
        columns.codes("account"),
        columns.texts("description"),
        subtotals,
        taxes,
        columns.amounts("paid"),
        columns.amounts("balance"),
        columns.amounts("ordered"),
        columns.texts("terms"),
        columns.texts("status"),
        strict=True,
    )
    return [Invoice(*each) for each in fields]


def _sum(subtotal: Money | None, tax: Money | None) -> Money | None:
    if subtotal is None or tax is None or subtotal.currency != tax.currency:
        return subtotal
    return subtotal + tax
