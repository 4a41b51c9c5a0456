"""A page of a template: where its cells and its tables stand, and what its formulas refer to."""

from __future__ import annotations

from addin.domain.accounts import chart_of
from addin.tables.blueprint import with_values
from addin.tables.contract import contract_of
from addin.tables.filling import Filling, Row
from addin.tables.render import rendered
from addin.tables.table import Area

PAGE = {
    "name": "Call Sheet",
    "kind": "page",
    "title": "CALL SHEET",
    "grid": [6, 6, 6, 6, 6, 6, 6, 6],
    "cells_across": 2,
    "cells": [
        {"label": "Date", "name": "Call_date", "type": "date"},
        {"label": "Call", "name": "General_call", "type": "time"},
        {"label": "People", "name": "People", "type": "count", "formula": "SUM(Crew[People])"},
    ],
    "blocks": [
        {
            "name": "Crew",
            "title": "CREW",
            "lines": 2,
            "columns": {
                "Department": {"type": "text", "span": 3},
                "People": {"type": "count", "span": 1, "total": "sum"},
            },
        },
        {
            "name": "Cars",
            "title": "CARS",
            "beside": True,
            "left": 5,
            "lines": 4,
            "columns": {
                "Car": {"type": "text", "span": 2},
                "Crew Share": {"type": "number", "span": 2, "formula": "Crew[People:total]/4"},
            },
        },
        {
            "name": "Notes",
            "title": "NOTES",
            "lines": 1,
            "columns": {"Note": {"type": "text", "span": 8}},
        },
    ],
}


def page():
    """The page with two departments typed in, worked out."""
    contract = contract_of("call", {"title": "Call", "about": "A", "sheets": [PAGE]})
    crew: tuple[Row, ...] = (
        {"Department": "Camera", "People": 5},
        {"Department": "Grip", "People": 3},
    )
    drawn = rendered(contract, chart_of(()), Filling(lines={"Crew": crew}))
    return with_values(drawn).sheets[0], drawn.names


def value(sheet, row, column):
    """What stands in a cell."""
    return sheet.entries[row, column].value


def test_tables_stand_below_or_beside_one_another():
    """The next one below begins under the longer of two that are side by side."""
    sheet, _ = page()

    assert (value(sheet, 7, 1), value(sheet, 7, 5)) == ("CREW", "CARS")
    assert (value(sheet, 8, 1), value(sheet, 8, 4), value(sheet, 8, 7)) == (
        *("Department", "People", "Crew Share"),
    )
    assert value(sheet, 14, 1) == "NOTES"
    assert Area(9, 1, 9, 3) in sheet.merged


def test_labelled_cells_share_the_width_of_the_page():
    """Two side by side, each with its name; a third in the next row."""
    sheet, names = page()

    assert [value(sheet, 4, 1), value(sheet, 4, 5), value(sheet, 5, 1)] == [
        *("Date", "Call", "People"),
    ]
    assert names["Call_date"] == "'Call Sheet'!$B$4"
    assert names["General_call"] == "'Call Sheet'!$F$4"


def test_formulas_name_tables_of_the_page_like_sheets():
    """A column, a total below the lines, and a named cell that is worked out."""
    sheet, _ = page()

    assert sheet.entries[11, 4].formula == "SUM(D9:D10)"
    assert value(sheet, 11, 4) == value(sheet, 5, 2) == 8
    assert sheet.entries[9, 7].formula == "'Call Sheet'!$D$11/4"
    assert value(sheet, 12, 7) == 2


def test_a_page_is_printed_on_one_sheet_of_paper():
    """Upright where it is narrow, and nothing beyond its grid."""
    sheet, _ = page()

    assert sheet.one_page
    assert not sheet.landscape
    assert sheet.print_area == Area(1, 1, 16, 8)
