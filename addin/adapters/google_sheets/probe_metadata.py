"""Checks of developer metadata: what makes a batch a transaction, and shows where it landed."""

from __future__ import annotations

from typing import Final

from addin.adapters.google_sheets.marks import TAGS_A_BATCH, columns_at, create
from addin.adapters.google_sheets.probe_scene import Check, Scene, answered
from addin.errors import RequestRefused
from addin.ports.probing import Holds

_MANY: Final = 5_000
_SLOW: Final = 60.0  # seconds that a batch of tags may take


def used_number(scene: Scene) -> tuple[Holds, str]:
    """Whether a number in use fails the whole batch, and can be told from other refusals."""
    number = scene.number()
    scene.batch(scene.tag(1, "first", number))
    told = _refusal(scene, scene.texts(1, 1, ["written"]), scene.tag(2, "second", number))
    other = _refusal(scene, {"deleteSheet": {"sheetId": scene.number()}})
    written, held = scene.column("A1:A1"), scene.tags()
    seen = f"Google says: {told or 'nothing, it took the batch'}"
    if written:
        seen += "; the cell of the refused batch was written all the same"
    fits = bool(told) and not written and held == {"first": 1} and told != other
    return answered(fits), seen


def _refusal(scene: Scene, *asked: dict[str, object]) -> str:
    try:
        scene.batch(*asked)
    except RequestRefused as refused:
        return refused.reason
    return ""


