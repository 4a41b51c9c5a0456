"""Compare what an engine worked out with what the file shows, cell by cell, and judge it.

Three say what a changed formula gives: the engine, the file, and our own exact evaluator, which
works it out once more from the fresh figures. Two against one decide. Where nobody agrees, and
where an error value comes or goes without the evaluator's word, the cell is unknown, and so is what
draws on it. What the engine cannot do and the evaluator can, the evaluator does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from addin.tables.calculate import Calculation
from addin.tables.downstream import Downstream
from addin.tables.fresh_values import freshened
from addin.tables.labels import called
from addin.tables.staleness import Fresh, Key, Staleness, Unanswered, plain, same
from addin.tables.table import Book, ErrorValue, Sheet, Value

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
    *,
    exact: bool = False,
) -> Staleness:
    """What became of each formula of a workbook.

    ``values`` and ``unknown`` are what an engine worked out and what it could not; ``linked`` are
    the workbooks behind the links, by target. ``exact``: the engine is our own evaluator, and there
    is nobody to ask twice.
    """
    return _Comparison(book, dict(values), unknown, linked or {}, exact=exact).result()


@dataclass
class _Comparison:
    book: Book
    values: dict[Key, Value]
    unknown: Mapping[Key, str]
    linked: Mapping[str, Linked]
    exact: bool = field(kw_only=True)

    def __post_init__(self) -> None:
        self.sheets: Mapping[str, Sheet] = {sheet.name: sheet for sheet in self.book.sheets}
        self.books = {target: linked.book for target, linked in self.linked.items()}
        self.graph = Downstream(self.book)
        self.why: dict[Key, str] = {}
        self.doubted: set[Key] = set()
        self.confirmed: set[Key] = set()

    def result(self) -> Staleness:
        self.why = {
            key: self.unknown.get(key, NOT_TOLD)
            for key in self.graph.cells
            if key not in self.values
        }
        if self.why and not self.exact:
            self._fill_in()
        self._doubt(self._unsure_links())
        if not self.exact:
            overruled = self._second_opinion().overruled
            if overruled:
                self._follow(overruled)
                self._doubt(self._unsure_links())
            self._doubt(self._second_opinion().doubts)
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
                confirmed=self.exact or key in self.confirmed,
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

    def _fill_in(self) -> None:
        """Work out what the engine could not, from the values that it could."""
        bare = freshened(self.book, self.values, self.why)
        calculation = Calculation(bare, self.books)
        for sheet in bare.sheets:
            filled = calculation.filled(sheet)
            for cell in sheet.uncached - filled.uncached:
                key = sheet.name, *cell
                del self.why[key]
                self.values[key] = filled.value(*cell)
                self.confirmed.add(key)

    def _unsure_links(self) -> dict[Key, str]:
        unsure = {target: linked.unsure for target, linked in self.linked.items()}
        names = {target: linked.book.name for target, linked in self.linked.items()}
        return {
            key: f"it reads {found} of {names[target]}, for which no value is certain"
            for key, (target, found) in self.graph.reading(unsure).items()
            if key not in self.why
        }

    def _second_opinion(self) -> _Opinion:
        """Each changed formula worked out once more, from the fresh figures of its own inputs.

        And each that reads another workbook: an engine may not follow its links.
        """
        linking = self.graph.linking(self.books)
        asked = dict.fromkeys((*self._changed(), *linking))
        opinion = _Opinion()
        if not asked:
            return opinion
        fresh = freshened(self.book, self.values, (key for key in self.why if key in self.values))
        again = Calculation(fresh, self.books)
        sheets = {sheet.name: sheet for sheet in fresh.sheets}
        for key in asked:
            if key in self.why or self.graph.anchor(key) != key:
                continue  # a cell of an area is asked for where its formula stands
            outcome = again.recompute(sheets[key[0]], key[1], key[2])
            if not outcome.known:
                opinion.doubts.update(self._unconfirmed(key))
            elif same(outcome.value, self.values[key]):
                self.confirmed.add(key)
            elif self._has_value(key) and (
                same(self._shown(key), outcome.value) or not self._changes(key)
            ):
                opinion.overruled[key] = outcome.value
            else:
                both = f"{plain(self.values[key])} and {plain(outcome.value)}"
                opinion.doubts[key] = f"worked out in two ways it gives {both}"
        return opinion

    def _unconfirmed(self, key: Key) -> dict[Key, str]:
        gives = self.values[key]
        if gives == ErrorValue("#NAME?"):
            return {key: "the engine does not know a name or a function in it"}
        comes_or_goes = isinstance(self._shown(key), ErrorValue) != isinstance(gives, ErrorValue)
        if self._has_value(key) and comes_or_goes:
            return {key: "an error value comes or goes, and nothing confirms it"}
        return {}

    def _follow(self, overruled: Mapping[Key, Value]) -> None:
        """Take the evaluator's word, and have it work out anew what draws on it."""
        self.values.update(overruled)
        self.confirmed |= overruled.keys()
        after = self.graph.after(overruled) - overruled.keys() - self.why.keys()
        for key in after:
            del self.values[key]
            self.why[key] = "it draws on a figure that the engine got wrong"
        self._fill_in()
        self.doubted |= after & self.why.keys()

    def _doubt(self, why: Mapping[Key, str]) -> None:
        """Take these cells for unknown, and all that draw on them."""
        if not why:
            return
        self.why |= why
        self.doubted |= why.keys()
        for key in self.graph.after(why):
            if key not in self.why:
                self.why[key] = "it draws on a figure that is not certain"
                self.doubted.add(key)


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What the evaluator says of an engine's results: which are wrong, and which doubtful."""

    overruled: dict[Key, Value] = field(default_factory=dict)
    doubts: dict[Key, str] = field(default_factory=dict)
