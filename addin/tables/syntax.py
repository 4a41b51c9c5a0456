"""What a formula means: the tree of its calls, signs and references.

Trees are made from the relative form of a formula, so that a column of sixty thousand equal
formulas is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from addin.tables.formula import (
    R1C1,
    FormulaError,
    Reference,
    Token,
    reference,
    relative,
    sheet_of,
    tokens,
)
from addin.tables.function_names import leads_to_addin, plain_call
from addin.tables.table import ErrorValue, Value

DEEPEST = 80
"""How deep calls and brackets may nest; Excel allows 64."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, TRUE, an error value, or an argument left out (None)."""

    value: Value


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells by their address."""

    reference: Reference


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name; ``book`` and ``sheet`` as in a reference."""

    name: str
    book: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Structured:
    """Cells of an Excel table by their heading.

    ``items`` are ``#This Row``, ``#Headers``, ``#Data``, ``#Totals``, ``#All``; ``columns`` is
    empty (all), one heading, or the first and the last.
    """

    table: str
    items: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; the name in upper case without ``_xlfn.``.

    One of ours is called the same however a host spells it; one of another workbook has what leads
    there before its name: ``[1]!NAME``.
    """

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Signs of one rank, worked from left to right: ``first``, then each (sign, operand)."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign before its operand (``+``, ``-``, ``@``) or behind it (``%``, ``#``)."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Braces:
    """An array of literals, row by row."""

    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Several ranges in brackets."""

    parts: tuple[Node, ...]


Node = Literal | Cells | Name | Structured | Call | Chain | Sign | Braces | Union


def syntax_of(text: str, row: int, column: int) -> Node:
    """The tree of a formula as Excel writes it, standing in this row and column.

    Raises:
        FormulaError: the text cannot be read as a formula.
    """
    return parse(relative(text, row, column))