def where_tags_go(scene: Scene) -> tuple[Holds, str]:
    """Where the tags of rows are after a sort, a sorted filter view, and a move of a row."""
    texts = ["c", "a", "b"]
    scene.batch(
        scene.texts(1, 1, texts), *(scene.tag(row, text) for row, text in enumerate(texts, 1))
    )
    order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    area = scene.area(1, 1, 3)
    view = {"title": scene.key, "range": area, "sortSpecs": order}
    scene.batch({"addFilterView": {"filter": view}})
    viewed = scene.column("A1:A3") == texts and _carried(scene) == "go with their rows"
    moved = {"sheetId": scene.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    scene.batch({"moveDimension": {"source": moved, "destinationIndex": 3}})
    dragged = _carried(scene)
    scene.batch({"sortRange": {"range": area, "sortSpecs": order}})
    on_sort = _carried(scene)
    views = "moves nothing" if viewed else "moves rows or tags"
    seen = f"sorted: tags {on_sort}; a row dragged: tags {dragged}; a sorted filter view {views}"
    known = {"go with their rows", "stay where they were"}
    return answered(viewed and dragged == "go with their rows" and on_sort in known), seen


def _carried(scene: Scene) -> str:
    """What became of the tags, each of which is the text of its row."""
    cells, tags = scene.column("A1:A3"), scene.tags()
    if sorted(tags) != sorted(cells):
        return "are lost"
    at = [tags[text] for text in cells]
    if at == [1, 2, 3]:
        return "go with their rows"
    return "stay where they were" if sorted(at) == [1, 2, 3] else "end up somewhere else"


def how_many(scene: Scene) -> tuple[Holds, str]:
    """Whether a batch takes as many tags as a push may leave, how fast, and where the end is."""
    before = scene.clock.passed()
    refused = _refusal(scene, *_many(scene, TAGS_A_BATCH))
    seconds = scene.clock.passed() - before
    if refused:
        return Holds.NO, f"{TAGS_A_BATCH:,} tags in a batch are refused: {refused}"
    kept = len(scene.tags())
    beyond = _refusal(scene, *_many(scene, _MANY, TAGS_A_BATCH))
    seen = f"{TAGS_A_BATCH:,} tags in a batch took {seconds:.1f} s; {_MANY:,} more are "
    seen += f"refused: {beyond}" if beyond else "taken too"
    return answered(kept == TAGS_A_BATCH and seconds <= _SLOW), seen


def _many(scene: Scene, count: int, after: int = 0) -> list[dict[str, object]]:
    """Tags of twenty characters each, key and value, as a sync leaves them."""
    return [scene.tag(row % 5_000 + 1, f"{row:010}") for row in range(after, after + count)]


def read_beside(scene: Scene) -> tuple[Holds, str]:
    """Whether one read gives cells and the tags of their rows."""
    scene.batch(scene.texts(2, 1, ["here"]), scene.tag(2, "tagged"))
    fields = (
        "sheets(data(startRow,rowData.values.userEnteredValue,"
        "rowMetadata.developerMetadata(metadataValue)))"
    )
    area = {"dataFilters": [{"gridRange": scene.area(1, 1, 3)}]}
    by_filter = scene.calls.request(
        "POST", f"{scene.path}:getByDataFilter", {"fields": fields}, area, repeatable=True
    )
    query = {"fields": fields, "ranges": scene.address("A1:A3")}
    by_range = scene.calls.request("GET", scene.path, query, repeatable=True)
    found = {"getByDataFilter": _tagged(by_filter), "get with ranges": _tagged(by_range)}
    said = "; ".join(f"{name}: tags on rows {rows or 'none'}" for name, rows in found.items())
    return answered(found["getByDataFilter"] == [2]), said


def _tagged(answer: dict[str, object]) -> list[int]:
    rows = []
    sheets = answer.get("sheets", [])
    assert isinstance(sheets, list)  # noqa: S101 - for the type checker: JSON of this shape
    for sheet in sheets:
        for block in sheet.get("data", []):
            first = block.get("startRow", 0) + 1
            rows += [
                row
                for row, one in enumerate(block.get("rowMetadata", []), first)
                if one.get("developerMetadata")
            ]
    return rows


def written_by_tag(scene: Scene) -> tuple[Holds, str]:
    """Whether a write through a data filter reaches the row that carries the tag at that moment."""
    scene.batch(scene.texts(1, 1, ["one", "two", "three"]), scene.tag(2, "second"))
    rows = {"sheetId": scene.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    scene.batch({"insertDimension": {"range": rows, "inheritFromBefore": False}})
    lookup = {"metadataKey": scene.key, "metadataValue": "second"}
    entry = {"dataFilter": {"developerMetadataLookup": lookup}, "values": [["found"]]}
    body = {"valueInputOption": "RAW", "data": [{**entry, "majorDimension": "ROWS"}]}
    path = f"{scene.path}/values:batchUpdateByDataFilter"
    scene.calls.request("POST", path, None, body, repeatable=True)
    cells = scene.column("A1:A4")
    return answered(cells == ["", "one", "found", "three"]), f"the rows now say {', '.join(cells)}"


def column_by_mark(scene: Scene) -> tuple[Holds, str]:
    """Whether a mark on a column still finds it after columns were put before it."""
    number = scene.number()
    mark = create(scene.key, "amount", columns_at(scene.sheet_id, 2), number)
    scene.batch(scene.texts(1, 2, ["Amount", "12.5"]), mark)
    columns = {"sheetId": scene.sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 2}
    scene.batch({"insertDimension": {"range": columns, "inheritFromBefore": False}})
    body = {
        "dataFilters": [{"developerMetadataLookup": {"metadataId": number}}],
        "valueRenderOption": "FORMULA",
        "majorDimension": "COLUMNS",
    }
    path = f"{scene.path}/values:batchGetByDataFilter"
    answer = scene.calls.request("POST", path, None, body, repeatable=True)
    ranges = [one.get("valueRange", {}) for one in answer.get("valueRanges", [])]
    found = [cells for one in ranges for cells in one.get("values", [])]
    where = ", ".join(str(one.get("range", "")) for one in ranges)
    fits = len(found) == 1 and [str(cell) for cell in found[0]] == ["Amount", "12.5"]
    return answered(fits), f"the mark finds {where or 'nothing'}"


CHECKS: Final = (
    Check(
        1,
        "a number in use fails the batch",
        "Gives a piece of metadata a number that is in use, in a batch that also writes a cell.",
        "The whole batch is refused with a message of its own, and the cell is not written: that "
        "is what stands in for 'only if unchanged'.",
        used_number,
    ),
    Check(
        2,
        "row metadata when rows move",
        "Tags three rows, sorts them, drags one, and puts a sorted filter view over them.",
        "A drag takes the tags along, a filter view moves nothing, and a sort does one of two "
        "things with them, and loses none. A tag says where a write landed; it is never a row's "
        "identity.",
        where_tags_go,
    ),
    Check(
        3,
        "how much metadata a batch takes",
        f"Leaves {TAGS_A_BATCH:,} tags in one batch, then {_MANY:,} more.",
        f"{TAGS_A_BATCH:,} are taken in under a minute; where it ends is only printed.",
        how_many,
    ),
    Check(
        4,
        "tags read beside their rows",
        "Reads cells and rowMetadata of three rows in one call, by data filter and by range.",
        "getByDataFilter gives both, so that a push is verified in one read.",
        read_beside,
    ),
    Check(
        9,
        "a write that follows its tag",
        "Tags a row, inserts one above it, and writes values through a data filter.",
        "The value lands in the tagged row. No sync rests on it yet; if it holds, writes of plain "
        "values could be made that way.",
        written_by_tag,
    ),
    Check(
        12,
        "a column found by its mark",
        "Marks a column, inserts two before it, and reads values by the mark.",
        "The marked column is read, wherever it stands: a pull asks for columns in no other way.",
        column_by_mark,
    ),
)
