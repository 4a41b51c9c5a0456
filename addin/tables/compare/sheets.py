"""Which sheet of the older version is which of the newer: by name, else by what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from addin.tables.compare.alignment import longest_rise
from addin.tables.compare.likeness import Token
from addin.tables.compare.reading import Reading
from addin.tables.table import Book, Sheet

_RENAMED: Final = 0.5
"""A sheet of another name is the same one if so many of its rows stand in it word for word."""


@dataclass(frozen=True, slots=True)
class SheetPairs:
    """The sheets of two versions: partners in the newer order, and what came, went and moved."""

    pairs: tuple[tuple[Sheet, Sheet], ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[str, ...]


def pair_sheets(older: Book, newer: Book) -> SheetPairs:
    """Partners; a book with one sheet in both versions (a text file) has one pair anyhow."""
    by_name = {sheet.name.casefold(): sheet for sheet in older.sheets}
    found: dict[str, Sheet] = {}
    for sheet in newer.sheets:
        partner = by_name.pop(sheet.name.casefold(), None)
        if partner is not None:
            found[sheet.name] = partner
    left = [sheet for sheet in older.sheets if sheet.name.casefold() in by_name]
    right = [sheet for sheet in newer.sheets if sheet.name not in found]
    if len(older.sheets) == len(newer.sheets) == 1 and left:
        found[right[0].name] = left[0]
    elif left and right:
        found.update(_renamed(left, right))
    pairs = tuple((found[sheet.name], sheet) for sheet in newer.sheets if sheet.name in found)
    taken = {id(one) for one, _ in pairs}
    return SheetPairs(
        pairs,
        tuple(sheet.name for sheet in newer.sheets if sheet.name not in found),
        tuple(sheet.name for sheet in older.sheets if id(sheet) not in taken),
        _out_of_order(older, pairs),
    )


def _renamed(left: Sequence[Sheet], right: Sequence[Sheet]) -> dict[str, Sheet]:
    ours = [Counter(_telling(sheet)) for sheet in left]
    theirs = [Counter(_telling(sheet)) for sheet in right]
    scored = sorted(
        (-share, min(a.name, b.name), max(a.name, b.name), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (share := _shared(ours[i], theirs[j])) >= _RENAMED
    )
    found: dict[str, Sheet] = {}
    used: set[int] = set()
    for _, _, _, i, j in scored:
        if i not in used and right[j].name not in found:
            used.add(i)
            found[right[j].name] = left[i]
    return found


def _telling(sheet: Sheet) -> list[Token]:
    return [token for token in Reading(sheet).tokens() if token]


def _shared(ours: Counter[Token], theirs: Counter[Token]) -> float:
    most = max(ours.total(), theirs.total())
    return (ours & theirs).total() / most if most else 0.0


def _out_of_order(older: Book, pairs: Sequence[tuple[Sheet, Sheet]]) -> tuple[str, ...]:
    places = {id(sheet): place for place, sheet in enumerate(older.sheets)}
    order = [places[id(one)] for one, _ in pairs]
    kept = set(longest_rise(order))
    return tuple(pairs[place][1].name for place in range(len(pairs)) if place not in kept)
