"""The syncs of one night: what a check found in a table decides whether it is synced unattended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from addin.findings import Severity
from addin.reports.check import CheckReport
from addin.sync.told import SyncTold
from addin.tables.binding import Binding


def held_back(binding: Binding, report: CheckReport | None) -> str:
    """Why a table is not synced tonight; empty: it is.

    An open error in the very sheet that is tied: nobody is there to look at what it would carry to
    the crew. Errors elsewhere hold nothing back, nor do those that somebody waived.
    """
    if report is None:
        return ""
    found = [
        point.finding.code
        for point in report.open
        if point.finding.severity is Severity.ERROR
        and any(
            place.workbook == binding.workbook and place.sheet == binding.sheet
            for place in point.finding.places
        )
    ]
    if not found:
        return ""
    codes = ", ".join(dict.fromkeys(found))
    return (
        f"Not synced tonight: '{binding.sheet}' has errors to be put right first ({codes}). "
        f"Nothing was written. 'tieout sync' syncs it all the same."
    )


def syncs(
    bindings: Iterable[Binding],
    report: CheckReport | None,
    sync: Callable[[Binding], SyncTold],
) -> Iterator[SyncTold]:
    """Each table in turn, as it went; one that is held back, or fails, never stops the next."""
    for binding in bindings:
        reason = held_back(binding, report)
        if reason:
            yield SyncTold(binding.name, reason, error="HeldBack")
        else:
            yield sync(binding)
