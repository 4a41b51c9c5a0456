"""PO201."""

from __future__ import annotations

import pytest

from addin.domain.accounts import AccountKind
from addin.domain.commitments import Status
from addin.findings import Finding, Severity
from addin.rules.commitments.over_relieved import check
from tests.make import account, chart, invoice, papers, po, posting, usd


def found(order, *others, **lists) -> list[Finding]:
    """What one order with these invoices and postings gives."""
    bills = [one for one in others if hasattr(one, "due")]
    lines = [one for one in others if not hasattr(one, "due")]
    return list(check(papers(purchase_orders=[order], invoices=bills, postings=lines, **lists)))


def bill(total, **more):
    """An invoice against PO 1042."""
    return invoice(po_number="PO-1042", total=total, **more)


def charge(amount, account="3300", **more):
    """A ledger line on PO 1042."""
    return posting(account, amount, po_number="1042", **more)


def test_every_list_that_says_so_is_named():
    """The log's own column, the invoices and the ledger are evidence, with their cells."""
    (finding,) = found(po(account="3300", relieved=620), bill(620), charge(400), charge(220))

    assert finding.severity is Severity.ERROR
    assert finding.impact == usd(120)
    assert [name for name, _ in finding.numbers] == [
        "ordered",
        "the log says",
        "its invoices come to",
        "the ledger has",
    ]
    assert {place.sheet for place in finding.places} == {"PO Log", "Invoices", "Ledger"}


def test_a_slight_excess_is_a_warning():
    """A delivery that came to a little more is worth a look."""
    (finding,) = found(po(), bill(510))

    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "others",
    [
        [bill(300), bill(200)],
        [bill(620), bill(-120, description="Credit memo")],
        [bill(530, subtotal=500, tax=30)],
        [bill(530, tax=30)],
        [bill(620, status_text="Void")],
        [charge(500), charge(45, "3810", description="Freight")],
        [charge(500), charge(-500, "2000", account_name="Accounts payable")],
        [charge(500), charge(500, kind="PO")],
    ],
)
def test_what_does_not_exceed_the_order(others):
    """Partial relief, credits, tax, freight on its own account and payables are no excess."""
    assert found(po(account="3300"), *others) == []


def test_balance_sheet_accounts_of_the_chart_relieve_nothing():
    """A deposit booked on the balance sheet is no cost."""
    accounts = chart("3300", account("0200", "Deposits", AccountKind.BALANCE_SHEET))

    assert found(po(), charge(500, "0200"), charge(500), chart=accounts) == []


def test_several_lines_are_one_order():
    """The sum of the lines counts; a void order is another rule's."""
    lines = [po(amount=300), po(amount=320, description="More")]

    assert list(check(papers(purchase_orders=lines, invoices=[bill(620)]))) == []
    assert found(po(status=Status.VOID), bill(620)) == []
