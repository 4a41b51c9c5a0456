"""Which columns of a table are tied, how, and what tells its rows apart."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.adapters.memory import Memory
from addin.errors import NothingToDo
from addin.jobs.tie import tied, tied_text, tying
from addin.ports.binding import Policy, Shown
from addin.settings.read import settings
from addin.tables.table import Book, Sheet, Value

Rows = list[list[Value]]


def sheet(name: str, rows: Rows, formats: dict[tuple[int, int], str] | None = None) -> Sheet:
    """A sheet; a text that begins with ``=`` is a formula without a value."""
    formulas: dict[tuple[int, int], str] = {}
    for row, line in enumerate(rows, 1):
        for column, value in enumerate(line, 1):
            if isinstance(value, str) and value.startswith("="):
                formulas[row, column] = value[1:]
    values = [[1.0 if str(one).startswith("=") else one for one in line] for line in rows]
    return Sheet(name, values, formulas=formulas, formats=formats or {})


LOG: Rows = [
    ["PO #", "Date", "Vendor", "Amount", "Tax", "Total", "Doubled"],
    ["1041", dt.date(2026, 11, 2), "Panavision", 500.0, 0.2, "=D2*(1+E2)", "=ROUND([@Amount]*2,2)"],
    ["1042", dt.date(2026, 11, 3), "Keslow", 120.5, 0.2, "=D3*(1+E3)", "=ROUND([@Amount]*2,2)"],
    ["1043", dt.date(2026, 11, 4), "Cinelease", 80.0, 0.2, "=D4*(1+E4)", "=ROUND([@Amount]*2,2)"],
]
FORMATS = {(row, 4): "#,##0.00" for row in range(2, 5)} | {(row, 5): "0%" for row in range(2, 5)}


def log(rows: Rows = LOG) -> Memory:
    """A production with a PO log."""
    return Memory(Book("PO Log.xlsx", (sheet("POs", rows, FORMATS),)))


def test_each_column_gets_a_policy_and_how_it_is_shown():
    """Two-way; formulas that name cells by position show their values, others cross as text."""
    made = tying(log(), "PO Log.xlsx", "POs")

    assert [(one.name, one.policy, one.shown) for one in made.columns] == [
        ("PO #", Policy.ASK, Shown.ANYTHING),
        ("Date", Policy.ASK, Shown.DATE),
        ("Vendor", Policy.ASK, Shown.ANYTHING),
        ("Amount", Policy.ASK, Shown.MONEY),
        ("Tax", Policy.ASK, Shown.PERCENT),
        ("Total", Policy.MIRROR, Shown.ANYTHING),
        ("Doubled", Policy.ASK, Shown.ANYTHING),
    ]
    assert (made.name, made.workbook, made.sheet, made.key) == ("POs", "PO Log.xlsx", "POs", "PO #")


@pytest.mark.parametrize("third", ["1042", None])
def test_a_number_that_is_doubled_or_missing_tells_no_rows_apart(third):
    """Then rows carry ids of ours."""
    rows = [*LOG[:3], [third, *LOG[3][1:]]]

    assert tying(log(rows), "PO Log.xlsx", "POs").key == ""


def test_the_key_can_be_named_or_refused():
    """A person knows best."""
    assert tying(log(), "PO Log.xlsx", "POs", key="Vendor").key == "Vendor"
    assert tying(log(), "PO Log.xlsx", "POs", key="").key == ""
    with pytest.raises(NothingToDo, match=r"no column 'Colour'.*Vendor"):
        tying(log(), "PO Log.xlsx", "POs", key="Colour")


def test_a_column_of_formulas_that_is_the_key_goes_both_ways():
    """Both sides need it to tell rows apart."""
    made = tying(log(), "PO Log.xlsx", "POs", key="Total")

    assert [one.policy for one in made.columns if one.name == "Total"] == [Policy.ASK]


def test_headings_that_stand_twice_and_our_own_column_are_left_out():
    """Neither could be found again for certain."""
    rows = [
        [*line[:4], "_row" if number == 0 else f"r{number}", line[3]]
        for number, line in enumerate(LOG)
    ]
    made = tying(log(rows), "PO Log.xlsx", "POs")

    assert [one.name for one in made.columns] == ["PO #", "Date", "Vendor"]


def test_what_cannot_be_tied_is_named():
    """A sheet that is not there, with those that are; a sheet without a table."""
    with pytest.raises(NothingToDo, match=r"no sheet 'Bills'.*'POs'"):
        tying(log(), "PO Log.xlsx", "Bills")
    with pytest.raises(NothingToDo, match="no table with headings"):
        tying(Memory(Book("a.xlsx", (sheet("POs", [[1.0]]),))), "a.xlsx", "POs")


def test_what_is_tied_is_read_back_from_the_settings():
    """As text that a person can edit, beside what stands there."""
    binding = tied(tying(log(), "PO Log.xlsx", "POs", name="log"), "1AbCdEfGhIjKlMnOpQrStUv", 7)
    text = tied_text('[production]\nname = "Show"\n', binding)

    assert settings(text, "production.toml").syncs == (binding,)
    assert text.startswith('[production]\nname = "Show"\n')


def _orders() -> Rows:
    days = range(10, 16)
    return [[f"10{n}", dt.date(2026, 11, n), f"Vendor {n}", 100.0 * n, 5.0 * n] for n in days]


def test_of_a_heading_in_two_rows_the_last_names_the_column():
    """Where it says enough; a group above is for the eye, unless it tells two columns apart."""
    rows: Rows = [
        ["ORDER", None, None, "MONEY", None],
        ["PO #", "Date", "Vendor", "Amount", "Invoiced"],
        *_orders(),
    ]
    made = tying(log(rows), "PO Log.xlsx", "POs")

    assert [one.name for one in made.columns] == ["PO #", "Date", "Vendor", "Amount", "Invoiced"]
    assert made.key == "PO #"
