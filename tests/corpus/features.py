"""What a workbook has beside values: counted, so that a comparison before and after names a loss.

A feature is in a workbook as often as its parts or elements are. A writer keeps it when there are
no fewer afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.corpus.opened import MAIN, Listed, Opened, Unopened, child, children, local

PARTS = {
    "charts": r"/charts?/(?!chartex|style|colors)[^/]*\.xml$",
    "charts of the newer kinds": r"/chartex\d*\.xml$",
    "looks of charts": r"/charts/(style|colors)\d*\.xml$",
    "pictures": r"/media/",
    "SmartArt": r"/diagrams/data[^/]*\.xml$",
    "form controls": r"/ctrlprops/",
    "ActiveX controls": r"/activex/[^/]*\.xml$",
    "embedded objects": r"/embeddings/",
    "slicers": r"/slicers/",
    "slicer caches": r"/slicercaches/",
    "timelines": r"/timelines/",
    "threaded comments": r"/threadedcomments/",
    "pivot tables": r"/pivottables/[^/]*\.xml$",
    "pivot caches": r"/pivotcache/pivotcache[^/]*\.xml$|/pivotcache(definition|records)\d*\.xml$",
    "external links": r"/externallinks/[^/]*\.xml$",
    "printer settings": r"/printersettings/",
    "custom XML": r"^customxml/(?!_rels)",
    "custom properties": r"^docprops/custom\.xml$",
    "thumbnail": r"thumbnail\.",
    "ribbon": r"^customui/|/customui[^/]*\.xml$",
    "macros": r"/vbaproject\.bin$",
    "signature of macros": r"/vbaprojectsignature",
    "connections and queries": r"/connections\.xml$|/querytables/",
    "XML maps": r"/xmlmaps\.xml$|/tablesinglecells",
    "rich data types": r"/richdata/",
    "data model": r"/model/",
    "chart sheets": r"/chartsheets/[^/]*\.xml$",
    "dialog and macro sheets": r"/(dialogsheets|macrosheets)/[^/]*\.xml$",
    "tables": r"/tables/[^/]*\.xml$",
    "sensitivity label": r"^docmetadata/",
    "check boxes in cells": r"featurepropertybag",
    "theme": r"/theme/theme[^/]*\.xml$",
}
_PARTS = {name: re.compile(pattern) for name, pattern in PARTS.items()}

SHEET = {
    "cfRule": "conditional formats",
    "dataValidation": "data validation",
    "hyperlink": "hyperlinks",
    "mergeCell": "merged cells",
    "pane": "frozen and split panes",
    "legacyDrawingHF": "pictures in headers and footers",
    "picture": "background pictures",
    "drawing": "drawings on sheets",
    "control": "controls on sheets",
    "oleObject": "embedded objects on sheets",
    "protectedRange": "protected ranges",
    "scenario": "scenarios",
    "filterColumn": "filters in use",
    "sortState": "sort orders",
    "brk": "page breaks",
    "ignoredError": "ignored errors",
    "customSheetView": "custom views",
    "tabColor": "tab colours",
    "pageSetup": "page set-up",
    "cellWatch": "watched cells",
}
EXTENSIONS = {
    "sparklineGroup": "sparklines",
    "conditionalFormatting": "newer conditional formats",
    "dataValidation": "newer data validation",
    "slicer": "slicers on sheets",
    "timelineRef": "timelines on sheets",
}
DRAWING = {
    "sp": "shapes and text boxes",
    "cxnSp": "connectors",
    "grpSp": "groups of shapes",
    "pic": "pictures in drawings",
    "graphicFrame": "frames of charts and slicers",
}
STYLES = {"cellStyles": "named cell styles", "dxfs": "differential formats"}
_VML = {
    "notes": re.compile(rb'ObjectType="Note"'),
    "buttons and form controls": re.compile(rb'ObjectType="(?!Note|Pict)\w+"'),
}


def features(book: Opened) -> Counter[str]:
    """How often each feature is in a workbook."""
    found: Counter[str] = Counter()
    for part in book.parts:
        found.update(name for name, pattern in _PARTS.items() if pattern.search(part))
    for sheet in book.worksheets:
        found.update(_of_sheet(book, sheet))
    found.update(_of_workbook(book))
    for part, content in book.parts.items():
        try:
            found.update(_of_part(book, part, content))
        except Unopened:
            continue
    return +found


def lost(before: Counter[str], after: Counter[str]) -> list[str]:
    """The features of which fewer are left."""
    return sorted(before - after)


def _of_sheet(book: Opened, sheet: Listed) -> Iterator[str]:
    root = book.look(sheet.part)
    for element in root.iter():
        name = local(element)
        if name == "c":
            yield from _of_cell(element)
        elif name == "row":
            if element.get("outlineLevel", "0") != "0":
                yield "outlines"
            if element.get("hidden") in {"1", "true"}:
                yield "hidden rows"
        elif name in {"v", "t", "f", "is", "r"}:
            continue
        elif element.tag[1:].partition("}")[0] in MAIN:
            yield from _of_element(element, name)
        elif name in EXTENSIONS:
            yield EXTENSIONS[name]


def _of_cell(cell: Any) -> Iterator[str]:
    if cell.get("cm"):
        yield "dynamic arrays"
    if cell.get("vm"):
        yield "rich values"
    formula = child(cell, "f")
    if formula is not None:
        yield "formulas"
        if formula.get("t") in {"array", "dataTable"}:
            yield {"array": "array formulas", "dataTable": "what-if tables"}[formula.get("t")]
        value = child(cell, "v")
        if value is not None and value.text:
            yield "stored results of formulas"
    inline = child(cell, "is")
    if inline is not None and child(inline, "r") is not None:
        yield "rich text"


def _of_element(element: Any, name: str) -> Iterator[str]:
    if name == "headerFooter":
        if any((inner.text or "").strip() for inner in element):
            yield "headers and footers"
    elif name == "sheetProtection":
        if element.get("sheet") in {"1", "true"}:
            yield "sheet protection"
    elif name in SHEET:
        yield SHEET[name]


def _of_workbook(book: Opened) -> Iterator[str]:
    root = book.look(book.workbook)
    names = child(root, "definedNames")
    yield from ("defined names" for _ in (names if names is not None else ()))
    views = child(root, "customWorkbookViews")
    yield from ("custom views of the workbook" for _ in (views if views is not None else ()))
    if child(root, "workbookProtection") is not None:
        yield "workbook protection"
    for sheet in book.sheets:
        if sheet.state != "visible":
            yield "hidden sheets"
    styles = book.related("styles")
    for element in book.look(styles) if styles in book.parts else ():
        if local(element) in STYLES:
            yield from (STYLES[local(element)] for inner in element if local(inner))
        elif local(element) == "tableStyles":
            yield from ("table styles" for _ in children(element, "tableStyle"))
    strings = book.related("sharedStrings")
    for item in book.look(strings) if strings in book.parts else ():
        if child(item, "r") is not None:
            yield "rich text"
        if child(item, "rPh") is not None:
            yield "phonetic guides"


def _of_part(book: Opened, part: str, content: bytes) -> Iterator[str]:
    if part.endswith(".vml"):
        for name, pattern in _VML.items():
            yield from (name for _ in pattern.finditer(content))
    elif re.search(r"/drawings/[^/]*\.xml$", part):
        for element in book.look(part).iter():
            name = local(element)
            if name in DRAWING:
                yield DRAWING[name]
                if element.get("macro"):
                    yield "shapes that run macros"
    elif _PARTS["charts"].search(part):
        yield from ("elements of charts" for _ in book.look(part).iter())
