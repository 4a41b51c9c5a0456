"""Documents that are entered twice: the same number, or one that reads the same.

A charge and its credit, instalments under one number with other amounts, and regular charges under
numbers of their own are no duplicates.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
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
    """An entry as it is compared."""

    number: str
    vendor: str
    document: Document


def doubles(documents: Sequence[Document | None]) -> list[Double | None]:
    """For each entry the others it may be a double of; the strongest likeness only.

    Vendors are compared without case, accents and legal form; an entry without a vendor is compared
    with all. None stands for no entry, or no double.
    """
    read = [None if document is None else _read(document) for document in documents]
    rooms: dict[Hashable, list[int]] = defaultdict(list)
    for at, one in enumerate(read):
        if one is not None:
            for key in _rooms(one):
                rooms[key].append(at)
    return [None if one is None else _double(at, one, read, rooms) for at, one in enumerate(read)]


def double_of(document: Document, others: Sequence[Document | None]) -> Double | None:
    """The entries of a list that one more entry would be a double of."""
    return doubles((*others, document))[-1]


def _read(document: Document) -> _Read:
    return _Read(reference_key(document.number), name_key(document.vendor), document)


def _rooms(one: _Read) -> Iterator[Hashable]:
    """Where an entry is put, so that its doubles find it."""
    if one.number:
        yield "number", one.number, one.vendor
        yield "number", one.number
    yield from _by_look(one)


def _doors(one: _Read) -> Iterator[Hashable]:
    """Where the doubles of an entry are to be found."""
    if one.number and one.vendor:
        yield "number", one.number, one.vendor
        yield "number", one.number, ""
    elif one.number:
        yield "number", one.number
    yield from _by_look(one)


def _by_look(one: _Read) -> Iterator[Hashable]:
    document = one.document
    if one.number and one.vendor:
        yield "reads", _looks(one.number), one.vendor, document.amount
        if document.day is not None:
            digits = "".join(sorted(_looks(one.number)))
            yield "digits", digits, one.vendor, document.amount, document.day
    elif one.vendor and document.day is not None:
        yield "day", one.vendor, document.day, document.amount


def _double(
    at: int,
    one: _Read,
    read: Sequence[_Read | None],
    rooms: Mapping[Hashable, Sequence[int]],
) -> Double | None:
    alike: dict[Likeness, list[int]] = defaultdict(list)
    for place in sorted({place for key in _doors(one) for place in rooms.get(key, ())}):
        other = read[place]
        if other is not None and place != at:
            likeness = _likeness(one, other)
            if likeness is not None:
                alike[likeness].append(place)
    return next((Double(kind, tuple(alike[kind])) for kind in Likeness if alike[kind]), None)


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
        alike = _looks(one.number) == _looks(other.number) or (
            same_day and _swapped(_looks(one.number), _looks(other.number))
        )
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