@lru_cache(maxsize=16_384)
def parse(text: str) -> Node:
    """The tree of a formula in the notation of ``relative``.

    Raises:
        FormulaError: the text cannot be read as a formula.
    """
    reader = _Reader(tokens(text, R1C1))
    tree = reader.expression(0, 0)
    if reader.token.kind != "end":
        raise FormulaError(f"unexpected {reader.token.text!r}")
    return tree


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree, in reading order."""
    stack: list[Node] = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(_children(node)))


def _children(node: Node) -> list[Node]:
    if isinstance(node, Call):
        return list(node.arguments)
    if isinstance(node, Chain):
        return [node.first, *(operand for _, operand in node.rest)]
    if isinstance(node, Sign):
        return [node.operand]
    return list(node.parts) if isinstance(node, Union) else []


_RANKS: tuple[frozenset[str], ...] = tuple(
    frozenset(signs.split()) for signs in ("= <> < > <= >=", "&", "+ -", "* /", "^")
)
_END_TOKEN = Token("end", "")


class _Reader:
    """Reads tokens from left to right; one method for each rank of signs."""

    def __init__(self, found: list[Token]) -> None:
        self.found = found
        self.at = 0

    @property
    def token(self) -> Token:
        return self.found[self.at] if self.at < len(self.found) else _END_TOKEN

    def take(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def expect(self, sign: str) -> None:
        token = self.take()
        if token.text != sign:
            raise FormulaError(f"{sign!r} is missing before {token.text!r}")

    def expression(self, rank: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise FormulaError("nested too deep")
        if rank == len(_RANKS):
            return self.percent(depth)
        first = self.expression(rank + 1, depth)
        rest: list[tuple[str, Node]] = []
        while self.token.kind == "sign" and self.token.text in _RANKS[rank]:
            sign = self.take().text
            rest.append((sign, self.expression(rank + 1, depth)))
        return Chain(first, tuple(rest)) if rest else first

    def percent(self, depth: int) -> Node:
        node = self.signed(depth)
        while self.token == Token("sign", "%"):
            self.take()
            node = Sign("%", node)
        return node

    def signed(self, depth: int) -> Node:
        signs: list[str] = []
        while self.token.kind == "sign" and self.token.text in {"-", "+", "@"}:
            signs.append(self.take().text)
        if len(signs) > DEEPEST:
            raise FormulaError("nested too deep")
        node = self.ranges(depth)
        for sign in reversed(signs):
            node = Sign(sign, node)
        return node

    def ranges(self, depth: int) -> Node:
        node = self.operand(depth)
        rest: list[tuple[str, Node]] = []
        while self.token.kind == "blank" or self.token == Token("sign", ":"):
            sign = ":" if self.take().text == ":" else " "
            rest.append((sign, self.operand(depth)))
        if rest:
            node = Chain(node, tuple(rest))
        while self.token == Token("sign", "#"):
            self.take()
            node = Sign("#", node)
        return node

    def operand(self, depth: int) -> Node:
        kind, text = self.take()
        if kind == "sign" and text == "(":
            return self.brackets(depth + 1)
        if kind == "sign" and text == "{":
            return self.braces()
        if kind == "function":
            return self.call(text, depth + 1)
        if kind == "sheet":
            return self.on_sheet(text, depth)
        return _simple(kind, text)

    def on_sheet(self, prefix: str, depth: int) -> Node:
        kind, text = self.take()
        if kind == "cells":
            return Cells(reference(text, prefix))
        if kind == "error":
            return Literal(ErrorValue(text))
        if kind == "name":
            book, sheet, _ = sheet_of(prefix)
            return Name(text, book, sheet)
        if kind == "table":
            book, sheet, _ = sheet_of(prefix)
            return Name(text, book or "?", sheet)  # a table of another workbook: out of reach
        if kind == "function":
            return self.call(text if leads_to_addin(prefix) else prefix + text, depth + 1)
        raise FormulaError(f"{prefix}{text} names no cells")

    def brackets(self, depth: int) -> Node:
        parts = [self.expression(0, depth)]
        while self.token == Token("sign", ","):
            self.take()
            parts.append(self.expression(0, depth))
        self.expect(")")
        return parts[0] if len(parts) == 1 else Union(tuple(parts))

    def call(self, name: str, depth: int) -> Node:
        self.expect("(")
        arguments: list[Node] = []
        if self.token.text == ")":
            self.take()
            return Call(_bare(name), ())
        while True:
            if self.token.kind == "sign" and self.token.text in {",", ")"}:
                arguments.append(Literal(None))
            else:
                arguments.append(self.expression(0, depth))
            token = self.take()
            if token == Token("sign", ")"):
                return Call(_bare(name), tuple(arguments))
            if token != Token("sign", ","):
                raise FormulaError(f"unexpected {token.text!r} in {name}")

    def braces(self) -> Node:
        rows: list[tuple[Value, ...]] = []
        row: list[Value] = []
        while True:
            negative = self.token.text == "-"
            if self.token.kind == "sign" and self.token.text in {"-", "+"}:
                self.take()
            node = _simple(*self.take())
            if not isinstance(node, Literal):
                raise FormulaError("an array of something else than values")
            value = node.value
            row.append(-value if negative and isinstance(value, int | float) else value)
            sign = self.take().text
            if sign in {";", "}"}:
                rows.append(tuple(row))
                row = []
            if sign == "}":
                return Braces(tuple(rows))
            if sign not in {";", ","}:
                raise FormulaError(f"unexpected {sign!r} in an array")


def _simple(kind: str, text: str) -> Node:
    """What one token stands for by itself."""
    if kind == "cells":
        return Cells(reference(text))
    if kind == "number":
        return Literal(int(text) if text.isdecimal() else float(text))
    if kind == "text":
        return Literal(text[1:-1].replace('""', '"'))
    if kind == "error":
        return Literal(ErrorValue(text))
    if kind == "table":
        return _structured(text)
    if kind == "name":
        truth = {"TRUE": True, "FALSE": False}.get(text.upper())
        return Name(text) if truth is None else Literal(truth)
    raise FormulaError(f"unexpected {text or 'end'!r}")


def _bare(function: str) -> str:
    name = function.upper()
    for prefix in ("_XLFN.", "_XLWS."):
        name = name.removeprefix(prefix)
    return plain_call(name)


_PIECE = re.compile(r"\[((?:[^\[\]']|'.)*)\]|(@)|([^\[\],:@\s](?:[^\[\]']|'.)*)")


def _structured(text: str) -> Structured:
    """``Orders[[#This Row],[Amount]:[Tax]]``, ``Orders[@Amount]``, ``Orders[Amount]``."""
    table, _, inner = text.partition("[")
    inner = inner[:-1]
    items: list[str] = []
    columns: list[str] = []
    for bracketed, at, plain in _PIECE.findall(inner):
        piece = re.sub(r"'(.)", r"\1", bracketed or plain)
        if at:
            items.append("#This Row")
        elif (bracketed or plain).startswith("#"):
            items.append(piece)
        elif piece:
            columns.append(piece)
    return Structured(table, tuple(items), tuple(columns))
