"""Whatever a production holds, rules and reconciliation yield findings, raising nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.domain.accounts import AccountKind
from addin.domain.commitments import Status
from addin.domain.money import Money
from addin.domain.production import ForecastMode, Production
from addin.reconcile.pairings import reconcile, reconciled_findings
from addin.rules.catalogue import RULES
from addin.rules.rule import Options, Workpapers
from tests import make

texts = st.sampled_from(
    ["", "x", "2510", "25-10", "2150", "3300", "INV-7", "credit memo", "Cash", "pending", "Total",
     "Over budget", "On track", "No", "Accounts payable", "Beginning balance", "Week 3", "2026-03"]
)  # fmt: skip
money = st.none() | st.builds(
    Money, st.sampled_from([0, 1, -1, 500, -500, 1800, 8200, 8020, 10**9]),
    st.sampled_from(["USD", "USD", "EUR", "JPY"]),
)  # fmt: skip
dates = st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31))
AMOUNTS = (
    "amount debit credit balance total subtotal tax paid relieved open ordered actual_period"
    " actual_to_date commitments total_cost etc efc budget changes revised_budget variance"
    " previous_variance variance_change fringes"
).split()
DATES = "date due start end posted".split()


def records(make_one: Any) -> st.SearchStrategy[list[Any]]:
    """Lists of a record whose fields hold anything they may."""
    fields = [name for name in make_one().__dataclass_fields__ if name != "source"]
    skipped = {"quantity", "multiplier", "rate", "fringe_rate", "status", "is_total", "level"}
    given_fields: dict[str, st.SearchStrategy[Any]] = {
        name: money if name in AMOUNTS else dates if name in DATES else texts
        for name in fields
        if name not in skipped
    }
    if "is_total" in fields:
        given_fields |= {"is_total": st.booleans(), "level": st.integers(0, 2)}
    if "status" in fields:
        given_fields["status"] = st.sampled_from(Status)
    return st.lists(
        st.fixed_dictionaries(given_fields).map(lambda more: make_one(**more)), max_size=6
    )


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    records(make.posting),
    records(make.report_line),
    records(make.report_line),
    records(make.statement_line),
    records(make.cash_book_line),
    records(make.card_line),
    records(make.receipt),
    records(make.po),
    records(make.invoice),
    records(make.budget_line),
    records(make.trial_balance_line),
    st.sampled_from(ForecastMode),
)
def test_no_rule_or_reconciliation_raises(
    postings, before, now, bank, book, cards, slips, orders, bills, budget, balances, mode
):
    """Missing fields, several currencies, odd words: findings or none, and never an error."""
    production = Production(
        currency="USD",
        forecast_mode=mode,
        previous_cutoff=dt.date(2026, 3, 1),
        cutoff=dt.date(2026, 3, 8),
        chart=make.chart(
            "2510",
            "3300",
            make.account("1000", "Cash", AccountKind.BALANCE_SHEET),
            make.account("2500", "Head", AccountKind.HEADER),
        ),
        postings=make.in_rows(postings),
        cost_report=(*make.in_rows(before, sheet="CR 1"), *make.in_rows(now, sheet="CR 2")),
        budget_vs_actual=make.in_rows(now, sheet="Plan"),
        bank=make.in_rows(bank),
        cash_book=make.in_rows(book),
        cards=make.in_rows(cards),
        petty_cash=make.in_rows(slips),
        purchase_orders=make.in_rows(orders),
        invoices=make.in_rows(bills),
        budget=make.in_rows(budget),
        trial_balance=make.in_rows(balances),
    )
    papers = Workpapers(production, options=Options(today=dt.date(2026, 3, 9)))

    for rule in RULES:
        for finding in rule.check(papers):
            assert finding.code == rule.CODE
            assert finding.places
            assert finding.message
            assert finding.advice
    assert all(
        finding.places for finding in reconciled_findings(reconcile(production, papers.options))
    )
