"""What was planted in the sample production, and in which cells it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from addin.domain.source import Place
from addin.jobs.sample.canvas import Spots

Spot = tuple[object, str]
"""A field of a record, or a named figure of a sheet."""

_KEYS: Final = ("kind", "error", "codes", "what", "cells", "follows")


@dataclass(frozen=True, slots=True)
class Planted:
    """One error before the sheets are drawn.

    ``error`` is its number in the catalogue of errors; ``codes`` are the rules of which one must
    find it in one of the cells ``at``. ``follows`` are other cells in which it shows: whoever reads
    the findings meets it there too.
    """

    kind: str
    error: str
    codes: tuple[str, ...]
    what: str
    at: tuple[Spot, ...]
    follows: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """One planted error, and where it stands."""

    kind: str
    error: str
    codes: tuple[str, ...]
    what: str
    cells: tuple[Place, ...]
    follows: tuple[Place, ...] = ()


@dataclass(slots=True)
class Plan:
    """The errors planted so far; each record is spoiled at most once."""

    planted: list[Planted] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def plant(
        self,
        kind: str,
        error: str,
        codes: str,
        what: str,
        *at: Spot,
        follows: Iterable[Spot] = (),
    ) -> None:
        """Write down an error; ``codes`` parted by blanks."""
        self.planted.append(Planted(kind, error, tuple(codes.split()), what, at, tuple(follows)))


def settled(planted: Iterable[Planted], spots: Spots) -> tuple[Truth, ...]:
    """The errors with their cells, in the order they were planted.

    A record that stands in several lists stands in all of them; one that no list shows has none.
    """
    return tuple(
        Truth(
            one.kind,
            one.error,
            one.codes,
            one.what,
            _places(one.at, spots),
            _places(one.follows, spots),
        )
        for one in planted
    )


def _places(at: Iterable[Spot], spots: Mapping[Spot, Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(spots[spot] for spot in at if spot in spots))


def as_toml(truth: Iterable[Truth]) -> str:
    """The truth as a file that people read and tests compare."""
    parts = ["# What is planted in the sample production; made by the generator itself.\n"]
    for one in truth:
        lines = ["[[planted]]"]
        for key in _KEYS:
            value = getattr(one, key)
            if isinstance(value, str):
                lines.append(f'{key} = "{value}"')
            elif value:
                listed = ", ".join(f'"{item}"' for item in value)
                lines.append(f"{key} = [{listed}]")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
