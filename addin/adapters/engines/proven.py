"""What an engine was shown to compute as Excel does: the proof that is shipped with the program.

The proof is made by ``benchmarks/recalculation_tables`` from workbooks whose values Excel computed,
for one version of an engine: for everything that a formula can ask for (``tables.asks``), in how
many different formulas the engine agreed with Excel and in how many it did not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

FEWEST: Final = 3
"""Different formulas in which an engine has to agree before it is believed."""


@dataclass(frozen=True, slots=True)
class Record:
    """Different formulas in which an engine agreed with Excel, and in which it did not."""

    agreed: int
    differed: int

    @property
    def is_proof(self) -> bool:
        """Whether it is enough to believe the engine, and nothing speaks against it."""
        return self.agreed >= FEWEST and not self.differed


@dataclass(frozen=True, slots=True)
class Proof:
    """The records of one version of an engine, by what is asked for.

    ``unseen`` is whether what no record tells of is believed all the same.
    """

    engine: str
    version: str
    records: Mapping[str, Record]
    unseen: bool = False

    def lacking(self, asked: Iterable[str]) -> str:
        """The first thing that a formula asks for and the engine was not shown to know, or none."""
        for each in sorted(asked):
            record = self.records.get(each)
            if record is None:
                if not self.unseen:
                    return each
            elif record.differed or not (self.unseen or record.is_proof):
                return each
        return ""


def nothing_proven(engine: str, version: str) -> Proof:
    """The proof of an engine, or of a version, that was never held against Excel."""
    return Proof(engine, version, {})


@cache
def proof(engine: str, version: str) -> Proof:
    """The proof shipped for this version of a library; an empty one if it is of another version."""
    stated = _shipped(engine)
    if stated is None or stated["version"] != version:
        return nothing_proven(engine, version)
    return Proof(engine, version, _records(stated))


@cache
def disproof(engine: str, version: str) -> Proof:
    """What speaks against a program that is believed otherwise, whatever its version."""
    stated = _shipped(engine)
    return Proof(engine, version, _records(stated) if stated else {}, unseen=True)


def _shipped(engine: str) -> dict[str, Any] | None:
    place = files("addin.adapters.engines") / "proofs" / f"{engine}.json"
    if not place.is_file():
        return None
    stated: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return stated


def _records(stated: Mapping[str, Any]) -> dict[str, Record]:
    return {ask: Record(*counts) for ask, counts in stated["records"].items()}
