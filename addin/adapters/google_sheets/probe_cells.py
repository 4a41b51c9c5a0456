"""Checks of cells: where rows are appended, what moves along, what a formula reads as."""

from __future__ import annotations

from typing import Any, Final

from addin.adapters.google_sheets.probe_scene import Check, Scene, answered
from addin.errors import RequestRefused
from addin.ports.probing import Holds


def where_rows_are_appended(scene: Scene) -> tuple[Holds, str]:
    """Where ``appendCells`` puts a row, with formats, notes and check boxes further down."""
    scene.batch(scene.texts(1, 1, ["heading", "first"]))
    lower: dict[str, dict[str, Any]] = {
        "nothing": {},
        "a format": {"userEnteredFormat": {"textFormat": {"bold": True}}},
        "a note": {"note": "by hand"},
        "a check box": {"dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True}},
        "a text": {"userEnteredValue": {"stringValue": "below"}},
    }
    landed, expected, last = {}, ["heading", "first"], 2
    for step, (what, cell) in enumerate(lower.items()):
        if cell:
            place = {"range": scene.area(20 + 10 * step, 2), "rows": [{"values": [cell]}]}
            scene.batch({"updateCells": {**place, "fields": ",".join(cell)}})
        name = f"row {step}"
        _append(scene, name)
        cells = scene.column("A1:A200")
        landed[what] = cells.index(name) + 1 if name in cells else 0
        expected.append(name)
    cells = scene.column("A1:A200")
    intact = [cell for cell in cells if cell] == expected
    below = all(row > last for row in landed.values())
    seen = "; ".join(f"with {what} below: row {row}" for what, row in landed.items())
    return answered(intact and below and landed["nothing"] == 3), seen


def _append(scene: Scene, text: str) -> None:
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    asked = {"sheetId": scene.sheet_id, "rows": rows, "fields": "userEnteredValue"}
    body = {"requests": [{"appendCells": asked}]}
    scene.calls.request("POST", f"{scene.path}:batchUpdate", None, body, repeatable=False)


def ids_move_along(scene: Scene) -> tuple[Holds, str]:
    """Whether a hidden column goes with rows that are cut and pasted elsewhere."""
    scene.batch(scene.texts(1, 1, ["ra", "rb", "rc"]), scene.texts(1, 2, ["a", "b", "c"]))
    hidden = {"sheetId": scene.sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    visible = {"range": hidden, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    to = {"sheetId": scene.sheet_id, "rowIndex": 9, "columnIndex": 0}
    cut = {"source": scene.area(1, 1, 1, 2), "destination": to, "pasteType": "PASTE_NORMAL"}
    scene.batch({"updateDimensionProperties": visible})
    scene.batch({"cutPaste": cut})
    ids, cells = scene.column("A1:A10"), scene.column("B1:B10")
    fits = ids == ["", "rb", "rc", *[""] * 6, "ra"] and cells == ["", "b", "c", *[""] * 6, "a"]
    seen = "the id moved with its row" if fits else f"ids {ids}, rows {cells}"
    return answered(fits), seen


def all_or_nothing(scene: Scene) -> tuple[Holds, str]:
    """Whether ``values.batchUpdate`` writes part of what it is given when another part is wrong."""
    data = [
        {"range": scene.address("A1"), "values": [["first"]]},
        {"range": scene.address("ZZZ9999999"), "values": [["beyond"]]},
    ]
    body = {"valueInputOption": "RAW", "data": data}
    path = f"{scene.path}/values:batchUpdate"
    try:
        scene.calls.request("POST", path, None, body, repeatable=True)
    except RequestRefused as refused:
        written = scene.column("A1:A1")
        seen = f"refused ({refused.reason}); the part that is right was "
        return answered(not written), seen + ("written" if written else "not written")
    return Holds.NO, "a range beyond the sheet was taken"


def text_like_a_formula(scene: Scene) -> tuple[Holds, str]:
    """How the text ``=1`` reads, and the formula ``=1``."""
    scene.batch(scene.texts(1, 1, ["=1"]), scene.texts(2, 1, ["=1"], "formulaValue"))
    shown = scene.column("A1:A2")
    query = {
        "ranges": scene.address("A1:A2"),
        "fields": "sheets.data.rowData.values.userEnteredValue",
    }
    answer = scene.calls.request("GET", scene.path, query, repeatable=True)
    blocks = [block for sheet in answer.get("sheets", []) for block in sheet.get("data", [])]
    rows = [row for block in blocks for row in block.get("rowData", [])]
    entered = [row["values"][0].get("userEnteredValue", {}) for row in rows if row.get("values")]
    fits = entered == [{"stringValue": "=1"}, {"formulaValue": "=1"}]
    alike = "the same" if len(set(shown)) == 1 else "differently"
    return answered(fits), f"with FORMULA they read {alike}: {', '.join(shown)}; entered: {entered}"


CHECKS: Final = (
    Check(
        5,
        "where rows are appended",
        "Appends rows while a format, a note, a check box and a text stand further down.",
        "Every row lands below the last one that says something, and on none. Where exactly does "
        "not matter: it is found by its id.",
        where_rows_are_appended,
    ),
    Check(
        8,
        "row ids when people move rows",
        "Cuts a row with its hidden id and pastes it further down. By hand, beyond this: sort "
        "through a filter view, undo, drag.",
        "The id goes with its row.",
        ids_move_along,
    ),
    Check(
        10,
        "values.batchUpdate is all or nothing",
        "Writes two ranges, the second beyond the sheet.",
        "Nothing is written. No push rests on it: pushes are spreadsheets.batchUpdate.",
        all_or_nothing,
    ),
    Check(
        11,
        "text that looks like a formula",
        "Writes the text =1 and the formula =1, and reads both.",
        "userEnteredValue tells them apart; FORMULA rendering is taken not to.",
        text_like_a_formula,
    ),
)
