"""What one night says of one production: plain values, to be kept, sent between machines, compared.

Amounts are minor units of ``Facts.currency``; costs are positive. ``under`` is what is left of a
budget: an over-spend is negative, whatever sign the workbook shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Final


class Ended(StrEnum):
    """How the night of a production ended."""

    CHECKED = "checked"  # every step ran, whatever it found
    PARTLY = "partly"  # it was checked, and another step could not be done
    FAILED = "failed"  # it could not be checked; the sentence says why
    BUSY = "busy"  # somebody, or another program, was at work in it until the end of the night
    UNCHANGED = "unchanged"  # nothing changed since its last night, and only changes were asked for


class Outcome(StrEnum):
    """How one step ended."""

    DONE = "done"
    NOTHING = "nothing to do"
    WOULD = "would"  # there is something to do, and this night may not write it
    HELD = "held back"  # what another step found stands in the way
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a night; ``error`` names the class of what went wrong, ``seconds`` are real."""

    name: str
    outcome: Outcome
    sentence: str = ""
    error: str = ""
    tries: int = 1
    seconds: float = 0.0
    touched: tuple[str, ...] = ()  # workbooks and files that were written


@dataclass(frozen=True, slots=True)
class Point:
    """A finding and where it stands; ``key`` is the same in every night.

    ``severity`` is 3 for an error, 2 a warning, 1 a note; ``standing`` is new, still open, waived
    or resolved. ``impact`` is the money at stake, if known. ``role`` is what the table is for that
    it stands in ("po_log"; empty: not known); of a finding about several tables, or in several,
    what people work and are paid comes first, for that is not everybody's to read.
    """

    key: str
    code: str
    severity: int
    standing: str
    workbook: str
    sheet: str
    cell: str
    message: str
    advice: str = ""
    since: dt.date | None = None
    waiver: str = ""
    impact: int | None = None
    role: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a person should look at it."""
        return self.standing in {"new", "still open"}


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of the cost report; None where the report has no such column."""

    account: str
    description: str
    budget: int | None = None
    to_date: int | None = None
    commitments: int | None = None
    etc: int | None = None
    efc: int | None = None
    under: int | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class PairLine:
    """How two lists tie: lines of the statement by kind, and what is unexplained (0: proved).

    ``role`` is that of a list of what people work and are paid, where either is one; else empty.
    """

    pair: str
    matched: int
    suggested: int
    left_over: int
    right_over: int
    difference: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class AgeLine:
    """How much is how old: ``label`` is 0-30, 31-60, 61-90 or over 90 days."""

    label: str
    count: int
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class CashMonth:
    """What was paid in a month, by the ledger, and what the budget's spread has it to be."""

    month: dt.date  # its first day
    spent: int
    planned: int | None = None


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """How far a schedule is: days and eighths of pages shot of all, and its last day.

    ``slip`` is in days, later than ``planned_finish`` is positive; None where nothing is planned.
    """

    days_shot: int
    days: int
    eighths_shot: int
    eighths: int
    finish: dt.date | None = None
    planned_finish: dt.date | None = None
    slip: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of one production in one night. Empty tuples: it has no such list."""

    currency: str = ""
    report: str = ""  # which cost report: Workbook.xlsx!Sheet
    cutoff: dt.date | None = None
    total: AccountLine | None = None
    accounts: tuple[AccountLine, ...] = ()
    pairs: tuple[PairLine, ...] = ()
    open_orders: tuple[AgeLine, ...] = ()
    cash: tuple[CashMonth, ...] = ()
    schedule: ScheduleLine | None = None
    records: tuple[tuple[str, int], ...] = ()  # role and how many records were read


NO_FACTS: Final = Facts()
_NEVER: Final = dt.datetime(1, 1, 1)


@dataclass(frozen=True, slots=True)
class ProductionNight:
    """How the night of one production went.

    ``position`` is its place in the manifest, from 0; ``folder`` its path. ``failure`` says in a
    sentence why it could not be checked, ``error`` is the class. ``inputs`` is a digest of its
    files as they were *after* the night; ``peak`` is in bytes, 0 where it is not known.
    """

    position: int
    production: str
    folder: str
    at: dt.datetime
    ended: Ended
    failure: str = ""
    error: str = ""
    steps: tuple[Step, ...] = ()
    points: tuple[Point, ...] = ()
    facts: Facts = NO_FACTS
    inputs: str = ""
    version: str = ""
    tries: int = 1
    seconds: float = 0.0
    peak: int = 0
    worker: str = field(default="", compare=False)

    @property
    def open(self) -> tuple[Point, ...]:
        """The findings that a person should look at."""
        return tuple(point for point in self.points if point.is_open)

    @property
    def worst(self) -> int:
        """The highest severity among open findings; 0 when all is clean or it was not checked."""
        return max((point.severity for point in self.open), default=0)

    def count(self, severity: int) -> int:
        """How many open findings have this severity."""
        return sum(point.severity == severity for point in self.open)

    def standing(self, standing: str) -> int:
        """How many findings stand so: new, still open, waived, resolved.

        Where nothing changed, nothing is new or resolved: it was so in the night it points at.
        """
        if self.ended is Ended.UNCHANGED and standing in {"new", "resolved"}:
            return 0
        return sum(point.standing == standing for point in self.points)

    def overview(self) -> Overview:
        """The same in figures."""
        return Overview(
            position=self.position,
            production=self.production,
            folder=self.folder,
            at=self.at,
            ended=self.ended,
            failure=self.failure,
            errors=self.count(3),
            warnings=self.count(2),
            notes=self.count(1),
            new=self.standing("new"),
            resolved=self.standing("resolved"),
            suggested=sum(pair.suggested for pair in self.facts.pairs),
            currency=self.facts.currency,
            total=self.facts.total,
            seconds=self.seconds,
        )

    def told(self) -> ProductionNight:
        """The same without what differs from run to run: times, memory, tries, who ran it."""
        return replace(
            self,
            at=_NEVER,
            seconds=0.0,
            peak=0,
            tries=1,
            worker="",
            steps=tuple(replace(step, seconds=0.0, tries=1) for step in self.steps),
        )

    def counted(self) -> CountedNight:
        """The same with its findings counted and its accounts left out."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told |= {"points": (), "facts": replace(self.facts, accounts=())}
        counts = (self.count(3), self.count(2), self.count(1))
        moved = (self.standing("new"), self.standing("resolved"))
        return CountedNight(**told, counts=counts, moved=moved)


