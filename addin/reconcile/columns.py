"""Two lists as columns of whole numbers: what the strategies compare.

Texts become numbers, the same on both lists and in the order of the texts, so that equal texts are
equal numbers and an order by numbers depends on what the rows say and not on where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from addin.domain.vendors import name_keys
from addin.reconcile.noise import without_noise
from addin.reconcile.outcome import Row

NO: Final = -1
"""In place of a number for a text that is empty, or a currency where there is no amount."""
NO_DAY: Final = -(10**9)
"""In place of a missing date."""
MANY: Final = 3_000
"""Lists longer than this are joined by arrays; shorter ones are done before numpy is loaded."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One list, row by row: amounts in minor units, days since the year 1, texts as numbers."""

    minor: Sequence[int]
    day: Sequence[int]
    currency: Sequence[int]
    reference: Sequence[int]
    name: Sequence[int]
    account: Sequence[int]
    arrays: dict[str, object] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )  # of long lists: see columns_of_arrays

    def __len__(self) -> int:
        return len(self.minor)


@dataclass(frozen=True, slots=True)
class Both:
    """Two lists to be matched, and the texts that their numbers stand for.

    ``names`` are as ``name_key`` writes them; ``words`` what a row says beside its name, as given,
    where it says anything (empty for lists made of columns alone).
    """

    left: Columns
    right: Columns
    currencies: tuple[str, ...]
    references: tuple[str, ...]
    names: tuple[str, ...]
    accounts: tuple[str, ...]
    left_words: Sequence[str] = field(default=())
    right_words: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Texts:
    """One list's columns before its texts are numbered; empty texts for nothing, None for no day.

    A row without an amount has an empty currency.
    """

    minor: Sequence[int]
    day: Sequence[int | None]
    currency: Sequence[str]
    reference: Sequence[str]
    name: Sequence[str]
    account: Sequence[str] = ()
    words: Sequence[str] = ()


def texts_of(rows: Sequence[Row]) -> Texts:
    """Rows as columns."""
    return Texts(
        [row.amount.minor if row.amount else 0 for row in rows],
        [row.date.toordinal() if row.date else None for row in rows],
        [row.amount.currency if row.amount is not None else "" for row in rows],
        [row.reference for row in rows],
        [row.name for row in rows],
        [row.account for row in rows],
        [row.text for row in rows],
    )


def both_of(left: Texts, right: Texts) -> Both:
    """Two lists with their texts numbered together."""
    currencies = _numbers((left.currency, right.currency))
    references = _numbers((left.reference, right.reference))
    accounts = _numbers((left.account, right.account))
    here, there, names = _names(left.name, right.name)

    def columns(texts: Texts, written: dict[str, int]) -> Columns:
        none = [NO] * len(texts.minor)
        return Columns(
            texts.minor,
            [NO_DAY if day is None else day for day in texts.day],
            list(map(currencies.__getitem__, texts.currency)),
            list(map(references.__getitem__, texts.reference)),
            list(map(written.__getitem__, texts.name)),
            list(map(accounts.__getitem__, texts.account)) or none,
        )

    return Both(
        columns(left, here),
        columns(right, there),
        _listed(currencies),
        _listed(references),
        names,
        _listed(accounts),
        left.words,
        right.words,
    )


def _numbers(lists: Iterable[Iterable[str]]) -> dict[str, int]:
    every: set[str] = set()
    for texts in lists:
        every.update(texts)
    every.discard("")
    return {"": NO, **dict(zip(sorted(every), count(), strict=False))}


def _listed(numbers: dict[str, int]) -> tuple[str, ...]:
    return tuple(numbers)[1:]


def _names(
    left: Iterable[str], right: Iterable[str]
) -> tuple[dict[str, int], dict[str, int], tuple[str, ...]]:
    """The number of each name as each list writes it, and the names as they are compared."""
    here, there = name_keys(left), name_keys(right)
    bare = (
        without_noise(set(here.values()) - {""}, set(there.values())),
        without_noise(set(there.values()) - {""}, set(here.values())),
    )
    numbers = _numbers(names.values() for names in bare)

    def numbered(keys: dict[str, str], bare: dict[str, str]) -> dict[str, int]:
        return {text: numbers[bare[name]] if name else NO for text, name in keys.items()}

    return numbered(here, bare[0]), numbered(there, bare[1]), _listed(numbers)
