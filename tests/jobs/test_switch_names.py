"""Moving a workbook's formulas between the spellings of our functions' names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.adapters.memory import Memory
from addin.errors import NothingToDo, WriteRefused
from addin.jobs.switch_names import switch_names
from addin.tables.beside_cells import ConditionalFormat, DefinedName, Validation
from addin.tables.changes import FunctionSpelling
from addin.tables.function_names import Spelling
from addin.tables.table import Area, Book, Sheet
from tests.grid import book, grid

NAMES = frozenset({"COST_EFC", "PO_OPEN"})
CLASSIC, OFFICE, PLAIN = Spelling.CLASSIC, Spelling.OFFICE, Spelling.PLAIN


def costs(text: str = "", **more: object) -> Book:
    """A workbook with one sheet, Costs."""
    text = (
        text
        or """
        Net | EFC
        100 | =COST_EFC(A2) -> 100
        200 | =COST_EFC(A3) -> 200
        Sum | =SUM(B2:B3)   -> 300
    """
    )
    drawn = grid(text, "Costs", **more)
    return replace(book(drawn, name="Costs.xlsx"), digest="as read")


def sheet_of(workbook: Book) -> Sheet:
    """Its sheet."""
    return workbook.sheets[0]


def test_what_would_change_is_shown_and_nothing_written():
    """Each formula as it is and as it is to be."""
    workbooks = Memory(costs())

    found = switch_names(workbooks, "Costs.xlsx", NAMES, OFFICE)

    assert [(one.where, one.before, one.after) for one in found.respelt] == [
        ("Costs!B2", "COST_EFC(A2)", "TIEOUT.COST_EFC(A2)"),
        ("Costs!B3", "COST_EFC(A3)", "TIEOUT.COST_EFC(A3)"),
    ]
    assert (found.calls, found.written, workbooks.written) == (2, False, [])


def test_asked_to_it_writes_one_batch_and_has_excel_compute_once():
    """The digest is that of the file as it was read."""
    workbooks = Memory(costs())

    found = switch_names(workbooks, "Costs.xlsx", NAMES, OFFICE, write=True)

    ((name, changes),) = workbooks.written
    assert name == "Costs.xlsx"
    assert changes.functions == FunctionSpelling(OFFICE, NAMES)
    assert changes.recalculate_on_load
    assert (found.written, found.backup) == (True, "memory of Costs.xlsx")


def test_without_a_wish_it_is_the_spelling_that_the_workbook_does_not_have():
    """Both in one workbook, and it has to be said."""
    office = costs("=TIEOUT.COST_EFC(1) -> 1")
    both = costs("=TIEOUT.COST_EFC(1) -> 1 | =COST_EFC(1) -> 1")

    assert switch_names(Memory(costs()), "Costs.xlsx", NAMES).to is OFFICE
    assert switch_names(Memory(office), "Costs.xlsx", NAMES).to is CLASSIC
    with pytest.raises(NothingToDo, match="--to classic or --to office"):
        switch_names(Memory(both), "Costs.xlsx", NAMES)


def test_names_formats_and_validations_are_found_too():
    """A person sees where each formula stands."""
    area = Area.of("B2:B9")
    drawn = costs("1 | 2")
    sheet = replace(
        sheet_of(drawn),
        conditional_formats=(ConditionalFormat((area,), "expression", ("COST_EFC(B2)>9",)),),
        validations=(Validation((area,), "custom", formula1="PO_OPEN(B2)>0"),),
    )
    name = DefinedName("Forecast", "COST_EFC(Costs!$A$1)")
    workbook = replace(drawn, sheets=(sheet,), defined_names=(name,), names={"Forecast": "x"})

    found = switch_names(Memory(workbook), "Costs.xlsx", NAMES, OFFICE)

    assert [one.where for one in found.respelt] == [
        "a format of Costs!B2:B9",
        "a validation of Costs!B2:B9",
        "the name Forecast",
    ]


def test_the_link_to_the_addin_is_shown_and_announced():
    """Behind the links that the workbook has; one that leads to the add-in is used again."""
    office = costs("=TIEOUT.COST_EFC(1) -> 1")
    other = replace(office, links={1: "Rates.xlsx"})
    linked = replace(office, links={1: "Rates.xlsx", 2: "tieout.xlam"})

    fresh = switch_names(Memory(other), "Costs.xlsx", NAMES, CLASSIC)
    known = switch_names(Memory(linked), "Costs.xlsx", NAMES, CLASSIC)

    assert [one.after for one in fresh.respelt] == ["[2]!COST_EFC(1)"]
    assert [one.after for one in known.respelt] == ["[2]!COST_EFC(1)"]
    assert (fresh.gets_link, known.gets_link) == (True, False)


def test_a_protected_sheet_is_refused_by_name():
    """In Excel nobody could change its formulas either; nothing is written."""
    workbooks = Memory(costs(is_protected=True))

    with pytest.raises(WriteRefused, match=r"Costs!B2.*'Costs' is protected"):
        switch_names(workbooks, "Costs.xlsx", NAMES, OFFICE, write=True)
    assert workbooks.written == []


def test_calls_that_only_look_like_ours_are_told_apart():
    """The workbook's own LAMBDA, and functions that this version does not have."""
    drawn = costs("=COST_EFC(1) -> 1 | =TIEOUT.COST_FUTURE(1) -> 1 | =PO_OPEN(1) -> 1")
    workbook = replace(drawn, names={"COST_EFC": "LAMBDA(x,x)"})

    found = switch_names(Memory(workbook), "Costs.xlsx", NAMES, OFFICE)

    assert [one.where for one in found.respelt] == ["Costs!C1"]
    assert len(found.left) == 2
    assert "COST_EFC is a name that the workbook itself defines" in found.left[0]
    assert "TIEOUT.COST_FUTURE in Costs!B1" in found.left[1]


@pytest.mark.parametrize("text", ['="COST_EFC(1)" -> x', "=SUM(1,2) -> 3", "COST_EFC(1)"])
def test_a_workbook_without_a_call_has_nothing_to_do(text):
    """Texts are no calls; and it says that nothing was written."""
    with pytest.raises(NothingToDo, match="Nothing was written"):
        switch_names(Memory(costs(text)), "Costs.xlsx", NAMES, PLAIN, write=True)
