"""Groups of rows or columns that fold together."""

from __future__ import annotations

from typing import Any

from sheets_emulator.batch.dimensions import span
from sheets_emulator.book import Book
from sheets_emulator.errors import invalid
from sheets_emulator.render import shown_range
from sheets_emulator.sheet import ROWS, Sheet

Json = dict[str, Any]
_CONTROL = {True: "rowGroupControlAfter", False: "columnGroupControlAfter"}


def add_group(book: Book, body: Json) -> Json:
    """addDimensionGroup: a group, one deeper than those around it; those inside go deeper."""
    sheet, dimension, start, end = span(book, body["range"])
    where = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    depth = 1
    groups = []
    for group in sheet.groups[dimension]:
        first, last = group["range"]["startIndex"], group["range"]["endIndex"]
        if first <= start and end <= last:
            depth = max(depth, group["depth"] + 1)
        elif start <= first and last <= end:
            group = {**group, "depth": group["depth"] + 1}  # noqa: PLW2901 - the same, deeper
        elif start < last and first < end:
            raise invalid("this emulator does not do groups that overlap in part.")
        groups.append(group)
    groups.append({"range": where, "depth": depth})
    _keep(sheet, dimension, groups)
    grid = {**sheet.properties["gridProperties"], _CONTROL[dimension == ROWS]: True}
    sheet.log.set(sheet, "properties", {**sheet.properties, "gridProperties": grid})
    return _all(sheet, dimension)


def delete_group(book: Book, body: Json) -> Json:
    """deleteDimensionGroup: the deepest group of exactly this range."""
    sheet, dimension, start, end = span(book, body["range"])
    found = _deepest(sheet, dimension, start, end)
    groups = []
    for group in sheet.groups[dimension]:
        if group is found:
            continue
        first, last = group["range"]["startIndex"], group["range"]["endIndex"]
        inside = start <= first and last <= end and group["depth"] > found["depth"]
        groups.append({**group, "depth": group["depth"] - 1} if inside else group)
    _keep(sheet, dimension, groups)
    return _all(sheet, dimension)


def update_group(book: Book, body: Json) -> None:
    """updateDimensionGroup: fold or unfold the group of this range and depth."""
    given = body["dimensionGroup"]
    sheet, dimension, start, end = span(book, given["range"])
    found = _deepest(sheet, dimension, start, end, given.get("depth"))
    rest = {k: v for k, v in found.items() if k != "collapsed"}
    new = {**rest, "collapsed": True} if given.get("collapsed") else rest
    _keep(sheet, dimension, [new if g is found else g for g in sheet.groups[dimension]])


def _deepest(sheet: Sheet, dimension: str, start: int, end: int, depth: int | None = None) -> Json:
    found = [
        group
        for group in sheet.groups[dimension]
        if (group["range"]["startIndex"], group["range"]["endIndex"]) == (start, end)
        and depth in (None, group["depth"])
    ]
    if not found:
        raise invalid(f"Cannot find a group from {start} to {end}.")
    return max(found, key=lambda group: int(group["depth"]))


def _keep(sheet: Sheet, dimension: str, groups: list[Json]) -> None:
    ordered = sorted(groups, key=lambda g: (g["range"]["startIndex"], g["depth"]))
    sheet.log.put(sheet.groups, dimension, ordered)


def _all(sheet: Sheet, dimension: str) -> Json:
    groups = [shown_range(group) for group in sheet.groups[dimension]]
    return {"dimensionGroups": groups} if groups else {}


KINDS = {
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
