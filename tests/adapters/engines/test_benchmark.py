"""The benchmark holds engines to what Excel computed, and to nothing else."""

from __future__ import annotations

import pytest

from addin.adapters.engines.proven import Record
from addin.adapters.xlsx.reading.package import Package
from benchmarks.recalculation_answers import Answer
from benchmarks.recalculation_judged import Case, Evidence, Judged, judge, records
from benchmarks.recalculation_oracle import NoOracle, Oracle, by_excel
from tests.adapters.engines.workbooks import features, made
from tests.grid import book, grid


def test_a_workbook_that_a_library_wrote_is_no_oracle():
    """It says that Excel saved it, and that its values are still to be computed."""
    _, content = made(features)

    with pytest.raises(NoOracle, match="to be computed on opening"):
        by_excel(Package(content, "Book.xlsx"))


def judged(drawn: str, values: dict[tuple[int, int], object]) -> Judged:
    """What is known of an engine that gave these values, Excel's standing in the drawing."""
    asked = book(grid(drawn, "S"))
    expected = {("S", *cell): asked.sheets[0].value(*cell) for cell in asked.sheets[0].formulas}
    found = Judged()
    answer = Answer("a/book", {("S", *cell): value for cell, value in values.items()}, {})  # type: ignore[misc]
    judge(found, Case(Oracle("a/book", asked, b"", expected, {})), answer)
    return found


def test_only_the_cell_where_a_difference_begins_is_laid_to_its_function():
    """A sum over a wrong product is no fault of SUM; the cells are all counted."""
    found = judged(
        "2 | =A1*3 -> 6 | =SUM(B1,1) -> 7 | =A1+1 -> 3", {(1, 2): 7, (1, 3): 8, (1, 4): 3}
    )

    assert found.cells == {"agreed": 1, "differed": 2}
    assert [each.asked for each in found.differences] == [{"sign *"}]
    assert "SUM" not in found.functions


def test_a_cell_without_an_answer_is_unknown_and_one_of_a_failed_run_failed():
    """Neither is held against the engine as a wrong value."""
    assert judged("=1+1 -> 2", {}).cells == {"unknown": 1}
    asked = book(grid("=1+1 -> 2", "S"))
    found = Judged()
    judge(
        found, Case(Oracle("b", asked, b"", {("S", 1, 1): 2}, {})), Answer("b", {}, {}, "it died")
    )
    assert found.cells == {"failed": 1}


def test_a_difference_is_laid_to_what_differs_most_often():
    """IF agrees nearly always; PMT, with it in the formulas that differ, does not."""
    evidence = Evidence()
    evidence.agreed.update({"IF/3": 90, "PMT/3": 1})
    evidence.differing += [frozenset({"IF/3", "PMT/3"}), frozenset({"PMT/3"})]

    assert records([evidence]) == {"IF/3": Record(90, 0), "PMT/3": Record(1, 2)}


def test_every_difference_is_laid_to_something():
    """What is left after the worst is laid to the next."""
    first, second = Evidence(), Evidence()
    first.agreed["A/1"] = 2
    first.differing.append(frozenset({"A/1"}))
    second.differing.append(frozenset({"B/1", "A/1"}))
    second.agreed["B/1"] = 50

    assert records([first, second]) == {"A/1": Record(2, 2), "B/1": Record(50, 0)}
