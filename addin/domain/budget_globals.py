"""Globals: named numbers of a budget (SHOOT_DAYS, FX_CAD) that may refer to one another.

A numeric cell of a budget may hold a small formula: plus, minus, times and divided by, brackets,
numbers and globals.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

_TOKEN: Final = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|([^\W\d]\w*)|([-+*/()]))")
_DEPTH: Final = 100
"""Brackets and globals nested deeper are no budget formula, and would exhaust the stack."""
_BITS: Final = 4096
"""A number that takes more is no budget's; squaring globals in a row would never end."""

_Exact = Fraction | int
"""A whole number stays one as long as it can: fractions take ten times as long."""
_LOWER: Final[Mapping[str, Callable[[_Exact, _Exact], _Exact]]] = {
    "+": operator.add,
    "-": operator.sub,
}
_TYPOGRAPHIC: Final = str.maketrans({"\u00d7": "*", "\u00f7": "/", "\u2212": "-"})
"""The signs that people paste from documents: times, divided by, minus."""


class BadFormula(ValueError):
    """A formula of a budget that has no value; the text says why.

    BadFormula              cannot be read
    ├── UnknownGlobal       names a global that the budget does not have
    ├── CircularGlobals     globals that refer to one another in a circle
    └── DividedByZero       divides by zero, often by a global that became 0
    """

    def __init__(self, formula: str, why: str) -> None:
        super().__init__(formula, why)
        self.formula = formula
        self.why = why

    def __str__(self) -> str:
        return f"{self.formula!r} has no value: {self.why}"


class UnknownGlobal(BadFormula):
    """It names a global that the budget does not have."""


class CircularGlobals(BadFormula):
    """Globals that refer to one another in a circle."""


class DividedByZero(BadFormula):
    """It divides by zero, often by a global that became 0."""


def names_in(formula: str) -> frozenset[str]:
    """The globals that a formula names, in capitals."""
    return frozenset(name.upper() for _, name, _ in _TOKEN.findall(formula) if name)


def evaluate(formula: str, values: Mapping[str, str] | None = None) -> Fraction:
    """The value of a formula, exact; ``values`` are the globals, each a number or a formula.

    Raises:
        BadFormula: it has none; the class says why.

    >>> evaluate("2 * PREP_WKS + 1", {"PREP_WKS": "SHOOT / 2", "SHOOT": "6"})
    Fraction(7, 1)
    """
    return GlobalsTable(values or {}).evaluate(formula)


class GlobalsTable:
    """The globals of a budget by name, each worked out once: for many formulas over one table."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = {name.upper(): text for name, text in values.items()}
        self._solved: dict[str, _Exact] = {}

    def evaluate(self, formula: str) -> Fraction:
        """The value of a formula, exact.

        Raises:
            BadFormula: it has none; the class says why.
        """
        return Fraction(_Reader(formula, self.values, (), self._solved).value())


def resolve(values: Mapping[str, str]) -> dict[str, Fraction | BadFormula]:
    """Every global's value, or why it has none, in the order given."""
    found: dict[str, Fraction | BadFormula] = {}
    table = GlobalsTable(values)
    for name in values:
        try:
            found[name] = table.evaluate(name)
        except BadFormula as reason:
            found[name] = reason
    return found


def unused(values: Mapping[str, str], formulas: Iterable[str]) -> tuple[str, ...]:
    """Globals that neither a line's formula nor another global names, in the order given."""
    named = frozenset[str]().union(*map(names_in, [*formulas, *values.values()]))
    return tuple(name for name in values if name.upper() not in named)


class _Reader:
    """Reads one formula from left to right: sum of products of numbers, names and brackets."""

    def __init__(
        self,
        formula: str,
        known: Mapping[str, str],
        within: tuple[str, ...],
        solved: dict[str, _Exact],
    ) -> None:
        self.formula = formula
        self.known = known
        self.within = within
        self.solved = solved  # each global once, however often it is named
        self.depth = 0
        self.marks = self._read_marks()
        self.next = next(self.marks)

    def value(self) -> _Exact:
        result = self._sum()
        if self.next:
            raise BadFormula(self.formula, f"{self.next!r} is out of place")
        return result

    def _read_marks(self) -> Iterator[str]:
        at, text = 0, self._text()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise BadFormula(self.formula, f"{text[at:].strip()[:20]!r} cannot be read")
            at = match.end()
            yield match[0].strip()
        yield ""

    def _text(self) -> str:
        return self.formula.translate(_TYPOGRAPHIC).strip().removeprefix("=").rstrip()

    def _advance(self) -> str:
        mark, self.next = self.next, next(self.marks, "")
        return mark

    def _sum(self) -> _Exact:
        result = self._product()
        while self.next and self.next in _LOWER:
            result = self._fits(_LOWER[self._advance()](result, self._product()))
        return result

    def _product(self) -> _Exact:
        result = self._factor()
        while self.next and self.next in "*/":
            if self._advance() == "*":
                result = self._fits(result * self._factor())
                continue
            divisor_text, divisor = self.next, self._factor()
            if not divisor:
                raise DividedByZero(self.formula, f"{divisor_text} is 0")
            result = self._fits(Fraction(result) / divisor)
        return result

    def _fits(self, result: _Exact) -> _Exact:
        if result.numerator.bit_length() > _BITS or result.denominator.bit_length() > _BITS:
            raise BadFormula(self.formula, "its numbers grow too long")
        return result

    def _factor(self) -> _Exact:
        mark = self._advance()
        if mark == "-":
            return -self._nested(self._factor)
        if mark == "+":
            return self._nested(self._factor)
        if mark == "(":
            result = self._nested(self._sum)
            if self._advance() != ")":
                raise BadFormula(self.formula, "a bracket is not closed")
            return result
        if mark.isdecimal():
            return int(mark)
        if mark[:1].isdecimal() or mark[:1] == ".":
            return Fraction(mark)
        if mark[:1].isalpha() or mark[:1] == "_":
            return self._named(mark.upper())
        raise BadFormula(self.formula, f"a number is missing before {mark or 'the end'!r}")

    def _nested(self, read: Callable[[], _Exact]) -> _Exact:
        self.depth += 1
        if self.depth > _DEPTH:
            raise BadFormula(self.formula, "it is nested too deeply")
        result = read()
        self.depth -= 1
        return result

    def _named(self, name: str) -> _Exact:
        if name in self.solved:
            return self.solved[name]
        if name in self.within:
            circle = " → ".join([*self.within[self.within.index(name) :], name])
            raise CircularGlobals(self.formula, f"the globals go in a circle: {circle}")
        if name not in self.known:
            raise UnknownGlobal(self.formula, f"there is no global {name}")
        inner = _Reader(self.known[name], self.known, (*self.within, name), self.solved)
        inner.depth = self.depth + 1
        if inner.depth > _DEPTH:
            raise BadFormula(self.formula, "its globals are nested too deeply")
        self.solved[name] = inner.value()
        return self.solved[name]
