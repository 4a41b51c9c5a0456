"""What was taken over of a production's own history into one that it shares with others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gathered:
    """How much was new there; ``place`` is the production's own history, which stays as it is.

    ``entries`` are those of the journal, ``findings`` those whose first day is known now.
    """

    production: str
    place: str
    waivers: int = 0
    decisions: int = 0
    entries: int = 0
    findings: int = 0

    @property
    def sentence(self) -> str:
        """All of it in words; empty: nothing was new."""
        counted = [
            (self.waivers, "waiver"),
            (self.decisions, "decision"),
            (self.entries, "entry of the journal"),
            (self.findings, "finding"),
        ]
        told = [_some(number, noun) for number, noun in counted if number]
        if not told:
            return ""
        return f"{', '.join(told)} of {self.place}, which stays as it is"


def _some(number: int, noun: str) -> str:
    """A number of things.

    >>> _some(2, "entry of the journal")
    '2 entries of the journal'

    """
    if number == 1:
        return f"1 {noun}"
    first, _, rest = noun.partition(" ")
    plural = f"{first[:-1]}ies" if first.endswith("y") else f"{first}s"
    return f"{number} {plural}{' ' if rest else ''}{rest}"
