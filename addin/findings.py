"""A finding: one problem in the data, where it is, what it means and what to do."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from addin.domain.money import Money
from addin.domain.source import Place

Number = Money | Decimal | int | dt.date | str
"""What stands in a finding's evidence."""


class Severity(IntEnum):
    """How sure and how bad.

    ERROR: two numbers that must agree do not, or a number is wrong. WARNING: very likely wrong, or
    will become wrong. NOTE: worth knowing; also every *suggestion* of the matching.
    """

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem.

    ``places`` names every cell involved, the one to look at first in front. ``numbers`` are the
    figures compared, by name, in the order to show them. ``subject`` says what the finding is
    about in words that survive a moved row ("PO 1042", "account 2500"): it identifies the finding
    from one run to the next; without it the cells do. ``impact`` is the money at stake, if known.
    ``weight`` orders findings of one severity, from 0 to 1: how much depends on it.
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...]
    numbers: tuple[tuple[str, Number], ...] = ()
    advice: str = ""
    subject: str = ""
    impact: Money | None = None
    weight: float = 0.5

    @property
    def place(self) -> Place:
        """The cell to look at first."""
        return self.places[0]

    @property
    def fingerprint(self) -> str:
        """The same problem has the same fingerprint in every run, wherever its row has moved."""
        about = self.subject or " ".join(place.cell for place in self.places)
        return _digest(self.code, self.place.workbook, self.place.sheet, about)

    @property
    def state(self) -> str:
        """What a waiver was given for: when the numbers change, so does this."""
        return _digest(*(f"{name}={number}" for name, number in self.numbers), self.message)


class Standing(StrEnum):
    """Where a finding stands from one run to the next."""

    NEW = "new"
    OPEN = "still open"
    WAIVED = "waived"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A finding of this run (or one that is gone since the last), and where it stands.

    ``id`` is short enough to type; ``since`` is the day it was first found; ``waiver`` says who
    judged it fine and why. ``key`` is what a history knows it by, of which ``id`` is the beginning.
    """

    finding: Finding
    standing: Standing
    id: str
    since: dt.date | None = None
    waiver: str = ""
    key: str = ""


def _digest(*parts: str) -> str:
    text = "\x1f".join(parts).encode("utf-8", "surrogatepass")  # damaged exports have halves
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def numbered(findings: Iterable[Finding]) -> tuple[tuple[str, Finding], ...]:
    """Each finding with its key for the history: the fingerprint, told apart where it repeats."""
    seen: dict[str, int] = {}
    keyed = []
    for finding in findings:
        fingerprint = finding.fingerprint
        seen[fingerprint] = count = seen.get(fingerprint, 0) + 1
        keyed.append((fingerprint if count == 1 else f"{fingerprint}-{count}", finding))
    return tuple(keyed)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Worst first, then by workbook, weight, sheet and code: the order of every report."""

    def key(finding: Finding) -> tuple[float, str, float, str, str]:
        place = finding.place
        return -finding.severity, place.workbook, -finding.weight, place.sheet, finding.code

    return tuple(sorted(findings, key=key))
