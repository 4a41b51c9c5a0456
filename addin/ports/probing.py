"""What one check of the real service found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """Whether what a sync rests on is so."""

    YES = "holds"
    NO = "does not hold"
    OPEN = "by hand"  # only a person in a browser can try it


@dataclass(frozen=True, slots=True)
class Probed:
    """One assumption: its name, what was seen, and what the design rests on."""

    number: int
    name: str
    holds: Holds
    seen: str
    rests_on: str
