"""What a check found, as one value that every report is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.findings import Finding, Severity, Standing, Standpoint
from addin.reconcile.outcome import Matched
from addin.tables.table import Role, Table


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was read of one kind of list."""

    role: Role
    tables: int
    records: int
    total: str = ""  # of its amounts, if that means something


@dataclass(frozen=True, slots=True)
class Recalculated:
    """How many numbers of a check are not simply those that the files show.

    ``engines``: with which every formula was worked out; none: only those without a value, by
    Tieout itself. ``worked_out`` formulas had their value from there, of which ``old`` show another
    one in their file and ``without_value`` none; ``unknown`` ones have no value to rely on.
    """

    engines: tuple[str, ...] = ()
    worked_out: int = 0
    old: int = 0
    without_value: int = 0
    unknown: int = 0


NOTHING_FRESH: Final = Recalculated()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """One production, checked at one moment."""

    production: str
    folder: str
    at: dt.datetime
    standpoints: tuple[Standpoint, ...]
    workbooks: tuple[str, ...] = ()
    tallies: tuple[Tally, ...] = ()
    matched: tuple[Matched, ...] = ()
    not_understood: tuple[Table, ...] = ()
    written: Mapping[str, str] | None = None  # workbook → its backup; None: nothing was asked
    adopted: bool = False
    seconds: float = 0.0
    titles: Mapping[str, str] | None = None  # rule code → its first line
    recalculated: Recalculated | None = None

    @property
    def open(self) -> tuple[Standpoint, ...]:
        """What a person should look at: new and still open."""
        return tuple(p for p in self.standpoints if p.standing in {Standing.NEW, Standing.OPEN})

    @property
    def waived(self) -> tuple[Standpoint, ...]:
        """What somebody judged fine."""
        return tuple(p for p in self.standpoints if p.standing is Standing.WAIVED)

    @property
    def resolved(self) -> tuple[Standpoint, ...]:
        """What was open in the last run and is gone."""
        return tuple(p for p in self.standpoints if p.standing is Standing.RESOLVED)

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(1 for point in self.open if point.finding.severity is severity)

    def worst(self) -> Severity | None:
        """The highest severity among open findings; None when all is clean."""
        return max((point.finding.severity for point in self.open), default=None)

    def touching(self, workbook: str) -> tuple[Standpoint, ...]:
        """The open findings that involve a cell of this workbook, as they come."""
        return tuple(
            point
            for point in self.open
            if any(place.workbook == workbook for place in point.finding.places)
        )


def recalculated_words(numbers: Recalculated | None) -> str:
    """What was recalculated for a check, in a sentence; empty if nothing was.

    >>> recalculated_words(Recalculated(worked_out=3, without_value=3, unknown=1))
    '4 formulas have no value in their file: 3 worked out here, 1 unknown'
    """
    if numbers is None or not (numbers.engines or numbers.worked_out or numbers.unknown):
        return ""
    unknown = f"{numbers.unknown:,} unknown" if numbers.unknown else ""
    if not numbers.engines:
        without = plural(numbers.without_value + numbers.unknown, "formula")
        one = numbers.without_value + numbers.unknown == 1
        have = "has no value in its file" if one else "have no value in their file"
        said = [f"{numbers.worked_out:,} worked out here" if numbers.worked_out else "", unknown]
        return f"{without} {have}: {', '.join(filter(None, said))}"
    said = [
        f"{numbers.old:,} show an old number" if numbers.old else "",
        f"{numbers.without_value:,} had no value" if numbers.without_value else "",
        unknown,
    ]
    found = ", ".join(filter(None, said)) or "all show what they give"
    by = ", ".join(numbers.engines)
    return f"{plural(numbers.worked_out, 'formula')} worked out anew by {by}: {found}"


def without_history(findings: Sequence[Finding]) -> tuple[Standpoint, ...]:
    """Every finding as new, when no history is kept."""
    return tuple(Standpoint(finding, Standing.NEW, finding.fingerprint[:6]) for finding in findings)


def plural(count: int, noun: str) -> str:
    """1 error, 2 errors.

    >>> plural(0, "note"), plural(1, "entry"), plural(2, "day"), plural(2, "entry")
    ('0 notes', '1 entry', '2 days', '2 entries')
    """
    if count == 1:
        return f"1 {noun}"
    changes = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return f"{count:,} {noun[:-1] + 'ies' if changes else noun + 's'}"


def sheets_only(pair: str) -> str:
    """Two lists by their sheets alone.

    >>> sheets_only("PO Log.xlsx!POs ↔ Ledger.xlsx!AP")
    'POs ↔ AP'
    """
    return " ↔ ".join(name.rpartition("!")[2] for name in pair.split(" ↔ "))
