"""FINDINGS: every kind of finding of a reconciliation, in the order reports explain them."""

from __future__ import annotations

from typing import Final, cast

from addin.reconcile.findings import (
    bank_amount,
    card_amount,
    card_not_posted,
    card_without_receipt,
    count_differs,
    invoice_amount,
    invoice_not_posted,
    invoice_vendor,
    invoice_without_order,
    not_counted,
    not_in_books,
    not_on_statement,
    ordered_amount,
    payroll_differs,
    payroll_missing,
    posting_account,
    posting_fits_order,
    posting_not_listed,
    posting_vendor,
    posting_without_order,
    relieved_amount,
    to_confirm,
    two_logs_amount,
    two_logs_vendor,
)
from addin.reconcile.findings.telling import FindingKind

FINDINGS: Final = tuple(
    cast("FindingKind", kind)
    for kind in (
        two_logs_amount,
        two_logs_vendor,
        ordered_amount,
        invoice_vendor,
        invoice_without_order,
        posting_without_order,
        posting_vendor,
        posting_account,
        relieved_amount,
        posting_fits_order,
        invoice_amount,
        invoice_not_posted,
        posting_not_listed,
        bank_amount,
        not_in_books,
        not_on_statement,
        to_confirm,
        card_not_posted,
        card_amount,
        card_without_receipt,
        payroll_differs,
        payroll_missing,
        count_differs,
        not_counted,
    )
)
