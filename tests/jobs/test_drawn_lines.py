"""What an example draws becomes typed lines; a mistake in it is named."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.jobs.drawn_lines import drawn
from addin.tables.contract import Contract, ContractBroken, contract_of
from addin.tables.filling import Filling

SHEET = {
    "name": "Board",
    "title": "Board",
    "key": ["Scene"],
    "cells": [
        {"label": "Starts", "name": "Starts", "type": "date"},
        {"label": "Strips", "name": "Strips", "type": "count", "formula": "SUM(1)"},
    ],
    "columns": {
        "Scene": {"type": "code", "width": 8},
        "Pages": {"type": "pages", "width": 8},
        "Date": {"type": "date", "width": 8},
        "Call": {"type": "time", "width": 8},
        "Cost": {"type": "money", "width": 8},
        "Twice": {"type": "money", "width": 8, "formula": "[Cost]*2"},
    },
}


def contract() -> Contract:
    """One sheet with a column of each kind."""
    return contract_of("board", {"title": "T", "about": "A", "sheets": [SHEET]})


def lines(text: str, standing: Filling | None = None):
    """The lines that a drawn table describes."""
    return drawn(contract(), {"lines": {"Board": text}}, standing or Filling()).lines["Board"]


def test_cells_are_typed_by_their_column():
    """A code stays text, pages are eighths, an empty cell is nothing, ``=`` stays a formula."""
    expected = {
        "Scene": "012",
        "Pages": 1.375,
        "Date": dt.date(2026, 3, 2),
        "Call": dt.time(7, 30),
        "Cost": 1250,
    }
    text = """
    Scene | Pages | Date       | Call  | Cost
    012   | 1 3/8 | 2026-03-02 | 07:30 | 1,250.00
    13    |       |            |       | =SUM(Board[Cost])
    """

    assert lines(text)[0] == expected
    assert lines(text)[1] == {
        "Scene": "13", "Pages": None, "Date": None, "Call": None, "Cost": "=SUM(Board[Cost])"
    }  # fmt: skip


def test_a_line_of_the_empty_template_is_filled_in_and_others_follow():
    """By key, and nothing that stood there is lost where the example says nothing."""
    standing = Filling(lines={"Board": ({"Scene": "1", "Cost": 5}, {"Scene": "2", "Cost": 6})})
    found = lines("Scene | Cost | Pages\n2 | | 4/8\n3 | 7", standing)

    assert [row["Scene"] for row in found] == ["1", "2", "3"]
    assert found[0] == {"Scene": "1", "Cost": 5}
    assert found[1] == {"Scene": "2", "Cost": 6, "Pages": 0.5}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"line": {}}, "unknown keys line"),
        ({"cells": {"Ends": 1}}, "no cell named Ends"),
        ({"cells": {"Strips": 1}}, "no cell named Strips"),
        ({"lines": {"Bored": "Scene\n1"}}, "no sheet 'Bored'"),
        ({"lines": {"Board": "Seen\n1"}}, "no column 'Seen'"),
        ({"lines": {"Board": "Twice\n1"}}, "no column 'Twice' to type into"),
        ({"lines": {"Board": "Scene\n1 | 2"}}, "more cells than headings in: 1 | 2"),
        ({"lines": {"Board": "Scene | Date\n1 | 2 March"}}, "in: 1 | 2 March"),
        ({"lines": {"Board": "Scene | Pages\n1 | 1/3"}}, "in: 1 | 1/3"),
    ],
)
def test_a_mistake_in_an_example_is_named(told, says):
    """With the sheet and the line, so that whoever draws it finds it."""
    with pytest.raises(ContractBroken) as raised:
        drawn(contract(), told, Filling())

    assert says in str(raised.value)
