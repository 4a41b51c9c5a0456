"""Faults in the tables that Excel knows: area, columns, headings, ids and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.corpus.held import cells_in, corners
from tests.corpus.opened import Listed, Opened, child, children


def table_faults(book: Opened) -> Iterator[str]:
    """What is wrong with the tables."""
    ids: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for sheet in book.worksheets:
        areas = []
        for relation in book.relations(sheet.part):
            if relation.kind != "table" or relation.target not in book.parts:
                continue
            table = book.look(relation.target)
            ids[table.get("id", "")] += 1
            names[(table.get("displayName") or "").casefold()] += 1
            areas.append(corners(table.get("ref", "A1")))
            yield from (f"{relation.target}: {what}" for what in _table(book, sheet, table))
        for number, one in enumerate(areas):
            for other in areas[number + 1 :]:
                if _meet(one, other):
                    yield f"{sheet.part}: two tables overlap"
    yield from (f"two tables have the id {number}" for number, n in ids.items() if n > 1)
    yield from (f"two tables are called {name}" for name, n in names.items() if n > 1)


def _meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return not (
        one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    )  # fmt: skip


def _table(book: Opened, sheet: Listed, table: Any) -> Iterator[str]:
    top, left, bottom, right = corners(table.get("ref", "A1"))
    columns = list(children(child(table, "tableColumns"), "tableColumn"))
    if len(columns) != right - left + 1:
        yield f"it has {len(columns)} columns and covers {right - left + 1}"
    listed = child(table, "tableColumns")
    if listed is not None and int(listed.get("count", len(columns))) != len(columns):
        yield "the number of its columns is not as stated"
    titles = [column.get("name", "") for column in columns]
    if len({title.casefold() for title in titles}) != len(titles):
        yield "two of its columns have the same name"
    headings = 0 if table.get("headerRowCount", "1") == "0" else 1
    if bottom - top + 1 <= headings + int(table.get("totalsRowCount", "0")):
        yield "it has no row of data"
    filtered = child(table, "autoFilter")
    if filtered is not None and filtered.get("ref"):
        area = corners(filtered.get("ref"))
        if area[:2] != (top, left) or area[3] != right or area[2] > bottom:
            yield "its filter covers another area"
    if headings:
        cells = cells_in(book.look(sheet.part), book.shared_strings)
        for number, title in enumerate(titles):
            held = cells.get((top, left + number))
            if held is None or _heading(str(held.value)) != _heading(title):
                yield f"the heading over its column {number + 1} is not its name"


def _heading(text: str) -> str:
    """A heading with its line breaks as the table part spells them."""
    return text.replace("_x000a_", "\n").replace("_x000d_", "\r").replace("\r\n", "\n").strip()
