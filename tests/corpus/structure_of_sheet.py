"""Faults in a worksheet part: order of its elements, rows and cells, and what cells point at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.corpus.held import corners, place_of
from tests.corpus.opened import MAIN, Opened, child, children, local
from tests.corpus.structure_of_book import out_of_order

IN_SHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
).split()
ONCE = set(IN_SHEET) - {"conditionalFormatting"}
OF_ROW = set(
    "r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph"
    .split()
)  # fmt: skip
OF_CELL = {"r", "s", "t", "cm", "vm", "ph"}
KINDS = {"b", "n", "e", "s", "str", "inlineStr", "d"}
IN_CELL = ["f", "v", "is", "extLst"]
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384


def sheet_faults(book: Opened) -> Iterator[str]:
    """What is wrong with the worksheets."""
    styles = _style_count(book)
    for sheet in book.worksheets:
        root = book.look(sheet.part)
        found = (*_frame(root), *_rows(root, styles, len(book.shared_strings)))
        yield from (f"{sheet.part}: {what}" for what in found)


def _style_count(book: Opened) -> int:
    part = book.related("styles")
    listed = child(book.look(part), "cellXfs") if part in book.parts else None
    return len(listed) if listed is not None else 1


def _frame(root: Any) -> Iterator[str]:
    namespace = root.tag[1:].partition("}")[0]
    if namespace not in MAIN:
        yield f"its namespace is {namespace}"
    yield from out_of_order(root, IN_SHEET)
    counts = Counter(local(one) for one in root)
    for name in ONCE:
        if counts[name] > 1:
            yield f"{name} stands {counts[name]} times"
    if counts["sheetData"] == 0:
        yield "it has no sheetData"
    merged = child(root, "mergeCells")
    if merged is not None:
        yield from _overlaps(
            [corners(one.get("ref", "A1")) for one in children(merged, "mergeCell")]
        )
    for name, inner in (("mergeCells", "mergeCell"), ("tableParts", "tablePart")):
        listed = child(root, name)
        if listed is None:
            continue
        count = sum(1 for _ in children(listed, inner))
        if count == 0:
            yield f"{name} is empty"
        if listed.get("count") is not None and int(listed.get("count")) != count:
            yield f"{name} states {listed.get('count')} and has {count}"


def _overlaps(areas: list[tuple[int, int, int, int]]) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    for top, left, bottom, right in areas:
        if (bottom - top + 1) * (right - left + 1) > 100_000:
            continue
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if cells & taken:
            yield "merged areas overlap"
        taken |= cells


def _rows(root: Any, styles: int, strings: int) -> Iterator[str]:
    before = 0
    shared: set[str] = set()
    for row in children(child(root, "sheetData"), "row"):
        number = int(row.get("r", before + 1))
        if number <= before:
            yield "rows are out of order"
        if not 1 <= number <= MAX_ROW:
            yield f"row {number} is outside the sheet"
        before = number
        if int(row.get("s", "0")) >= styles:
            yield f"row {number} has a style that is not there"
        if _unknown(row, OF_ROW):
            yield f"a row has the attributes {_unknown(row, OF_ROW)}"
        column = 0
        for cell in children(row, "c"):
            place = place_of(cell.get("r")) if cell.get("r") else (number, column + 1)
            if place[0] != number:
                yield f"{cell.get('r')} stands in row {number}"
            if place[1] <= column or place[1] > MAX_COLUMN:
                yield "cells are out of order"
            column = place[1]
            yield from _cell(cell, styles, strings, shared)


def _unknown(element: Any, known: set[str]) -> list[str]:
    return sorted(name for name in element.attrib if name[0] != "{" and name not in known)


def _cell(cell: Any, styles: int, strings: int, shared: set[str]) -> Iterator[str]:
    if int(cell.get("s", "0")) >= styles:
        yield "a cell has a style that is not there"
    if cell.get("t", "n") not in KINDS:
        yield f"a cell is of the kind {cell.get('t')}"
    if _unknown(cell, OF_CELL):
        yield f"a cell has the attributes {_unknown(cell, OF_CELL)}"
    names = [local(one) for one in cell]
    if names != sorted(names, key=lambda name: IN_CELL.index(name) if name in IN_CELL else 9):
        yield f"a cell holds {names}"
    yield from _content(cell, strings)
    formula = child(cell, "f")
    if formula is not None and formula.get("t") == "shared":
        if formula.text:
            shared.add(formula.get("si", ""))
        elif formula.get("si", "") not in shared:
            yield "a shared formula has no text before its first use"


def _content(cell: Any, strings: int) -> Iterator[str]:
    value = child(cell, "v")
    if cell.get("t") == "s" and value is not None:
        text = value.text or ""
        if not text.strip().isdigit() or int(text) >= strings:
            yield "a cell names a shared string that is not there"
    if cell.get("t") == "inlineStr" and value is not None:
        yield "a cell of inline text has a value"
    if cell.get("t", "n") == "n" and value is not None and not _is_number(value.text or ""):
        yield "a number cell holds no number"


def _is_number(text: str) -> bool:
    try:
        return text == "" or float(text) == float(text)
    except ValueError:
        return False
