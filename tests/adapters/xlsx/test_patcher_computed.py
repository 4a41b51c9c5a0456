"""A formula's cached value is made fresh; the formula and all else stay as they are."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.adapters.xlsx import patcher
from addin.errors import WriteRefused
from addin.tables.changes import Changes, ComputedValue
from addin.tables.table import ErrorValue, cell_at
from tests.adapters.xlsx.packages import package, part, rows_of, worksheet


def refreshed(cells: str, **fresh: object) -> str:
    """The rows of a sheet with one row of cells, some of which get a fresh value."""
    blob = package(worksheet(f'<row r="1">{cells}</row>'))
    computed = tuple(
        ComputedValue("Costs", *cell_at(name), value)  # type: ignore[arg-type]
        for name, value in fresh.items()
    )
    return rows_of(patcher.patched(blob, Changes(computed=computed)))


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (12, "", "12"),
        (0.1, "", "0.1"),
        (True, ' t="b"', "1"),
        ("a < b", ' t="str"', "a &lt; b"),
        ("", ' t="str"', ""),
        (ErrorValue("#DIV/0!"), ' t="e"', "#DIV/0!"),
        (dt.date(2026, 3, 14), "", "46095"),
    ],
)
def test_a_formula_gets_a_fresh_value_of_the_right_type(value, kind, shown):
    """Style and formula stay; the type is stated as Excel states it."""
    result = refreshed('<c r="A1" s="0" t="e"><f>B1/C1</f><v>#N/A</v></c>', A1=value)

    assert result == f'<row r="1"><c r="A1" s="0"{kind}><f>B1/C1</f><v>{shown}</v></c></row>'


def test_a_value_that_is_right_changes_nothing():
    """Not a byte, and no recalculation on loading is asked for."""
    blob = package(worksheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'))

    assert patcher.patched(blob, Changes(computed=(ComputedValue("Costs", 1, 1, 2),))) is blob


def test_members_of_a_shared_formula_and_marks_of_dynamic_arrays_stay():
    """Only what stands between the ``v`` tags is new."""
    cells = (
        '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>0</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>0</v></c>'
        '<c r="C1" cm="1"><f t="array" ref="C1:D1">_xlfn.SEQUENCE(1,2)</f><v>0</v></c>'
        '<c r="D1"><v>0</v></c>'
    )

    assert refreshed(cells, A1=2, B1=4, C1=1, D1=2) == (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>2</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>4</v></c>'
        '<c r="C1" cm="1"><f t="array" ref="C1:D1">_xlfn.SEQUENCE(1,2)</f><v>1</v></c>'
        '<c r="D1"><v>2</v></c></row>'
    )


def test_a_cell_without_a_formula_gets_no_computed_value():
    """A typed number is never replaced by what somebody computed; nor is an empty cell filled."""
    for name in ("A1", "C1"):
        with pytest.raises(WriteRefused, match=f"{name} holds no formula"):
            refreshed('<c r="A1"><v>5</v></c><c r="B1"><f>1</f></c>', **{name: 6})


def test_excel_is_asked_to_compute_for_itself_all_the_same():
    """A fresh value is for those who only read; Excel's own word comes last."""
    blob = package(worksheet('<row r="1"><c r="A1"><f>1+1</f></c></row>'))
    result = patcher.patched(blob, Changes(computed=(ComputedValue("Costs", 1, 1, 2),)))

    assert 'fullCalcOnLoad="1"' in part(result, "xl/workbook.xml")
