"""Compare what an engine worked out with what the file shows, cell by cell.

A difference is an old number, a value that was missing, or only the day that has moved on. What the
engine does not know is told with what follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from addin.tables.downstream import Downstream
from addin.tables.labels import called
from addin.tables.staleness import Fresh, Key, Staleness, Unanswered, same
from addin.tables.table import Book, Sheet, Value

NOT_TOLD: Final = "the engine says nothing of it"
ROUNDED: Final = "the workbook computes with figures as displayed, as only Excel does"
MOST_NAMED: Final = 200
"""Cells of a kind that are also said in words; finding the words of all takes its time."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A workbook that another one links to, with its fresh values, and what to know of them.

    ``unsure`` are cells without a value to rely on, ``volatile`` those that depend on the day.
    """

    book: Book
    unsure: frozenset[Key] = frozenset()
    volatile: frozenset[Key] = frozenset()


def compared(
    book: Book,
    values: Mapping[Key, Value],
    unknown: Mapping[Key, str],
    linked: Mapping[str, Linked] | None = None,
) -> Staleness:
    """What became of each formula of a workbook.

    ``values`` and ``unknown`` are what an engine worked out and what it could not; ``linked`` are
    the workbooks behind the links, by target.
    """
    return _Comparison(book, values, unknown, linked or {}).result()


@dataclass
class _Comparison:
    book: Book
    values: Mapping[Key, Value]
    unknown: Mapping[Key, str]
    linked: Mapping[str, Linked]

    def __post_init__(self) -> None:
        self.sheets: Mapping[str, Sheet] = {sheet.name: sheet for sheet in self.book.sheets}
        self.graph = Downstream(self.book)
        self.why: dict[Key, str] = {}
        self.doubted: set[Key] = set()

    def result(self) -> Staleness:
        self.why = {
            key: self.unknown.get(key, NOT_TOLD)
            for key in self.graph.cells
            if key not in self.values
        }
        self._doubt(self._unsure_links())
        self._doubt(self._unknown_links())
        if self.book.calculation.precision_as_displayed:
            self._doubt(dict.fromkeys(self._changed(), ROUNDED))
        return self._sorted(self._changed())

    def _changed(self) -> list[Key]:
        return [key for key in self.graph.cells if key not in self.why and self._changes(key)]

    def _sorted(self, changed: list[Key]) -> Staleness:
        moving_links = {target: linked.volatile for target, linked in self.linked.items()}
        volatile = self.graph.volatile(moving_links)
        filled = [key for key in changed if not self._has_value(key)]
        moving = [key for key in changed if key in volatile and self._has_value(key)]
        stale = [key for key in changed if key not in volatile and self._has_value(key)]
        later = self.graph.after(stale)
        outdated = self.graph.after([*stale, *moving]) if self.why else frozenset()
        follow = self.graph.after(self.why)
        follow = frozenset() if follow.issuperset(self.why) else follow  # all in circles
        return Staleness(
            self.book.name,
            formulas=len(self.graph.cells),
            agree=len(self.graph.cells) - len(self.why) - len(changed),
            stale=self._listed(stale, later),
            filled=self._listed(filled),
            moving=self._listed(moving),
            unknown=tuple(
                self._unanswered(key, outdated=key in outdated, begins=key not in follow)
                for key in self.graph.cells
                if key in self.why
            ),
            volatile=volatile,
        )

    def _formula(self, key: Key) -> str:
        sheet, row, column = self.graph.anchor(key)
        return self.sheets[sheet].formulas[row, column]

    def _shown(self, key: Key) -> Value:
        return self.sheets[key[0]].value(key[1], key[2])

    def _has_value(self, key: Key) -> bool:
        if self._shown(key) is None and self.graph.anchor(key) != key:
            return False  # a cell that an array is to fill, and that nobody has filled yet
        return (key[1], key[2]) not in self.sheets[key[0]].uncached

    def _changes(self, key: Key) -> bool:
        return not (self._has_value(key) and same(self._shown(key), self.values[key]))

    def _listed(self, keys: list[Key], later: frozenset[Key] = frozenset()) -> tuple[Fresh, ...]:
        """The changed cells; the first ones with their names, before all those where it begins."""
        first = sorted(keys, key=lambda key: key in later)[:MOST_NAMED] if keys else []
        names = {key: called(self.sheets[key[0]], key[1], key[2]) for key in first}
        return tuple(
            Fresh(
                *key,
                self._formula(key),
                self._shown(key) if self._has_value(key) else None,
                self.values[key],
                begins=key not in later,
                called=names.get(key, ""),
            )
            for key in keys
        )

    def _unanswered(self, key: Key, *, outdated: bool, begins: bool) -> Unanswered:
        has_value = self._has_value(key)
        return Unanswered(
            *key,
            self._formula(key),
            self.why[key],
            self._shown(key),
            has_value=has_value,
            outdated=has_value and outdated,
            doubted=key in self.doubted,
            begins=begins,
        )

    def _unsure_links(self) -> dict[Key, str]:
        unsure = {target: linked.unsure for target, linked in self.linked.items()}
        names = {target: linked.book.name for target, linked in self.linked.items()}
        return {
            key: f"it reads {found} of {names[target]}, for which no value is certain"
            for key, (target, found) in self.graph.reading(unsure).items()
            if key not in self.why
        }

    def _unknown_links(self) -> dict[Key, str]:
        """Unknown formulas that read a workbook that is there: nobody knows what it held then."""
        if not self.why or not self.linked:
            return {}
        return {key: self.why[key] for key in self.graph.linking(self.linked) if key in self.why}

    def _doubt(self, why: Mapping[Key, str]) -> None:
        """Take these cells for unknown, with what draws on them, and rely on none of them."""
        if not why:
            return
        after = self.graph.after(why)
        for key in after:
            self.why.setdefault(key, "it draws on a figure that is not certain")
        self.why |= why
        self.doubted |= after | why.keys()
