"""How findings on formulas are scored against labels."""

from __future__ import annotations

import json

from addin.domain.source import Place
from benchmarks.structural_labels import Half, Verdict, cells, half, labels
from benchmarks.structural_outliers import outliers
from tests.grid import book, grid


def test_both_sides_of_a_clash_are_one_group_and_either_finds_it(tmp_path):
    """Dual = C8 joins B8 to C8; a finding on a sound cell alone is false."""
    rows = [("B8", "cwfe", "dual = C8"), ("C8", "fwce", ""), ("D9", "no", "")]
    told = [
        {"Workbook": "A.xlsx", "Worksheet": " One ", "Address": at, "BugKind": kind, "Notes": note}
        for at, kind, note in rows
    ]
    (tmp_path / "annotations.json").write_text(json.dumps(told))
    known = labels(tmp_path)

    assert sorted(map(len, known.groups)) == [1, 2]
    assert known.verdict(cells([Place("a.xlsx", "One", "C8:D9")])) is Verdict.RIGHT
    assert known.verdict(cells([Place("a.xlsx", "One", "D9")])) is Verdict.FALSE
    assert known.verdict(cells([Place("a.xlsx", "One", "E1")])) is Verdict.UNLABELLED


def test_the_half_of_a_workbook_hangs_on_its_name_alone():
    """Nobody chooses, and spelling in capitals does not move it."""
    assert half("summ0602.XLSX") is half("summ0602.xlsx")
    assert {half(f"{at}.xlsx") for at in range(20)} == set(Half)


def test_the_plain_way_finds_a_cell_unlike_both_of_its_neighbours():
    """The yardstick is no straw man: a constant among formulas is found."""
    (finding,) = outliers(
        book(
            grid("""
                Line | Cost
                1    | =A2*2 -> 2
                2    | =A3*2 -> 4
                3    | 7
                4    | =A5*2 -> 8
            """)
        )
    )

    assert [place.cell for place in finding.places] == ["B4"]
