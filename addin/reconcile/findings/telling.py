"""Sentences and cells that the kinds of finding share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding
from addin.reconcile.outcome import Difference, Leftover, Reconciliation, Row, Tied, places_of

MOST: Final = 12
"""How many cells of one side a finding points at."""


class FindingKind(Protocol):
    """A module that is a kind of finding: a rule over two lists."""

    CODE: str

    @staticmethod
    def check(reconciliation: Reconciliation) -> Iterator[Finding]:
        """Yield a finding for each disagreement."""
        ...


def sheet_of(rows: Iterable[Row]) -> str:
    """Where rows stand, as a person says it: the workbook, and the sheet in it."""
    source = next(iter(rows)).source
    name = source.workbook.rpartition("/")[2]
    return f"{name}, sheet '{source.sheet}'" if source.sheet else name


def because(difference: Difference | Leftover) -> str:
    """The probable cause as a sentence, with a blank in front; empty if there is none."""
    why = difference.because
    if not why and isinstance(difference, Leftover) and difference.so:
        return f" Probably: {difference.so}."
    return f" {why[:1].upper()}{why[1:]}." if why else ""


def few(rows: Iterable[Row], *fields: str) -> tuple[Place, ...]:
    """The first cells of rows: those of a field, or of the amounts."""
    return places_of(tuple(rows)[:MOST], fields or None)


def size(amount: Money | None) -> Money | None:
    """The money at stake."""
    return None if amount is None else abs(amount)


def differences(
    reconciliation: Reconciliation, lists: str, kind: str
) -> Iterator[tuple[Tied, Difference]]:
    """The differences of a kind between two kinds of list."""
    for tied in reconciliation.of(lists):
        for difference in tied.differences:
            if difference.kind == kind:
                yield tied, difference


def plural(count: int, noun: str) -> str:
    """``1 line``, ``3 lines``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
