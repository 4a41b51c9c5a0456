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
    """The records of one version of an engine, by what is asked for."""

    engine: str
    version: str
    records: Mapping[str, Record]

    def lacking(self, asked: Iterable[str]) -> str:
        """The first thing that a formula asks for and the engine was not shown to know, or none."""
        for each in sorted(asked):
            record = self.records.get(each)
            if record is None or not record.is_proof:
                return each
        return ""


def nothing_proven(engine: str, version: str) -> Proof:
    """The proof of an engine, or of a version, that was never held against Excel."""
    return Proof(engine, version, {})


@cache
def proof(engine: str, version: str, *, of_any_version: bool = False) -> Proof:
    """The proof shipped for a version of an engine; an empty one if it is of another version.

    ``of_any_version``: of a program that is installed apart and comes in many versions, the proof
    of one has to do for all.
    """
    stated = _shipped(engine)
    if stated is None or not (of_any_version or stated["version"] == version):
        return nothing_proven(engine, version)
    records = {ask: Record(*counts) for ask, counts in stated["records"].items()}
    return Proof(engine, version, records)


def _shipped(engine: str) -> dict[str, Any] | None:
    place = files("addin.adapters.engines") / "proofs" / f"{engine}.json"
    if not place.is_file():
        return None
    stated: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return stated
