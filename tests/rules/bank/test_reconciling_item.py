"""BNK109."""

from __future__ import annotations

from dataclasses import replace

from addin.rules.bank.reconciling_item import check
from tests.make import in_rows, statement_line
from tests.rules.bank.forms import reconciled


def test_items_that_are_where_they_come_from_pass():
    """The cheque is in the book, the charge on the statement."""
    assert not list(check(reconciled()))


def test_an_outstanding_cheque_that_the_book_does_not_have():
    """A cheque of 1,252.00 that nobody entered."""
    (finding,) = check(reconciled(cheque="1252"))

    assert finding.place.cell == "C10"
    assert "cash book" in finding.message


def test_a_charge_that_the_statement_does_not_show():
    """Without the fee on the statement, the form's 25.00 is from nowhere."""
    papers = reconciled()
    bank = tuple(line for line in papers.production.bank if line.description != "Fee")
    (finding,) = check(replace(papers, production=replace(papers.production, bank=bank)))

    assert finding.place.cell == "C16"


def test_a_cheque_that_has_cleared_is_outstanding_no_more():
    """The statement shows cheque 1252."""
    papers = reconciled()
    cleared = statement_line("2026-03-11", -1250, reference="1252", description="Cheque")
    (cleared,) = in_rows([cleared], 4, workbook="Show.xlsx")
    source = replace(cleared.source, columns=papers.production.bank[0].source.columns)
    bank = (*papers.production.bank, replace(cleared, source=source))
    (finding,) = check(replace(papers, production=replace(papers.production, bank=bank)))

    assert "cleared it on 2026-03-11" in finding.message
