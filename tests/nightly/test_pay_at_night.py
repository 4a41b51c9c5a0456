"""What people are paid, from a workbook that says nothing of it in its name to an alert."""

from __future__ import annotations

import pytest

from addin import wiring
from addin.findings import Severity
from addin.reports.alert_digest import digest
from addin.settings.studio import AlertSettings, StepName
from addin.tables.blueprint import BookBlueprint, Entry, SheetBlueprint
from addin.tables.of_people import OF_PEOPLE
from tests.nightly.production_at_night import night

CARDS = ("Employee", "Department", "Hours", "Rate", "Gross")
REGISTER = ("Employee", "SSN", "Units", "Wage", "Net pay")
ORDERS = ("Item", "Vendor", "Quantity", "Rate", "Amount")
NAMES = ("Jane Doe", "John Roe", "Jim Poe", "Ann Low", "Ben Ray", "Cal Oak", "Dee Elm", "Eva Fir")


def book(name: str, headings: tuple[str, ...], sheet: str = "Sheet1") -> tuple[str, bytes]:
    """Eight rows whose last column is a product, but for one that somebody typed."""
    cells = {(1, at): Entry(text) for at, text in enumerate(headings, 1)}
    for row, who in enumerate(NAMES, 2):
        hours, rate = 40 + row, 25.0 + row
        said: tuple[str | float, ...] = (who, "Camera", hours, rate)
        cells |= {(row, at): Entry(value) for at, value in enumerate(said, 1)}
        formula = "" if row == 6 else f"C{row}*D{row}"
        cells[row, 5] = Entry(hours * rate + (777.77 if row == 6 else 0), formula)
    made = BookBlueprint(name, (SheetBlueprint(sheet, cells),))
    return name, wiring.new_workbook(made)


@pytest.mark.parametrize("headings", [CARDS, REGISTER])
@pytest.mark.parametrize("name", ["Book1.xlsx", "Jane Doe 1250.xlsx"])
def test_pay_in_sheet1_is_told_by_rule_and_count_alone(tmp_path, headings, name):
    """No name of a person, of a workbook, of a sheet; no cell; and that there is something."""
    wiring.save_new(tmp_path / "show", dict([book(name, headings)]))

    found = night(tmp_path / "show", steps=(StepName.VALIDATE,))
    typed = [one for one in found.points if one.cell]
    told = digest(AlertSettings("All", ("TO",), least=Severity.NOTE), [found], "")

    assert typed
    assert {one.role for one in typed} <= OF_PEOPLE
    assert told is not None
    assert "ask who may see it" in told.text
    for part in ("Jane", "Book1", "1250", "Sheet1", *(one.cell for one in typed)):
        assert part not in f"{told.title}{told.text}{told.structured}"


def test_another_list_in_sheet1_is_told_with_its_cell(tmp_path):
    """The same numbers, of vendors: everybody may look."""
    wiring.save_new(tmp_path / "show", dict([book("Book1.xlsx", ORDERS)]))

    found = night(tmp_path / "show", steps=(StepName.VALIDATE,))
    told = digest(AlertSettings("All", ("TO",), least=Severity.NOTE), [found], "")

    assert told is not None
    assert "Book1.xlsx · Sheet1 E6" in told.text
