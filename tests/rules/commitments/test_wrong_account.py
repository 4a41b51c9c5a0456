"""PO105."""

from __future__ import annotations

import pytest

from addin.domain.accounts import AccountKind
from addin.domain.commitments import Status
from addin.findings import Finding, Severity
from addin.rules.commitments.wrong_account import check
from addin.tables.table import Role
from tests.make import account, at, chart, invoice, papers, po, usd

CHART = chart(
    "3300",
    "3400",
    account("3000", "Production", AccountKind.HEADER),
    account("2290", "Old", AccountKind.CLOSED),
    account("0100", "Bank", AccountKind.BALANCE_SHEET),
)


def found(*orders, invoices=()) -> list[Finding]:
    """What these orders give under a small chart."""
    return list(check(papers(chart=CHART, purchase_orders=list(orders), invoices=list(invoices))))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("3303", "3300 Camera"),
        ("3000", "heading"),
        ("2290", "closed"),
        ("0100", "balance sheet"),
    ],
)
def test_an_account_that_takes_no_cost_is_found(code, why):
    """Unknown with the near one, a heading, closed, or of the balance sheet."""
    (finding,) = found(po(account="3300"), po(account=code), po(account=code))

    assert why in finding.message
    assert finding.impact == usd(1000)
    assert at(Role.PO_LOG, "account", "3:4") in [place.cell for place in finding.places]


def test_invoices_count_too():
    """The tracker is coded by hand as well."""
    (finding,) = found(invoices=[invoice(account="9999")])

    assert finding.place.sheet == "Invoices"


def test_good_accounts_void_orders_and_no_account_are_fine():
    """What costs nothing needs no account, and a missing one is another rule's."""
    assert found(po(account="3300"), po(account="9", status=Status.VOID), po()) == []
    assert list(check(papers(purchase_orders=[po(account="9")]))) == []


def test_another_chart_is_one_note():
    """Where hardly a code is known, it is said once."""
    (finding,) = found(*(po(account=str(code)) for code in range(7000, 7010)))

    assert finding.severity is Severity.NOTE
