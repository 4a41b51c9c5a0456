"""Blocks read by what their headings usually mean."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.domain.money import Money
from addin.tables.table import ErrorValue, Role
from addin.udfs.by_role import by_role
from addin.udfs.cell_error import CellError


@pytest.mark.parametrize(
    ("role", "headings", "fields"),
    [
        (Role.LEDGER, "Acct No;Posting Date;Vendor;Debit;Credit;Balance", "account date vendor debit credit balance"),
        (Role.LEDGER, "Account;Date;Amount", "account date amount"),
        (Role.PO_LOG, "PO #;Date;Acct;PO Amount;Invoiced;Balance;Status", "po_number date account amount relieved open status"),
        (Role.COST_REPORT, "Code;Category;Original Budget;Approved Changes;Estimated Final Cost", "account description budget changes efc"),
    ],
)  # fmt: skip
def test_headings_mean_what_they_mean_to_the_nightly_check(role, headings, fields):
    """Each heading is the field that a person reads in it."""
    found = by_role("x", (tuple(headings.split(";")),), role, ("account",))

    assert sorted(found.places, key=found.places.__getitem__) == fields.split()


def test_a_missing_column_is_named_with_the_headings_found():
    """So that the coordinator sees what to rename."""
    with pytest.raises(
        CellError, match=r"ledger has no column for amount or debit.*: Account, Date"
    ):
        by_role("ledger", (("Account", "Date"),), Role.LEDGER, ("account", ("amount", "debit")))


def test_a_cell_that_cannot_be_read_is_an_error_among_good_ones():
    """The rest of the column is read; nothing there is nothing."""
    table = (
        ("Account", "Amount"),
        (1, "TBC"),
        (2, 12.5),
        (3, None),
        (4, "-"),
        (5, ErrorValue("#REF!")),
    )
    block = by_role("ledger", table, Role.LEDGER, ("account", "amount"))

    assert block.column("amount", Money) == (
        ErrorValue("#VALUE!"), Money(1250), None, None, ErrorValue("#REF!"),
    )  # fmt: skip
    assert block.column("date", dt.date) == (None,) * 5
    assert block.cells("account") == (1, 2, 3, 4, 5)
    assert block.cells("vendor") == (None,) * 5
