"""STR204: the file holds formulas without their values.

Why it matters: a program wrote the file, and no spreadsheet has worked it out yet. Everything that
only reads cells (a preview, an import, a script) takes them for empty.

Example: an invoice tracker made by an export: =F2+G2 in every row, and no total in the file.

What to do: open the workbook in Excel and save it, or run `tieout recalc --write`. What Tieout
could work out itself is checked all the same; a warning says where it could not.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import counted
from addin.tables.calculate import Calculation
from addin.tables.labels import called, joined

CODE = "STR204"


MOST_CELLS = 20_000


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per sheet."""
    for workings in papers.workings:
        calculation: Calculation = workings.calculation
        for sheet in workings.book.sheets:
            without = sheet.uncached - sheet.outdated
            known, unknown = len(sheet.computed), len(without)
            if not known + unknown:
                continue
            why = ""
            if unknown:
                first = min(without)
                reason = calculation.recompute(sheet, *first).why
                why = (
                    f" {unknown} of them could not be worked out, {called(sheet, *first)} first"
                    f"{f' ({reason})' if reason else ''}; they count as unknown, not as 0."
                )
            cells = list(without) if unknown else list(sheet.computed)
            yield Finding(
                CODE,
                Severity.WARNING if unknown else Severity.NOTE,
                f"The file holds no value for {counted(known + unknown, 'formula')} of sheet"
                f" '{sheet.name}';"
                f" {known} were worked out here.{why}",
                _places(workings.book.name, sheet.name, cells),
                numbers=(("formulas without value", known + unknown), ("worked out", known)),
                advice="Open the workbook in Excel and save it, or run tieout recalc --write.",
                subject="formulas without values",
            )


def _places(book: str, sheet: str, cells: list[tuple[int, int]]) -> tuple[Place, ...]:
    """The cells as ranges; the whole sheet when they are very many."""
    if len(cells) > MOST_CELLS:
        return (Place(book, sheet),)
    return tuple(Place(book, sheet, str(area)) for area in joined(cells)[:20])
