"""Whatever a production's records hold, rules on orders, invoices and budgets yield or are silent."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from dataclasses import replace
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import addin.rules.budget
import addin.rules.commitments
from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.actuals import Posting
from addin.domain.budget import BudgetLine
from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.domain.money import Money
from addin.domain.production import Production
from addin.rules.rule import Options, Workpapers
from tests.make import budget_line, in_rows, invoice, po, posting

RULES = [
    module
    for package in (addin.rules.budget, addin.rules.commitments)
    for found in pkgutil.iter_modules(package.__path__)
    if hasattr(module := importlib.import_module(f"{package.__name__}.{found.name}"), "CODE")
]

amounts = st.one_of(
    st.none(),
    st.builds(Money, st.integers(-3, 3).map(lambda n: n * 5000), st.sampled_from(["USD", "EUR"])),
)
codes = st.sampled_from(
    ["", "1042", "PO-1042", "1024", "PO 1043", "n/a", "3300", "3303", "3300-01"]
)
names = st.sampled_from(
    ["", "Northlight", "NORTHLIGHT Inc.", "Gaffer", "Gaffer prep", "1 of 2", "Rent"]
)
days = st.one_of(st.none(), st.dates(dt.date(2025, 12, 1), dt.date(2026, 3, 1)))
rates = st.one_of(
    st.none(), st.sampled_from([Decimal(0), Decimal("0.1"), Decimal(10), Decimal(-2)])
)
words = {"number", "po_number", "account", "document", "entry"}

BY_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "Money | None": amounts,
    "dt.date | None": days,
    "Decimal | None": rates,
    "Status": st.sampled_from(list(Status)),
}


def records(blank: Any, kind: type) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to four records of a kind, in rows of one list."""
    fields = {
        name: BY_TYPE.get(str(hint), codes if name in words else names)
        for name, hint in kind.__annotations__.items()
        if name != "source"
    }
    one = st.fixed_dictionaries(fields).map(lambda given: replace(blank, **given))
    return st.lists(one, max_size=4).map(in_rows)


productions = st.builds(
    Production,
    currency=st.just("USD"),
    chart=st.sampled_from(
        [
            None,
            ChartOfAccounts(()),
            ChartOfAccounts((Account("3300"), Account("1042", "Old", AccountKind.CLOSED))),
        ]
    ),
    purchase_orders=records(po(), PurchaseOrder),
    invoices=records(invoice(), Invoice),
    postings=records(posting(), Posting),
    budget=records(budget_line(), BudgetLine),
    topsheet=records(budget_line(), BudgetLine),
)


@given(production=productions)
@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
def test_rules_yield_findings_or_nothing(production: Production):
    """Missing values, mixed currencies and odd signs never stop a rule; findings are complete."""
    papers = Workpapers(production, options=Options(today=dt.date(2026, 6, 1)))

    for rule in RULES:
        for finding in rule.check(papers):
            assert finding.code == rule.CODE
            assert finding.places
            assert finding.message.endswith((".", "?"))
            assert finding.advice
            assert finding.impact is None or not finding.impact.is_negative


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_a_rule_says_what_it_means(rule: ModuleType):
    """Code and title first, then why, an example and what to do."""
    text = rule.__doc__ or ""

    assert text.startswith(f"{rule.CODE}: ")
    assert all(
        part in text for part in ("\n\nWhy it matters: ", "\n\nExample: ", "\n\nWhat to do: ")
    )
