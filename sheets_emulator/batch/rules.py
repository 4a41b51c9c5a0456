"""What colours cells by rule: conditional formats and banding. Kept and shown, not painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import fields
from sheets_emulator.book import Book
from sheets_emulator.errors import invalid
from sheets_emulator.look import styled
from sheets_emulator.render import shown_range
from sheets_emulator.sheet import Sheet

Json = dict[str, Any]


def add_condition(book: Book, body: Json) -> None:
    """addConditionalFormatRule: at its index; the first rule that holds wins."""
    sheet, rule = _rule(book, body["rule"])
    index = body.get("index", 0)
    if not 0 <= index <= len(sheet.conditions):
        raise invalid(f"index: {index} is out of range.")
    conditions = [*sheet.conditions[:index], rule, *sheet.conditions[index:]]
    book.log.set(sheet, "conditions", conditions)


def update_condition(book: Book, body: Json) -> Json:
    """updateConditionalFormatRule: another rule at an index, or the rule at another index."""
    index = body.get("index", 0)
    if "rule" in body:
        sheet, rule = _rule(book, body["rule"])
        old = _at(sheet, index)
        conditions = [*sheet.conditions]
        conditions[index] = rule
        book.log.set(sheet, "conditions", conditions)
        return {"oldRule": shown_range(old), "newRule": shown_range(rule), "newIndex": index}
    sheet = book.sheet(body.get("sheetId"))
    rule, to = _at(sheet, index), body.get("newIndex", 0)
    rest = [*sheet.conditions[:index], *sheet.conditions[index + 1 :]]
    if not 0 <= to <= len(rest):
        raise invalid(f"newIndex: {to} is out of range.")
    book.log.set(sheet, "conditions", [*rest[:to], rule, *rest[to:]])
    return {"newRule": shown_range(rule), "oldIndex": index, "newIndex": to}


def delete_condition(book: Book, body: Json) -> Json:
    """deleteConditionalFormatRule: the one at an index."""
    sheet, index = book.sheet(body.get("sheetId")), body.get("index", 0)
    rule = _at(sheet, index)
    rest = [*sheet.conditions[:index], *sheet.conditions[index + 1 :]]
    book.log.set(sheet, "conditions", rest)
    return {"rule": shown_range(rule)}


def _at(sheet: Sheet, index: int) -> Json:
    if not 0 <= index < len(sheet.conditions):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditions[index]


def _rule(book: Book, given: Json) -> tuple[Sheet, Json]:
    ranges = given.get("ranges") or []
    if not ranges:
        raise invalid("A conditional format rule must have at least one range.")
    if ("booleanRule" in given) == ("gradientRule" in given):
        raise invalid("A rule must have exactly one of booleanRule and gradientRule.")
    places = [book.grid_range(where)[0] for where in ranges]
    if any(sheet is not places[0] for sheet in places):
        raise invalid("All ranges of a rule must be on the same sheet.")
    whole = [{**where, "sheetId": places[0].id} for where in ranges]
    return places[0], {**styled(given), "ranges": whole}


def add_banding(book: Book, body: Json) -> Json:
    """addBanding: alternating colours for a range."""
    given = body["bandedRange"]
    key = given.get("bandedRangeId") or book.ids.number()
    if any(key in sheet.bandings for sheet in book.sheets):
        raise invalid(f"A banded range with id: {key} already exists.")
    sheet, _ = book.grid_range(given["range"])
    banding = {**styled(given), "bandedRangeId": key}
    banding["range"] = {**given["range"], "sheetId": sheet.id}
    book.log.put(sheet.bandings, key, banding)
    return {"bandedRange": shown_range(banding)}


def update_banding(book: Book, body: Json) -> None:
    """updateBanding: the fields named."""
    given = body["bandedRange"]
    sheet, before = _banding(book, given.get("bandedRangeId"))
    after = fields.updated(before, styled(given), fields.meant(body))
    where = {**(after.get("range") or before["range"]), "sheetId": sheet.id}
    key = before["bandedRangeId"]
    book.log.put(sheet.bandings, key, {**after, "bandedRangeId": key, "range": where})


def delete_banding(book: Book, body: Json) -> None:
    """deleteBanding: the colours, not the cells."""
    sheet, banding = _banding(book, body.get("bandedRangeId"))
    book.log.drop(sheet.bandings, banding["bandedRangeId"])


def _banding(book: Book, key: int | None) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        if key in sheet.bandings:
            return sheet, sheet.bandings[key]
    raise invalid(f"No banded range with id: {key}")


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "addConditionalFormatRule": add_condition,
    "updateConditionalFormatRule": update_condition,
    "deleteConditionalFormatRule": delete_condition,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
}
