"""A number format's pattern, read: its sections, their conditions and what each is made of.

Source: Google's guide "Date and number formats".
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKENS = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<half>am/pm|a/p)
    | (?P<general>general)
    | (?P<date>y+|m+|d+|h+|s+)
    | (?P<exponent>e[+-]0+)
    | (?P<digit>[0\#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<end>;)
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$")
_ELAPSED = re.compile(r"^(h+|m+|s+)$", re.IGNORECASE)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a section: its kind (``digit``, ``point``, ``date``, ``literal`` …) and text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a pattern."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows a moment or a length of time."""
        return self.has("date", "elapsed", "half")

    def holds(self, number: float) -> bool:
        """Whether its own condition takes this number; False if it has none."""
        if self.condition is None:
            return False
        sign, limit = self.condition
        return _COMPARE[sign](number, limit)


@lru_cache(maxsize=1024)
def sections(pattern: str) -> tuple[Section, ...]:
    """The sections of a pattern, at least one.

    >>> [len(section.tokens) for section in sections('0.0;[Red]"-"0')]
    [3, 2]
    """
    return tuple(_sections(pattern))


def _sections(pattern: str) -> Iterator[Section]:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    for match in _TOKENS.finditer(pattern):
        kind = match.lastgroup or "literal"
        text = match[kind]
        if kind == "end":
            yield Section(tuple(tokens), condition)
            tokens, condition = [], None
        elif kind == "bracket":
            if found := _CONDITION.match(text):
                condition = (found[1], float(found[2]))
            else:
                tokens.extend(_bracketed(text))
        else:
            tokens.append(_token(kind, text))
    yield Section(tuple(tokens), condition)


def _token(kind: str, text: str) -> Token:
    if kind in ("quoted", "escaped", "fill"):
        return Token("literal", text)
    if kind == "space":
        return Token("literal", " ")
    return Token(kind, text)


def _bracketed(text: str) -> Iterator[Token]:
    """A currency or a length of time; a colour shows nothing."""
    if text.startswith("$"):
        yield Token("literal", text[1:].partition("-")[0])
    elif _ELAPSED.match(text):
        yield Token("elapsed", text.lower())
