"""STR202: formulas change by themselves, without any figure changing.

Why it matters: a report printed today cannot be had again tomorrow, and two copies disagree.

Example: an ageing table counts days with TODAY(), so invoices move to another column every night.

What to do: put the report date into a cell and let the formulas read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, counted, places
from addin.tables.labels import called
from addin.tables.syntax import parse
from addin.tables.volatile import volatile_calls

CODE = "STR202"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one note per sheet."""
    for workings in papers.workings:
        for work in workings.sheets:
            calls: dict[str, list[str]] = {}
            cells: dict[Cell, None] = {}
            for cell, form in work.forms.items():
                if form not in calls:
                    calls[form] = list(volatile_calls(parse(form)))
                if calls[form]:
                    cells[cell] = None
            if not cells:
                continue
            first = min(cells)
            names = sorted({name for found in calls.values() for name in found})
            key = [(work.sheet.name, *cell) for cell in cells]
            after = set(workings.dependencies.all_drawing_on(key)) - set(key)
            more = f" They reach {counted(len(after), 'more formula')}." if after else ""
            yield Finding(
                CODE,
                Severity.NOTE,
                f"{', '.join(names)} in {counted(len(cells), 'formula')} gives another result"
                f" without any new figure, {called(work.sheet, *first)} first.{more}",
                places(work, cells),
                numbers=(("formulas", len(cells)), ("drawing on them", len(after))),
                advice="Put the date of the report into a cell and read it from there.",
                subject=f"volatile {' '.join(names)}",
            )
