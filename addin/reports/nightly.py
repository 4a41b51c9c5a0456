"""The morning summary: one line per production, the ones that need a person first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Group
from rich.table import Table as Grid
from rich.text import Text

from addin.findings import Severity, Standing
from addin.reports.check import CheckReport, plural, recalculated_words
from addin.reports.sync_as_json import sync_document
from addin.sync.told import SyncTold


@dataclass(frozen=True, slots=True)
class Night:
    """How the night of one production went; ``report`` is None when it could not be checked."""

    production: str
    folder: str
    report: CheckReport | None
    failure: str
    seconds: float
    syncs: tuple[SyncTold, ...] = ()

    @property
    def worst(self) -> Severity | None:
        """The highest open severity; None when clean or not checked."""
        return self.report.worst() if self.report else None


def summary_text(nights: Sequence[Night]) -> Group:
    """Every production in a table, in the order of the run."""
    grid = Grid(box=None, pad_edge=False)
    for heading in ("production", "errors", "warnings", "notes", "new", "resolved", "waived"):
        grid.add_column(heading, justify="left" if heading == "production" else "right")
    grid.add_column("seconds", justify="right")
    grid.add_column("")
    for one in nights:
        grid.add_row(one.production, *_counts(one), f"{one.seconds:.1f}", _said(one))
    failed = sum(1 for one in nights if one.report is None)
    tail = f"; {plural(failed, 'production')} could not be checked" if failed else ""
    dirty = sum(1 for one in nights if one.report is not None and one.report.open)
    line = f"{plural(len(nights), 'production')}: {dirty:,} with open findings{tail}"
    reasons = [
        Text(f"{one.production}: {one.failure}", style="red") for one in nights if not one.report
    ]
    fresh = [
        Text(f"{one.production}: {words}", style="dim")
        for one in nights
        if one.report and (words := recalculated_words(one.report.recalculated))
    ]
    synced = [
        Text(f"{one.production}, sync {told.binding}: {told.sentence}", style=_style(told))
        for one in nights
        for told in one.syncs
    ]
    return Group(grid, Text(""), *fresh, *synced, *reasons, Text(line, style="bold"))


def _style(told: SyncTold) -> str:
    return "red" if told.error else "yellow" if told.conflicts else "dim"


def _counts(one: Night) -> tuple[str, ...]:
    if one.report is None:
        return ("",) * 6
    new = sum(1 for point in one.report.standpoints if point.standing is Standing.NEW)
    counts = [one.report.count(severity) for severity in sorted(Severity, reverse=True)]
    counts += [new, len(one.report.resolved), len(one.report.waived)]
    return tuple(str(count) if count else "" for count in counts)


def _said(one: Night) -> Text:
    if one.report is None:
        return Text("could not be checked", style="red")
    return Text("" if one.report.open else "tied out", style="green")


def summary_json(nights: Sequence[Night]) -> str:
    """The same for other programs."""
    rows = [
        {
            "production": one.production,
            "folder": one.folder,
            "checked": one.report is not None,
            "failure": one.failure or None,
            "errors": one.report.count(Severity.ERROR) if one.report else None,
            "warnings": one.report.count(Severity.WARNING) if one.report else None,
            "notes": one.report.count(Severity.NOTE) if one.report else None,
            "resolved": len(one.report.resolved) if one.report else None,
            "waived": len(one.report.waived) if one.report else None,
            "recalculated": (
                asdict(one.report.recalculated) if one.report and one.report.recalculated else None
            ),
            "syncs": [sync_document(told) for told in one.syncs],
            "seconds": round(one.seconds, 2),
        }
        for one in nights
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
