"""Two engines at once: a library is believed where it was proven, and where nothing contradicts it.

Our own evaluator is exact or silent. A library answers nearly everything, and now and then wrongly.
So, for each cell:

=================  ==================================  =========================
own evaluator      library                             the cell
=================  ==================================  =========================
a value            the same                            that value
a value            another, though to be believed      unknown: the two disagree
a value            another, or none                    the own value
none               a value to be believed              the library's value
none               anything else                       unknown, and why
=================  ==================================  =========================

To be believed is a value whose formula asks for nothing but what the library was shown to compute
as Excel does, and draws on nothing but such values. What draws on a cell on which the two disagree
is unknown, whoever computed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from addin.adapters.engines.agreement import agrees
from addin.adapters.engines.proven import Proof
from addin.errors import EngineFailed
from addin.ports import Engine, Recalculation
from addin.tables.asks import asks
from addin.tables.calculate import IN_A_CIRCLE
from addin.tables.cells_of_arrays import filled_by
from addin.tables.contents import CellKey
from addin.tables.dependencies import Dependencies
from addin.tables.formula import FormulaError
from addin.tables.table import Book, Value, address
from addin.tables.volatile import VOLATILE

_UNREADABLE: Final = "formula that cannot be read"
_SINCE_1904: Final = "days counted from 1904"
"""No workbook of the proofs counts so, and libraries take its dates for those of the 1900s."""


class CrossChecked:
    """The ``Engine`` port over our own evaluator and a library.

    ``proof`` gives what the library was shown to compute. Where the library breaks down, the own
    evaluator's values stand alone.
    """

    def __init__(
        self, own: Engine, library: Engine, proof: Callable[[], Proof], name: str = ""
    ) -> None:
        self.name = name or f"{own.name} and {library.name}"
        self._own = own
        self._library = library
        self._proof = proof

    def recalculate(
        self, book: Book, content: bytes, linked: Mapping[str, Book] | None = None
    ) -> Recalculation:
        """Work out every formula anew with both (see ``ports.Engine``)."""
        mine = self._own.recalculate(book, content, linked)
        try:
            theirs = self._library.recalculate(book, content, linked)
        except EngineFailed as failed:
            return _alone(mine, failed)
        return settled(book, mine, theirs, self._proof())


def _alone(mine: Recalculation, failed: EngineFailed) -> Recalculation:
    unknown = {
        key: f"{why}; {failed.engine} could not help: {failed.reason}"
        for key, why in mine.unknown.items()
    }
    return Recalculation(mine.engine, mine.values, unknown)


def settled(book: Book, mine: Recalculation, theirs: Recalculation, proof: Proof) -> Recalculation:
    """What of two engines' values counts (see the table above)."""
    case = _Case(book, mine, theirs, proof)
    return case.result()


@dataclass(slots=True)
class _Case:
    book: Book
    mine: Recalculation
    theirs: Recalculation
    proof: Proof
    graph: Dependencies = field(init=False)
    fills: dict[CellKey, list[CellKey]] = field(init=False)
    anchors: dict[CellKey, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.graph = Dependencies(self.book)
        self.fills, self.anchors = {}, {}
        for sheet in self.book.sheets:
            for cell, anchor in filled_by(sheet).items():
                self.fills.setdefault((sheet.name, *anchor), []).append((sheet.name, *cell))
                self.anchors[(sheet.name, *cell)] = anchor

    def result(self) -> Recalculation:
        keys = [*self.mine.values, *self.mine.unknown]
        same = {key for key in keys if self._same(key)}
        doubts = dict(self._doubts(key for key in keys if key not in same))
        doubtful = self._drawing_on(doubts, same)
        disputed = {
            key: f"two engines disagree: {self._said(self.mine, key)} /"
            f" {self._said(self.theirs, key)}"
            for key in keys
            if key in self.mine.values and key not in same and key not in doubtful
        }
        unsure = self._drawing_on(disputed, same)
        values: dict[CellKey, Value] = {}
        unknown: dict[CellKey, str] = {}
        for key in keys:
            if key in unsure:
                unknown[key] = unsure[key] or disputed[key]
            elif key in self.mine.values:
                values[key] = self.mine.values[key]
            elif key in doubtful:
                why = doubts.get(key, doubtful[key])
                unknown[key] = f"{self.mine.unknown[key]}; {why}" if why else self.mine.unknown[key]
            else:
                values[key] = self.theirs.values[key]
        return Recalculation(f"{self.mine.engine} with {self.theirs.engine}", values, unknown)

    def _same(self, key: CellKey) -> bool:
        return (
            key in self.mine.values
            and key in self.theirs.values
            and agrees(self.mine.values[key], self.theirs.values[key])
        )

    def _doubts(self, keys: Iterator[CellKey]) -> Iterator[tuple[CellKey, str]]:
        """The cells whose value the library is not to be believed by itself, and why."""
        lacking: dict[tuple[str, str], str] = {}
        for key in keys:
            if self.mine.unknown.get(key) == IN_A_CIRCLE:
                yield key, ""
            elif key not in self.theirs.values:
                yield key, self.theirs.unknown.get(key, f"{self.theirs.engine} gave no value")
            else:
                want = self._lacking(key, lacking)
                if want:
                    yield key, f"{self.theirs.engine} is not proven on: {want}"

    def _lacking(self, key: CellKey, known: dict[tuple[str, str], str]) -> str:
        if self.book.date_1904:
            return _SINCE_1904
        name, row, column = key
        sheet = self.graph.contents.sheets[name.casefold()]
        cell = self.anchors.get(key, (row, column))
        form = self.graph.contents.forms(sheet).get(cell)
        if form is None:
            return _UNREADABLE
        found = known.get((name, form)) if cell not in sheet.arrays else None
        if found is None:
            try:
                asked = asks(form, self.graph.contents, sheet, cell)
            except FormulaError:
                return _UNREADABLE
            by_itself = sorted(each for each in asked if each.partition("/")[0] in VOLATILE)
            found = by_itself[0] if by_itself else self.proof.lacking(asked)
            known[name, form] = found
        return found

    def _drawing_on(self, roots: Mapping[CellKey, str], stops: set[CellKey]) -> dict[CellKey, str]:
        """These cells and all that draw on them, but not past a cell that both agree on."""
        spread = self.graph.spread_from(roots, self.fills, stops)
        reached = {
            cell: f"it draws on {via[0]}!{address(*via[1:])}" for cell, via in spread.items()
        }
        return {**dict.fromkeys(roots, ""), **reached}

    def _said(self, by: Recalculation, key: CellKey) -> str:
        return str(by.values[key])
