"""Operations in an open document: what each does, one step of undo, and nothing at all if refused."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.libreoffice
SHEET = {
    "op": "sheet", "sheet": "Findings", "is_there": False, "cells": [["Code", "At"], ["PO202", 1.5]],
    "formats": [["0.00", "B2"]], "looks": [{"area": "A1:B1", "bold": True, "fill": "1F2933"}],
    "widths": [10, 20], "frozen_rows": 1, "frozen_columns": 0, "filter": None,
    "tab_colour": "C0392B", "links": [["A2", "#'Costs'!B2"]],
    "choices": [["A2:A9", ["keep", "drop"], "What now?"]], "hidden_columns": [2],
    "grouped_rows": [[2, 3]], "grouped_columns": [],
}  # fmt: skip


@pytest.fixture
def costs(pressing_calc):
    """A new document: a sheet ``Costs`` with a heading, two lines, a total, and a table over them."""
    write = {"do": "write", "path": None, "sheet": "Costs"}
    cells = {
        "A1": "Account", "B1": "Cost", "A2": "'0101", "B2": "100", "A3": "'0102", "B3": "250.5",
        "B5": "=SUM(B2:B3)",
    }  # fmt: skip
    pressing_calc.steps(
        {"do": "open", "path": None},
        {"do": "call_sheet", "path": None, "sheet": "Costs"},
        *({**write, "cell": cell, "content": content} for cell, content in cells.items()),
        {"do": "table", "path": None, "sheet": "Costs", "area": "A1:B3", "name": "Lines"},
    )
    yield pressing_calc
    pressing_calc.do("close")


def _cells(at, was, put):
    return {"op": "cells", "sheet": "Costs", "at": at, "was": was, "put": put}


def _task(*forth):
    return {"do": "carry_out", "path": None, "name": "Costs", "forth": list(forth), "back": []}


def _done(calc, *forth):
    return calc.steps(_task(*forth))[0]


def _around(calc, *forth, undo=False):
    """The document and its list of undo before, what was told, both after, and after an undo."""
    look = [{"do": "content", "path": None}, {"do": "titles", "path": None}]
    steps = [*look, _task(*forth), *look]
    if undo:
        steps += [{"do": "undo", "path": None}, look[0]]
    before, titles, told, after, added, *rest = calc.steps(*steps)
    return (before, titles), told, (after, added), rest[-1] if rest else None


@pytest.mark.parametrize(
    ("one", "cell", "holds"),
    [
        (_cells("A4:B4", [[None, None]], [["0103", 12.25]]), (3, 0), "'0103"),
        (_cells("A4:B4", [[None, None]], [["0103", 12.25]]), (3, 1), "12.25"),
        (_cells("B2", [[100]], [[None]]), (1, 1), ""),
        (_cells("B5", [[{"f": "SUM(B2:B3)"}]], [[{"f": 'IF(B2>1,SUM(B2:B4),"x")'}]]), (4, 1), '=IF(B2>1;SUM(B2:B4);"x")'),
        (_cells("C2", [[None]], [[{"f": "SUM(Costs!B2,#REF!)"}]]), (1, 2), "=SUM($Costs.B2;#REF!)"),
        (_cells("C2", [[None]], [[{"e": "#N/A"}]]), (1, 2), "=#N/A"),
        (_cells("C2", [[None]], [["=not a formula"]]), (1, 2), "=not a formula"),
        (_cells("C2", [[None]], [["2026-03-07"]]), (1, 2), "'2026-03-07"),
        (_cells("C2", [[None]], [[True]]), (1, 2), "1"),
    ],
)  # fmt: skip
def test_contents_are_put_as_they_are(one, cell, holds, costs):
    """Texts stay texts, formulas are formulas, and nothing is read as something else."""
    _, told, (after, _), _ = _around(costs, one)
    row, column = cell

    assert "error" not in told
    assert after[0][0][1][row][column] == holds
    assert set(told["now"]["Costs"]["Costs"]) <= {"A4", "B4", "B2", "B5", "C2"}


def test_what_was_put_is_told_as_the_document_holds_it(costs):
    """So that an undo, later on, knows whether it is still so."""
    put = [[{"f": "SUM(B2:B3)*2"}, True, "x", 7]]
    told = _done(costs, _cells("D2:G2", [[None] * 4], put))

    assert told["now"]["Costs"]["Costs"] == {
        "D2": {"f": "SUM(B2:B3)*2"}, "E2": True, "F2": "x", "G2": 7,
    }  # fmt: skip


OPERATIONS = {
    "cells": _cells("B2:B3", [[100], [250.5]], [[1], [{"f": "B2*2"}]]),
    "formats": {"op": "formats", "sheet": "Costs", "formats": [["#,##0.00", "B2:B3"]]},
    "like": {"op": "like", "sheet": "Costs", "looks": [["A4:B5", "A1"]]},
    "bare": {"op": "bare", "sheet": "Costs", "areas": ["A1:B1"]},
    "table": {"op": "table", "sheet": "Costs", "table": "Lines", "was": 2, "rows": 3},
    "smaller table": {"op": "table", "sheet": "Costs", "table": "Lines", "was": 2, "rows": 1},
    "note": {"op": "note", "sheet": "Costs", "at": "B2", "was": "", "text": "why"},
    "name": {
        "op": "name", "name": "Rate", "sheet": "", "was": "", "formula": "Costs!$B$2",
        "hidden": False,
    },
    "rename": {"op": "rename", "sheet": "Costs", "name": "Costs wk10"},
    "sheet": SHEET,
    "restore": {
        "op": "restore", "sheet": "Costs", "is_there": True, "cells": [["A1", "x"]], "formats": [],
    },
    "remove": {"op": "remove", "sheet": "Costs"},
}  # fmt: skip


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_does_something_and_is_one_step_of_undo(name, costs):
    """What LibreOffice takes back is everything that the document tells of itself."""
    if name in ("bare", "like"):
        _done(costs, {"op": "formats", "sheet": "Costs", "formats": [["0.000", "A1:B1"]]})
    if name == "remove":
        _done(costs, SHEET)
    (before, titles), told, (after, added), undone = _around(costs, OPERATIONS[name], undo=True)

    assert "error" not in told
    assert after != before
    assert added == ["Tieout: Test", *titles]
    assert undone == before


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (_cells("A2:B2", [["0101", 99]], [["x", 1]]), "Costs!B2"),
        (_cells("B5", [[{"f": "SUM(B2:B4)"}]], [[None]]), "Costs!B5"),
        ({**OPERATIONS["note"], "was": "x"}, "the note on Costs!B2"),
        ({**OPERATIONS["name"], "was": "Costs!$A$1"}, "the name Rate"),
        ({**OPERATIONS["table"], "was": 5}, "the table Lines"),
        ({**SHEET, "is_there": True}, "the sheet Findings"),
        ({**OPERATIONS["rename"], "sheet": "Cots"}, "the sheet Cots"),
    ],
)
def test_what_changed_meanwhile_stops_the_whole_batch(one, what, costs):
    """It is named, and nothing is written: neither before it nor behind it."""
    last = SHEET if one["op"] != "sheet" else one
    as_it_was, told, now, _ = _around(costs, OPERATIONS["formats"], one, last)

    assert told == {"error": "NotWritten", "why": f"{what} was changed meanwhile; press again"}
    assert now == as_it_was


def test_what_libreoffice_refuses_half_way_is_taken_back(costs):
    """Here a name that is none, behind cells, a note and a whole sheet."""
    broken = {**OPERATIONS["name"], "name": "no name!"}
    as_it_was, told, now, _ = _around(costs, OPERATIONS["cells"], OPERATIONS["note"], SHEET, broken)

    assert told["error"] == "NotWritten"
    assert told["why"].startswith("LibreOffice refused it")
    assert now == as_it_was


def test_a_protected_sheet_is_taken_back_as_a_whole(costs):
    """LibreOffice writes nothing into locked cells, and says so."""
    costs.do("protect", sheet="Costs")
    as_it_was, told, now, _ = _around(costs, SHEET, OPERATIONS["cells"])

    assert told["error"] == "NotWritten"
    assert now == as_it_was


def test_hundreds_of_steps_are_one_entry(costs):
    """LibreOffice keeps a hundred in a list, and would drop the first of more without a word."""
    notes = [
        {**OPERATIONS["note"], "at": f"{column}{row}"} for column in "CDEFG" for row in range(1, 9)
    ]
    formats = [
        {"op": "formats", "sheet": "Costs", "formats": [["0.00", f"{column}{row}"]]}
        for column in "CDEFGHIJKL"
        for row in range(1, 31)
    ]
    (before, titles), told, (_, added), undone = _around(costs, SHEET, *notes, *formats, undo=True)

    assert "error" not in told
    assert added == ["Tieout: Test", *titles]
    assert undone == before
