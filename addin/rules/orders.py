"""Orders with all their lines, and what names them: the PO log as rules look at it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from addin.domain.accounts import AccountKind
from addin.domain.actuals import Posting
from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.domain.document_numbers import reference_key as reference_key  # noqa: PLC0414 - part of this module
from addin.domain.money import Money
from addin.domain.production import Production, by_list
from addin.domain.source import Place
from addin.rules.amounts import sum_of
from addin.rules.journal import is_balance_sheet_name
from addin.rules.rule import Workpapers
from addin.tables.cells import is_nothing
from addin.tables.table import cell_at


@dataclass(frozen=True, slots=True)
class Order:
    """One purchase order of one log, with all its lines in the order of the log."""

    key: str
    lines: tuple[PurchaseOrder, ...]

    @property
    def number(self) -> str:
        """As the log writes it."""
        return self.lines[0].number

    @property
    def vendor(self) -> str:
        """The first line's that has one."""
        return next((line.vendor for line in self.lines if line.vendor), "")

    @property
    def amount(self) -> Money | None:
        """What was ordered in all; None if a line does not say, or they mix currencies."""
        if any(line.amount is None for line in self.lines):
            return None
        return sum_of(line.amount for line in self.lines)

    @property
    def date(self) -> dt.date | None:
        """The day of its first line."""
        return min((line.date for line in self.lines if line.date), default=None)

    @property
    def is_void(self) -> bool:
        """Every line of it is void."""
        return all(line.status is Status.VOID for line in self.lines)

    @property
    def accounts(self) -> frozenset[str]:
        """What its lines are coded to."""
        return frozenset(line.account for line in self.lines if line.account)

    def at(self, *fields: str) -> Place:
        """A cell of its first line."""
        return self.lines[0].source.at(*fields)


def order_lists(production: Production) -> Iterator[dict[str, Order]]:
    """The orders of each PO log by their key, in the order of the log."""
    for log in by_list(production.purchase_orders):
        lines: dict[str, list[PurchaseOrder]] = defaultdict(list)
        for line in log:
            key = reference_key(line.number)
            if key:
                lines[key].append(line)
        yield {key: Order(key, tuple(same)) for key, same in lines.items()}


def bills_by_order(production: Production) -> dict[str, list[Invoice]]:
    """The invoices that name an order, by its key; void invoices are left out."""
    found: dict[str, list[Invoice]] = defaultdict(list)
    for invoice in production.invoices:
        key = reference_key(invoice.po_number)
        if key and not is_void(invoice):
            found[key].append(invoice)
    return found


def is_void(invoice: Invoice) -> bool:
    """The tracker says the invoice was voided, cancelled or rejected."""
    return bool(re.search(r"void|cancel|reject|duplicate", invoice.status_text, re.IGNORECASE))


def charges_by_order(production: Production) -> dict[str, list[Posting]]:
    """The ledger lines that name an order, by its key; only cost accounts, so no payables."""
    chart = production.chart
    found: dict[str, list[Posting]] = defaultdict(list)
    for posting in production.postings:
        if not posting.po_number or not posting.amount:
            continue
        account = chart.find(posting.account) if chart else None
        if account is not None and account.kind is AccountKind.BALANCE_SHEET:
            continue
        if account is None and is_balance_sheet_name(posting.account_name):
            continue
        if posting.kind.upper() == "PO":  # a commitment journal, not a cost
            continue
        key = reference_key(posting.po_number)
        if key:
            found[key].append(posting)
    return found


def charged(order: Order, postings: Sequence[Posting]) -> list[Posting]:
    """The charges that relieve an order: on its own accounts, where any is.

    Freight and tax booked on an account of their own relieve nothing.
    """
    own = [posting for posting in postings if posting.account in order.accounts]
    return own or list(postings)


def is_blank(papers: Workpapers, place: Place) -> bool:
    """Whether nothing stands in a cell: not text that could not be read, nor an unknown value."""
    book = next((book for book in papers.books if book.name == place.workbook), None)
    sheet = book.sheet(place.sheet) if book else None
    if sheet is None:
        return True
    row, column = cell_at(place.cell)
    return is_nothing(sheet.value(row, column)) and (row, column) not in sheet.uncached
