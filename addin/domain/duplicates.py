"""Documents that are entered twice: the same number, or one that reads the same.

A charge and its credit, instalments under one number with other amounts, and regular charges under
numbers of their own are no duplicates.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from addin.domain.money import Money
from addin.domain.references import reference_key
from addin.domain.vendors import name_key

_LOOKALIKE: Final = str.maketrans("oilsbz", "011582")
_SHORTEST: Final = 4
"""In shorter numbers two swapped digits are two numbers."""
_FOLLOWING: Final = 9
"""Numbers so near one another, such as 109 and 110, follow one another."""


class Likeness(StrEnum):
    """What two entries have in common."""

    SAME = "same number and amount"
    NUMBER = "same number, another amount"
    LOOKS = "same amount, number reads alike"
    DAY = "same amount and day, no number"


@dataclass(frozen=True, slots=True)
class Document:
    """One entry of an invoice list or a ledger."""

    number: str
    vendor: str
    amount: Money
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Double:
    """Entries that one entry may be a double of, by their places in the list."""

    likeness: Likeness
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry as it is compared; ``looks`` is its number as the eye takes it."""

    number: str
    looks: str
    vendor: str
    document: Document

    @classmethod
    def of(cls, document: Document) -> _Read:
        """How an entry is compared."""
        number = reference_key(document.number)
        return cls(number, _looks(number), name_key(document.vendor), document)


class Entries:
    """A list of documents, in which the doubles of any document are found at once.

    None stands for no entry.
    """

    __slots__ = ("_read", "_rooms")

    def __init__(self, documents: Iterable[Document | None]) -> None:
        self._read = [None if each is None else _Read.of(each) for each in documents]
        self._rooms: dict[Hashable, list[int]] = {}
        for at, one in enumerate(self._read):
            if one is not None:
                for key in _rooms(one):
                    self._rooms.setdefault(key, []).append(at)

    def double_of(self, document: Document) -> Double | None:
        """The entries that one more document would be a double of."""
        return self._double(_Read.of(document), -1)

    def doubles(self) -> list[Double | None]:
        """For each entry the others it may be a double of; the strongest likeness only.

        Vendors are compared without case, accents and legal form; an entry without a vendor is
        compared with all.
        """
        return [None if one is None else self._double(one, at) for at, one in enumerate(self._read)]

    def _double(self, one: _Read, own: int) -> Double | None:
        places = {place for key in _doors(one) for place in self._rooms.get(key, ())} - {own}
        if not places:
            return None
        alike: dict[Likeness, list[int]] = defaultdict(list)
        for place in sorted(places):
            other = self._read[place]
            likeness = None if other is None else _likeness(one, other)
            if likeness is not None:
                alike[likeness].append(place)
        return next((Double(kind, tuple(alike[kind])) for kind in Likeness if alike[kind]), None)


def _rooms(one: _Read) -> Iterator[Hashable]:
    """Where an entry is put, so that its doubles find it."""
    if one.number:
        yield one.number, one.vendor
        yield one.number
    yield from _by_look(one)


def _doors(one: _Read) -> Iterator[Hashable]:
    """Where the doubles of an entry are to be found."""
    if one.number and one.vendor:
        yield one.number, one.vendor
        yield one.number, ""
    elif one.number:
        yield one.number
    yield from _by_look(one)


def _by_look(one: _Read) -> Iterator[Hashable]:
    minor, day = one.document.amount.minor, one.document.day
    if one.number and one.vendor:
        yield one.looks, one.vendor, minor
        if day is not None:
            yield "".join(sorted(one.looks)), one.vendor, minor, day
    elif one.vendor and day is not None:
        yield one.vendor, minor, day


def _likeness(one: _Read, other: _Read) -> Likeness | None:
    if one.vendor and other.vendor and one.vendor != other.vendor:
        return None
    a, b = one.document, other.document
    if a.amount.minor * b.amount.minor < 0:
        return None  # a charge and its credit
    same_amount, same_day = a.amount == b.amount, a.day is not None and a.day == b.day
    if one.number and one.number == other.number:
        return Likeness.SAME if same_amount else Likeness.NUMBER
    if not (same_amount and one.vendor and other.vendor):
        return None
    if one.number and other.number:
        alike = one.looks == other.looks or (same_day and _swapped(one.looks, other.looks))
        return Likeness.LOOKS if alike else None
    return Likeness.DAY if same_day and not one.number and not other.number else None


def _looks(number: str) -> str:
    """A number as the eye takes it: O for 0, I for 1."""
    return "".join(filter(str.isalnum, number)).translate(_LOOKALIKE)


def _swapped(left: str, right: str) -> bool:
    """Two neighbours have changed places, in numbers that do not just follow one another."""
    if len(left) != len(right) or len(left) < _SHORTEST:
        return False
    apart = [at for at, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    at = apart[0]
    follow = left.isdecimal() and right.isdecimal() and abs(int(left) - int(right)) <= _FOLLOWING
    return left[at : at + 2] == right[at : at + 2][::-1] and not follow
