"""Which tables say what people work and are paid."""

from __future__ import annotations

import pytest

from addin.tables.area import Area
from addin.tables.of_people import PAY, form_of_people, names_people, of_people
from addin.tables.recognise import recognise
from addin.tables.table import Role, Sheet, Table

PEOPLE = (("Jane Doe", 2500.0, 191.25), ("John Roe", 2600.0, 198.9), ("Jim Poe", 2700.0, 206.55))


def table(*headings: str, role=Role.UNKNOWN, title="") -> Table:
    """A table with these headings."""
    named = dict(enumerate(headings, 1))
    return Table("Book1.xlsx", "Sheet1", Area(1, 1, 9, 4), (1,), named, {}, role, title=title)


@pytest.mark.parametrize("role", [Role.TIMESHEET, Role.CREW_LIST, Role.CAST_LIST])
def test_time_cards_crew_and_cast_lists_are_of_people(role):
    """By their role, whatever they are called."""
    assert of_people(table("A", "B", role=role)) == str(role)


@pytest.mark.parametrize(
    "headings",
    [
        ("Employee", "SSN", "Gross", "FICA"),
        ("Name", "Hourly rate"),
        ("Name", "Kit fee"),
        ("Mitarbeiter", "Betrag"),
        ("Nom", "Salaire brut"),
        ("Who", "Net  Pay"),
    ],
)
def test_an_unknown_table_is_of_people_by_its_headings(headings):
    """Nobody has to call a payroll register by its name."""
    assert of_people(table(*headings)) == PAY


def test_an_unknown_table_is_of_people_by_its_title():
    """What stands above it."""
    assert of_people(table("A", "B", title="Crew payroll, week 12")) == PAY


@pytest.mark.parametrize("role", [Role.PO_LOG, Role.LEDGER, Role.BUDGET])
def test_a_list_of_another_role_is_not(role):
    """A budget has a column of overtime, a ledger one of payees: they are read by everybody."""
    assert of_people(table("Account", "Payee", "Overtime", role=role)) == ""


def test_words_that_other_lists_use_too_say_nothing():
    """Rates and gross amounts stand in price lists and invoices."""
    assert of_people(table("Item", "Rate", "Gross", "Net", "Deal no")) == ""


def test_a_register_in_sheet1_is_of_people_as_it_is_read():
    """From the cells on, with the recognition itself."""
    sheet = Sheet("Sheet1", (("Employee", "Gross", "FICA"), *PEOPLE))

    assert [of_people(one) for one in recognise(sheet, "Book1.xlsx")] == [PAY]


def test_a_form_is_of_people_by_what_it_says():
    """A deal memo is no table."""
    memo = Sheet("Sheet1", (("Artist", "Jane Doe"), (None, None), ("Weekly salary", 5000.0)))
    order = Sheet("Sheet1", (("Vendor", "Blue Whale"), (None, None), ("Total", 5000.0)))

    assert (form_of_people(memo), form_of_people(order)) == (PAY, "")


@pytest.mark.parametrize(
    ("name", "is_theirs"),
    [
        ("Payroll wk 12.xlsx", True),
        ("TIME-CARDS", True),
        ("Gagen", True),
        ("Sheet1", False),
        ("PO Log", False),
        ("Paymaster", False),
        ("", False),
    ],
)
def test_names_say_it_by_whole_words(name, is_theirs):
    """In any case, and in the languages of the crew."""
    assert names_people(name) is is_theirs
