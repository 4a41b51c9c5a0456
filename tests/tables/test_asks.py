"""What a formula asks of an engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from addin.tables.asks import asks
from addin.tables.contents import Contents
from addin.tables.formula import relative
from addin.tables.table import Area, Book, ListObject
from tests.grid import grid


def asked(formula: str, **more: Any) -> set[str]:
    """What a formula in C1 asks for, beside a table and a name for it."""
    sheet = replace(
        grid("PO | Amount | =1", **more),
        list_objects=(ListObject("Orders", Area(1, 1, 3, 2), ("PO", "Amount")),),
    )
    book = Book("Book.xlsx", (sheet,), names={"Amounts": "Orders[Amount]", "Rate": "0.2"})
    return set(asks(relative(formula, 1, 3), Contents(book), sheet, (1, 3)))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+B1*2", {"sign +", "sign *"}),
        ("SUM(A1:A9,B1)", {"SUM"}),
        ("VLOOKUP(A1,A:B,2,FALSE)", {"VLOOKUP/4", "whole columns"}),
        ("VLOOKUP(A1,A1:B9,2)", {"VLOOKUP/3"}),
        ("-Orders[Amount]", {"- of a value", "table reference"}),
        ("Rate", {"name"}),
        ("SUM(Amounts)", {"SUM", "name", "table reference", "name for a table reference"}),
        ("Nosuch", {"name", "name that cannot be followed"}),
        ("[1]Log!A1", {"another workbook"}),
        ("SUM(Jan:Mar!A1)", {"SUM", "span of sheets"}),
        ("INDEX(A:A,1):B2", {"INDEX/2", "whole columns", "sign :"}),
        ("{1,2}", {"array constant"}),
    ],
)
def test_functions_and_forms_of_reference_are_told_apart(formula, expected):
    """A function with another number of arguments is another thing to ask for."""
    assert asked(formula) == expected


def test_an_array_formula_asks_for_more_than_its_functions():
    """One that fills several cells is still another thing."""
    assert asked("SUM(A1:A2)", arrays={(1, 3): Area(1, 3, 1, 3)}) == {"SUM", "array formula"}
    assert asked("A1:A2", arrays={(1, 3): Area(1, 3, 2, 3)}) == {"array formula over several cells"}
