"""Faults in the workbook part, the styles and the shared strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from tests.corpus.opened import Opened, child, children, local

IN_WORKBOOK = (
    "fileVersion fileSharing workbookPr AlternateContent absPath revisionPtr workbookProtection "
    "bookViews sheets functionGroups externalReferences definedNames calcPr oleSize "
    "customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr "
    "webPublishObjects extLst"
).split()
FLOATING = {"AlternateContent", "absPath", "revisionPtr", "fileRecoveryPr", "webPublishObjects"}
IN_STYLES = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
).split()
LISTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
STATES = {"visible", "hidden", "veryHidden"}


def book_faults(book: Opened) -> Iterator[str]:
    """What is wrong with the parts of the workbook as a whole."""
    yield from _workbook(book, book.look(book.workbook))
    if book.related("styles") in book.parts:
        yield from _styles(book.look(book.related("styles")))
    if book.related("sharedStrings") in book.parts:
        yield from _strings(book.look(book.related("sharedStrings")))
    if book.related("calcChain") in book.parts:
        yield from _chain(book)


def out_of_order(
    root: Any, order: Sequence[str], floating: AbstractSet[str] = frozenset()
) -> Iterator[str]:
    """Children that stand before one they must follow, stand twice, or are not known."""
    places = [local(one) for one in root if local(one) in order and local(one) not in floating]
    ranks = [order.index(name) for name in places]
    for first, second in pairwise(ranks):
        if second < first:
            yield f"{local(root)}: {order[second]} stands after {order[first]}"


def _workbook(book: Opened, root: Any) -> Iterator[str]:
    yield from out_of_order(root, IN_WORKBOOK, FLOATING)
    names = Counter(sheet.name.casefold() for sheet in book.sheets)
    ids = Counter(sheet.sheet_id for sheet in book.sheets)
    for sheet in book.sheets:
        if not sheet.part:
            yield f"the sheet {sheet.name} has no part"
        if len(sheet.name) > 31 or not sheet.name or set(sheet.name) & set("[]:*?/\\"):
            yield f"the sheet name {sheet.name} is not allowed"
        if sheet.state not in STATES:
            yield f"the sheet {sheet.name} is {sheet.state}"
    yield from (f"two sheets are called {name}" for name, n in names.items() if n > 1)
    yield from (f"two sheets have the id {number}" for number, n in ids.items() if n > 1)
    if not any(sheet.state == "visible" for sheet in book.sheets):
        yield "no sheet is visible"
    yield from _names(book, child(root, "definedNames"))
    views = child(root, "bookViews")
    for view in views if views is not None else ():
        if int(view.get("activeTab", "0")) >= len(book.sheets):
            yield "the active tab is not there"


def _names(book: Opened, defined: Any) -> Iterator[str]:
    known: Counter[tuple[str, str]] = Counter()
    for name in children(defined, "definedName") if defined is not None else ():
        scope = name.get("localSheetId", "")
        known[name.get("name", "").casefold(), scope] += 1
        if scope and int(scope) >= len(book.sheets):
            yield f"the name {name.get('name')} belongs to sheet {scope}, which is not there"
        if not (name.text or "").strip():
            yield f"the name {name.get('name')} stands for nothing"
    yield from (f"the name {name} is defined {n} times" for (name, _), n in known.items() if n > 1)


def _styles(root: Any) -> Iterator[str]:
    yield from out_of_order(root, IN_STYLES)
    sizes = {local(one): sum(1 for inner in one if local(inner)) for one in root}
    for one in root:
        stated = one.get("count")
        if stated is not None and local(one) in IN_STYLES and int(stated) != sizes[local(one)]:
            yield f"styles: {local(one)} states {stated} and has {sizes[local(one)]}"
    formats = child(root, "numFmts")
    codes = Counter(one.get("numFmtId") for one in (formats if formats is not None else ()))
    yield from (f"styles: two formats have the number {id}" for id, n in codes.items() if n > 1)  # noqa: A001
    found: set[str] = set()
    for kind in ("cellXfs", "cellStyleXfs"):
        listed = child(root, kind)
        for xf in listed if listed is not None else ():
            found.update(_xf_faults(xf, kind, sizes, codes))
    # Once each: a style made after a faulty one, for a new format, is faulty in the same way.
    yield from sorted(found)


def _xf_faults(
    xf: Any, kind: str, sizes: Mapping[str, int], codes: Mapping[str | None, int]
) -> Iterator[str]:
    for attribute, name in LISTS.items():
        index = xf.get(attribute)
        if index is not None and int(index) >= sizes.get(name, 0):
            yield f"styles: a style of {kind} has a {attribute} that is not there"
    code = xf.get("numFmtId", "0")
    if int(code) >= 164 and code not in codes:
        yield f"styles: a style of {kind} has a number format that is not there"


def _strings(root: Any) -> Iterator[str]:
    items = sum(1 for _ in children(root, "si"))
    stated = root.get("uniqueCount")
    if stated is not None and int(stated) != items:
        yield "shared strings: their number is not as stated"


def _chain(book: Opened) -> Iterator[str]:
    """Cells on the calculation chain that have no formula: Excel repairs the file."""
    with_formulas = {sheet.sheet_id: _formula_cells(book, sheet.part) for sheet in book.worksheets}
    sheet = ""
    for link in children(book.look(book.related("calcChain")), "c"):
        sheet = link.get("i", sheet)
        cells = with_formulas.get(sheet)
        if cells is None:
            yield f"calculation chain: sheet {sheet} is not there"
        elif link.get("r", "") not in cells:
            yield f"calculation chain: {link.get('r')} of sheet {sheet} has no formula"


def _formula_cells(book: Opened, part: str) -> set[str]:
    return {
        one.getparent().get("r", "")
        for one in book.look(part).iter()
        if local(one) == "f" and local(one.getparent()) == "c"
    }
