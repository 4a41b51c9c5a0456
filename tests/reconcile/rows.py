"""Rows and whole lists for tests of matching, and strategies that draw them."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from addin.domain.money import Money, money
from addin.domain.source import Source
from addin.reconcile.outcome import Match, Row

START = dt.date(2026, 3, 1)
NAMES = ("Northlight Camera", "NORTHLIGHT CAMERA LTD", "Harbour Catering", "Ridge Lumber", "")


def row(
    at: int = 2,
    amount: str | None = "500",
    day: int | None = 0,
    *,
    sheet: str = "Left",
    reference: str = "",
    name: str = "",
    account: str = "",
) -> Row:
    """A row of the sheet Left or Right; ``day`` counts from 1 March."""
    return Row(
        Source("Show.xlsx", sheet, at, {"amount": "C"}),
        None if amount is None else money(amount, "USD"),
        None if day is None else START + dt.timedelta(days=day),
        reference,
        name,
        account,
    )


def _row(sheet: str) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda minor, day, reference, name, account, at: Row(
            Source("Show.xlsx", sheet, at, {"amount": "C"}),
            None if minor is None else Money(minor, "USD"),
            None if day is None else START + dt.timedelta(days=day),
            reference,
            name,
            account,
        ),
        st.none()
        | st.sampled_from([50000, 50000, -50000, 12345, 12354, 0, 37655, 37650, 25000, 62345]),
        st.none() | st.integers(0, 12),
        st.sampled_from(["", "", "1042", "7", "2026.16"]),
        st.sampled_from(NAMES),
        st.sampled_from(["", "3300", "3400"]),
        st.integers(2, 10**6),
    )


def lists(sheet: str, largest: int = 9) -> st.SearchStrategy[list[Row]]:
    """Rows in which amounts, names and references repeat a lot, each in a row of its own."""
    return st.lists(_row(sheet), max_size=largest, unique_by=lambda row: row.source.row)


def rows_of(match: Match) -> tuple[frozenset[int], frozenset[int], str]:
    """A match by its row numbers on each side, and its tier."""
    return (
        frozenset(r.source.row for r in match.left),
        frozenset(r.source.row for r in match.right),
        str(match.tier),
    )
