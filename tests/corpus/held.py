"""What every cell of a sheet holds, as lxml reads it: value, formula written out, style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from openpyxl.formula.translate import Translator

from tests.corpus.opened import Cell, Listed, Opened, child, local, plain_text

_ADDRESS = re.compile(r"([A-Za-z]+)(\d+)")
_PREFIX = re.compile(r"_xlfn\.(?:_xlws\.)?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


NAMED = {"str": "text", "b": "bool", "e": "error", "d": "date"}


@dataclass(frozen=True, slots=True)
class Held:
    """One cell. ``kind``: number, text, bool, error, blank. ``formula`` is without the ``=``.

    ``value`` is the text the file has for it; numbers are floats. ``shape`` is the kind of formula
    (empty, array, dataTable, shared), ``covers`` the area of an array, ``head`` whether other cells
    share the formula that stands here.
    """

    kind: str
    value: str | float
    formula: str = ""
    style: str = "0"
    shape: str = ""
    covers: str = ""
    head: bool = False

    @property
    def meaning(self) -> tuple[object, ...]:
        """What a reader would notice: the formula, or the value when there is none.

        The prefix of newer functions is not shown; where a file lacks it, writing adds it.
        """
        return ("=", _PREFIX.sub("", self.formula)) if self.formula else (self.kind, self.value)


@lru_cache(maxsize=1 << 16)
def place_of(text: str) -> Cell:
    """C14 is (14, 3)."""
    match = _ADDRESS.fullmatch(text.replace("$", ""))
    if match is None:
        raise ValueError(text)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


@lru_cache(maxsize=1 << 16)
def address_of(row: int, column: int) -> str:
    """(14, 3) is C14."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def corners(reference: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of an area such as B2:D9."""
    first, _, last = reference.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    return top, left, bottom, right


def cells_of(book: Opened, sheet: Listed) -> dict[Cell, Held]:
    """Every cell of a worksheet that holds something, or has a style of its own.

    Raises:
        Unopened: the part is not well-formed.
    """
    return cells_in(book.look(sheet.part), book.shared_strings)


def cells_in(root: Any, strings: tuple[str, ...]) -> dict[Cell, Held]:
    """The same of a worksheet's root element."""
    found: dict[Cell, Held] = {}
    masters: dict[str, tuple[str, str]] = {}
    at_row = 0
    for row in child(root, "sheetData") if child(root, "sheetData") is not None else ():
        if local(row) != "row":
            continue
        at_row = int(row.get("r", at_row + 1))
        at_column = 0
        for element in row:
            if local(element) != "c":
                continue
            stated = element.get("r")
            place = place_of(stated) if stated else (at_row, at_column + 1)
            at_column = place[1]
            found[place] = _held(element, place, strings, masters)
    return found


def _held(
    element: Any, place: Cell, strings: tuple[str, ...], masters: dict[str, tuple[str, str]]
) -> Held:
    style, formula, value = element.get("s", "0"), child(element, "f"), child(element, "v")
    kind, held = _value(element, element.get("t", "n"), value, strings)
    if formula is None:
        return Held(kind, held, style=style)
    shape, text, head = formula.get("t", ""), formula.text or "", False
    if shape == "shared":
        shared, here = formula.get("si", ""), address_of(*place)
        if text:
            masters[shared] = (text, here)
            head = True
        elif shared in masters:
            text = translated(*masters[shared], here)
    return Held(kind, held, text, style, shape, formula.get("ref", ""), head)


@lru_cache(maxsize=1 << 14)
def translated(text: str, origin: str, destination: str) -> str:
    """A formula moved from one cell to another, as openpyxl moves it."""
    try:
        moved = Translator(f"={text}", origin).translate_formula(destination)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever it stumbles over
        return f"{text} of {origin}"
    return str(moved)[1:]


def _value(
    element: Any, kind: str, value: Any, strings: tuple[str, ...]
) -> tuple[str, str | float]:
    text = (value.text or "") if value is not None else ""
    if kind == "inlineStr":
        inline = child(element, "is")
        return "text", unescaped(plain_text(inline)) if inline is not None else ""
    if value is None or not text:
        # A formula may well give no text at all; a cell without formula and value is blank.
        return ("text", "") if kind == "str" and value is not None else ("blank", "")
    if kind == "s":
        index = int(text)
        return "text", unescaped(strings[index]) if 0 <= index < len(strings) else f"?{index}"
    if kind in NAMED:
        return NAMED[kind], unescaped(text)
    return "number", _number(text)


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def unescaped(text: str) -> str:
    """Text with ``_x000D_`` and the like as the characters they stand for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