@dataclass(frozen=True, slots=True)
class CountedNight(ProductionNight):
    """A production's night whose findings are only counted, and whose accounts are not read.

    For pages of many productions: ``points`` and ``facts.accounts`` are empty. ``counts`` are open
    errors, warnings and notes, ``moved`` what is new and what was resolved.
    """

    counts: tuple[int, int, int] = (0, 0, 0)
    moved: tuple[int, int] = (0, 0)

    @property
    def worst(self) -> int:
        """The highest severity among open findings."""
        return next((3 - place for place, count in enumerate(self.counts) if count), 0)

    def count(self, severity: int) -> int:
        """How many open findings have this severity."""
        return self.counts[3 - severity]

    def standing(self, standing: str) -> int:
        """How many findings are new, or resolved; of the others it is not known."""
        if self.ended is Ended.UNCHANGED:
            return 0
        return self.moved[("new", "resolved").index(standing)]


@dataclass(frozen=True, slots=True)
class Overview:
    """A production's night in figures, for lists of many: no finding and no account is read for it.

    ``errors``, ``warnings`` and ``notes`` are open findings, ``suggested`` lines of all statements
    that ask a person, ``total`` that of the cost report.
    """

    position: int
    production: str
    folder: str
    at: dt.datetime
    ended: Ended
    failure: str
    errors: int
    warnings: int
    notes: int
    new: int
    resolved: int
    suggested: int
    currency: str
    total: AccountLine | None
    seconds: float

    @property
    def open(self) -> int:
        """How many findings a person should look at."""
        return self.errors + self.warnings + self.notes


@dataclass(frozen=True, slots=True)
class Moment:
    """One production in one night, for trends; ``total`` is that of its cost report."""

    night: int
    at: dt.datetime
    ended: str
    errors: int
    warnings: int
    notes: int
    new: int
    resolved: int
    seconds: float
    currency: str = ""
    total: AccountLine | None = None
    suggested: int = 0  # lines of all its statements that ask a person
    unmatched: int = 0
    slip: int | None = None


@dataclass(frozen=True, slots=True)
class KeptNight:
    """One night as it is kept; ``ended`` is None while it runs, or where it was cut short.

    ``status`` is the exit status, None like ``ended``. ``counts`` are productions by how they
    ended; ``errors`` and so on are open findings of all.
    """

    number: int
    studio: str
    begun: dt.datetime
    ended: dt.datetime | None
    status: int | None
    engine: str
    version: str
    productions: int
    counts: Mapping[str, int]
    errors: int
    warnings: int
    notes: int
    new: int
    resolved: int
    seconds: float
