"""A formula, read: the tree of its operators, functions and references."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sheets_emulator.locales import locale_of
from sheets_emulator.value import (
    BAD_NUMBER,
    BAD_VALUE,
    DIVIDE_BY_ZERO,
    ERROR,
    NAME,
    NO_VALUE,
    NOT_AVAILABLE,
    REF,
    Value,
)


class BadFormula(Exception):
    """It cannot be read; the cell shows #ERROR!."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant; None where an argument was left out."""

    value: Value


@dataclass(frozen=True, slots=True)
class Reference:
    """A range; None is an open end, and `single` one cell written without a colon."""

    sheet: str | None
    top: int | None
    left: int | None
    bottom: int | None
    right: int | None
    single: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A named range, or nothing that is known."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; operators are functions too, as in Google's own errors."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """An array written out: `{1, 2; 3, 4}`."""

    rows: tuple[tuple[Node, ...], ...]


Node = Literal | Reference | Name | Call | Table

_SHOWN_ERRORS = {
    error.shown: error
    for error in (
        *(BAD_NUMBER, BAD_VALUE, DIVIDE_BY_ZERO, ERROR, NAME, NO_VALUE, NOT_AVAILABLE, REF),
    )
}
_LEVELS = (
    {"=": "EQ", "<>": "NE", "<": "LT", ">": "GT", "<=": "LTE", ">=": "GTE"},
    {"&": "CONCAT"},
    {"+": "ADD", "-": "MINUS"},
    {"*": "MULTIPLY", "/": "DIVIDE"},
    {"^": "POW"},
)
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_RANGE = (
    r"(?:\$?[A-Za-z]{1,3}\$?[0-9]+(?::\$?[A-Za-z]{1,3}(?:\$?[0-9]+)?|:\$?[0-9]+)?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[0-9]+)?|\$?[0-9]+:\$?[0-9]+|\#REF!)"
)
_CORNER = re.compile(r"^\$?([A-Za-z]{0,3})\$?([0-9]*)$")


@lru_cache(maxsize=64)
def _tokens(decimal: str) -> re.Pattern[str]:
    return re.compile(
        rf"""\s*(?:
          (?P<text>"(?:[^"]|"")*")
        | (?P<range>{_SHEET}{_RANGE})(?![\w(!.])
        | (?P<number>(?:[0-9]+(?:{re.escape(decimal)}[0-9]*)?|{re.escape(decimal)}[0-9]+)
            (?:[eE][-+]?[0-9]+)?)
        | (?P<error>\#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!|ERROR!))
        | (?P<call>[^\W\d][\w.]*)\s*\(
        | (?P<name>[^\W\d][\w.]*)
        | (?P<mark><>|<=|>=|[-+*/^&=<>%(){{}}:;,\\])
        )""",
        re.VERBOSE,
    )


@lru_cache(maxsize=4096)
def read(formula: str, locale: str) -> Node:
    """The tree of a formula (with its `=`), its separators being the locale's.

    Raises:
        BadFormula: it cannot be read.

    """
    return _Reader(formula, locale).whole()


class _Reader:
    """Reads from left to right, the loosest operators first."""

    def __init__(self, formula: str, locale: str) -> None:
        habits = locale_of(locale)
        self._decimal = habits.decimal
        comma = habits.decimal == ","
        self._between = (";",) if comma else (",", ";")
        self._beside = ("\\",) if comma else (",",)
        self._tokens = self._split(formula[1:], _tokens(habits.decimal))
        self._at = 0

    @staticmethod
    def _split(text: str, tokens: re.Pattern[str]) -> list[tuple[str, str, str | None]]:
        out, at, text = [], 0, text.rstrip()
        while at < len(text):
            found = tokens.match(text, at)
            if found is None:
                raise BadFormula
            kind = found.lastgroup or ""
            kind = "range" if kind == "sheet" else kind
            out.append((kind, found[kind], found["sheet"]))
            at = found.end()
        return out

    def whole(self) -> Node:
        node = self._level(0)
        if self._at < len(self._tokens):
            raise BadFormula
        return node

    def _next(self) -> str:
        """The mark that comes next; "" for anything else."""
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "mark":
            return self._tokens[self._at][1]
        return ""

    def _take(self, *marks: str) -> bool:
        if self._next() in marks and self._next():
            self._at += 1
            return True
        return False

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._signed()
        node = self._level(level + 1)
        while (mark := self._next()) in _LEVELS[level]:
            self._at += 1
            node = Call(_LEVELS[level][mark], (node, self._level(level + 1)))
        return node

    def _signed(self) -> Node:
        if self._take("-"):
            return Call("UMINUS", (self._signed(),))
        if self._take("+"):
            return Call("UPLUS", (self._signed(),))
        node = self._one()
        while self._take("%"):
            node = Call("UNARY_PERCENT", (node,))
        return node

    def _one(self) -> Node:
        if self._at >= len(self._tokens):
            raise BadFormula
        kind, text, sheet = self._tokens[self._at]
        self._at += 1
        makers: dict[str, Callable[[], Node]] = {
            "text": lambda: Literal(text[1:-1].replace('""', '"')),
            "number": lambda: Literal(_number(text.replace(self._decimal, "."))),
            "error": lambda: Literal(_SHOWN_ERRORS[text]),
            "range": lambda: _reference(text, sheet),
            "call": lambda: Call(text.upper(), self._arguments()),
            "name": lambda: _word(text),
            "mark": lambda: self._bracketed(text),
        }
        return makers[kind]()

    def _bracketed(self, mark: str) -> Node:
        if mark == "{":
            return self._table()
        if mark != "(":
            raise BadFormula
        node = self._level(0)
        if not self._take(")"):
            raise BadFormula
        return node

    def _arguments(self) -> tuple[Node, ...]:
        if self._take(")"):
            return ()
        out: list[Node] = []
        while True:
            left_out = self._next() in (*self._between, ")")
            out.append(Literal(None) if left_out else self._level(0))
            if self._take(")"):
                return tuple(out)
            if not self._take(*self._between):
                raise BadFormula

    def _table(self) -> Node:
        rows: list[list[Node]] = [[self._level(0)]]
        while not self._take("}"):
            if self._take(*self._beside):
                rows[-1].append(self._level(0))
            elif self._take(";"):
                rows.append([self._level(0)])
            else:
                raise BadFormula
        return Table(tuple(tuple(row) for row in rows))


def _number(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _word(text: str) -> Node:
    if text.upper() in ("TRUE", "FALSE"):
        return Literal(text.upper() == "TRUE")
    return Name(text)


def _reference(text: str, sheet: str | None) -> Node:
    title = None
    if sheet:
        title = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        text = text[len(sheet) + 1 :]
    if text.upper() == "#REF!":
        return Literal(REF)
    first, colon, last = text.partition(":")
    corners = _CORNER.match(first), _CORNER.match(last or first)
    if not corners[0] or not corners[1]:
        raise BadFormula
    left, right = _ordered(_column(corners[0][1]), _column(corners[1][1]))
    top, bottom = _ordered(_row(corners[0][2]), _row(corners[1][2]))
    return Reference(title, top, left, bottom, right, not colon)


def _ordered(a: int | None, b: int | None) -> tuple[int | None, int | None]:
    """Start and exclusive end; A5:A (rows from the fifth on) keeps its open end."""
    if a is not None and b is not None:
        return min(a, b), max(a, b) + 1
    return (a if a is not None else b), None


def _column(letters: str) -> int | None:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1 if letters else None


def _row(digits: str) -> int | None:
    return int(digits) - 1 if digits else None
