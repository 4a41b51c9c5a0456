"""A finding: one problem in the data, where it is, what it means and what to do."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

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
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...]
    numbers: tuple[tuple[str, Number], ...] = ()
    advice: str = ""
    subject: str = ""
    impact: Money | None = None

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


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Worst first, then by workbook, sheet and code: the order of every report."""
    return tuple(
        sorted(findings, key=lambda f: (-f.severity, f.place.workbook, f.place.sheet, f.code))
    )
