"""BUD106."""

from __future__ import annotations

from addin.findings import Finding
from addin.rules.budget.missing_field import check
from addin.tables.table import Role
from tests.make import at, budget_line, papers


def found(*lines) -> list[Finding]:
    """What these lines give beside four complete ones."""
    return list(check(papers(budget=[*[budget_line() for _ in range(4)], *lines])))


def test_a_line_without_account_or_amount_is_found():
    """One finding for each field, at its cells."""
    account, amount = found(budget_line(""), budget_line(amount=None, quantity=10, rate=450))

    assert account.place.cell == at(Role.BUDGET, "account", 6)
    assert amount.place.cell == at(Role.BUDGET, "amount", 7)


def test_remarks_and_budgets_without_codes_lack_nothing():
    """A line that asks for no money; a budget in which no line has an account."""
    assert found(budget_line("", "Remember the deposit", None)) == []
    assert list(check(papers(budget=[budget_line("") for _ in range(5)]))) == []
