"""Commitments: purchase orders and the invoices that relieve them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


class Status(StrEnum):
    """Where a purchase order stands. Source: the PO life cycle of production accounting."""

    DRAFT = "draft"
    REQUESTED = "requested"
    APPROVED = "approved"
    ISSUED = "issued"
    PARTIAL = "partial"
    INVOICED = "invoiced"
    CLOSED = "closed"
    VOID = "void"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """One line of a PO log; an order with several lines repeats its number."""

    number: str
    vendor: str
    amount: Money | None  # ordered, tax as the log has it
    source: Source = NOWHERE
    account: str = ""
    date: dt.date | None = None
    description: str = ""
    department: str = ""
    requester: str = ""
    approver: str = ""
    tax: Money | None = None
    relieved: Money | None = None  # invoiced so far, as the log says
    open: Money | None = None  # as the log says
    start: dt.date | None = None  # rental period
    end: dt.date | None = None
    status: Status = Status.UNKNOWN
    status_text: str = ""
    invoice: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One line of an invoice tracker."""

    number: str
    vendor: str
    total: Money | None
    source: Source = NOWHERE
    date: dt.date | None = None
    due: dt.date | None = None
    po_number: str = ""
    account: str = ""
    description: str = ""
    subtotal: Money | None = None  # before tax
    tax: Money | None = None
    paid: Money | None = None
    balance: Money | None = None
    ordered: Money | None = None  # the PO's amount as the tracker repeats it
    terms: str = ""
    status_text: str = ""
