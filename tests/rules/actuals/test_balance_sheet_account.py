"""ACT105."""

from __future__ import annotations

from addin.domain.accounts import AccountKind
from addin.rules.actuals.balance_sheet_account import check
from tests.make import account, chart, papers, po, posting, usd

CHART = chart(account("1150", "Petty cash float", AccountKind.BALANCE_SHEET), "2510", "3300")
COSTS = [posting("2510", 10, vendor="Elm Lumber") for _ in range(20)]


def test_an_invoice_on_the_float_is_found():
    """An invoice coded to the petty cash float in a list of costs."""
    line = posting("1150", 2150, vendor="Elm Lumber", document="77")
    (finding,) = check(papers(chart=CHART, postings=[*COSTS, line]))

    assert finding.places[0].cell == "A22"
    assert finding.impact == usd(2150)


def test_a_double_entry_ledger_has_its_bank_in_it_by_right():
    """Where balance-sheet lines are common, the list is a full ledger."""
    lines = [posting("2510", 10, entry="1"), posting("1150", -10, entry="1", vendor="Elm")]

    assert not list(check(papers(chart=CHART, postings=lines * 5)))


def test_the_other_side_of_an_entry_passes():
    """A float issued against another account of its entry is a transfer of money."""
    lines = [
        *COSTS,
        posting("1150", 500, vendor="Key grip", entry="PC-1"),
        posting("1150", -500, vendor="Bank", entry="PC-1"),
    ]

    assert not list(check(papers(chart=CHART, postings=lines)))


def test_in_double_entry_an_order_tells():
    """A debit of deposits against an order on 2510; the payable's own debits pay."""
    lines = [
        posting("1150", 80, entry="1", po_number="7", account_name="Deposits"),
        posting("2000", -80, entry="1", account_name="Accounts payable"),
        posting("2000", 80, entry="2", po_number="7", account_name="Accounts payable"),
        posting("1000", -80, entry="2", account_name="Bank"),
    ]
    known = chart(
        account("1000", "Bank", AccountKind.BALANCE_SHEET),
        account("1150", "Deposits", AccountKind.BALANCE_SHEET),
        account("2000", "Accounts payable", AccountKind.BALANCE_SHEET),
        "2510",
    )
    (finding,) = check(
        papers(chart=known, postings=lines, purchase_orders=[po("7", account="2510")])
    )

    assert finding.place.cell == "A2"
    assert "PO 7 is on 2510" in finding.message
