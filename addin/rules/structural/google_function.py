"""STR207: a figure comes from Google Sheets, and this file cannot fetch it again.

Why it matters: a sheet exported from Google keeps formulas that only Google has (IMPORTRANGE,
QUERY, GOOGLEFINANCE) as their last value inside IFERROR. Excel shows that value for ever, and
nothing tells that it is old; where the import had failed, it keeps an error.

Example: =IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(...)"), 48200) shows 48,200 whatever the show's
own sheet says today.

What to do: take the figure from the source again, or replace the import by a link to a workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, counted, figure, places, shown
from addin.tables.labels import called
from addin.tables.syntax import Call, Literal, Node, parse, walk
from addin.tables.table import ErrorValue
from addin.tables.workings import SheetWorkings, Workings

CODE = "STR207"
IMPORTS = frozenset("IMPORTRANGE IMPORTDATA IMPORTXML IMPORTHTML IMPORTFEED GOOGLEFINANCE".split())
"""Functions that fetch figures from elsewhere: what they gave is a copy."""
_COMPUTED = "COMPUTED_VALUE"  # a cell that the result of another one filled
_NAME = re.compile(r"[A-Z][A-Z0-9._]*(?=\()")


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per sheet for what is fetched from elsewhere, one note for the rest."""
    for workings in papers.workings:
        for work in workings.sheets:
            fetched: dict[Cell, str] = {}
            others: dict[Cell, str] = {}
            names = {form: name for form in work.form_counts if (name := google_function(form))}
            for cell, form in work.forms.items() if names else ():
                if form in names:
                    name = names[form]
                    (fetched if name in IMPORTS else others)[cell] = name
            if fetched:
                yield _finding(workings, work, fetched, Severity.WARNING)
            if others:
                yield _finding(workings, work, others, Severity.NOTE)


@lru_cache(maxsize=16_384)
def google_function(form: str) -> str:
    """The function of Google Sheets that a formula wraps or calls; empty if there is none.

    >>> google_function('IFERROR(__xludf.DUMMYFUNCTION("QUERY(A1:B9)"),5)')
    'QUERY'
    """
    if "DUMMYFUNCTION" not in form and not any(name in form for name in IMPORTS):
        return ""  # forms spell functions in capitals
    for part in walk(parse(form)):
        if isinstance(part, Call) and part.function.endswith("DUMMYFUNCTION"):
            return _wrapped(part.arguments)
        if isinstance(part, Call) and part.function in IMPORTS:
            return part.function
    return ""


def _wrapped(arguments: tuple[Node, ...]) -> str:
    text = arguments[0].value if arguments and isinstance(arguments[0], Literal) else ""
    names = _NAME.findall(str(text).upper())
    # what fetches says more than what arranges it: IFERROR(IMPORTRANGE(...))
    return next((name for name in names if name in IMPORTS), names[0] if names else _COMPUTED)


def _finding(
    workings: Workings, work: SheetWorkings, found: dict[Cell, str], severity: Severity
) -> Finding:
    sheet, cells = work.sheet, sorted(found)
    first = next((cell for cell in cells if found[cell] != _COMPUTED), cells[0])
    named = Counter(name for name in found.values() if name != _COMPUTED) or Counter(["a function"])
    failed = [cell for cell in cells if isinstance(sheet.value(*cell), ErrorValue)]
    after = set(workings.dependencies.all_drawing_on((sheet.name, *cell) for cell in cells)) - {
        (sheet.name, *cell) for cell in cells
    }
    more = f" So {'does' if len(cells) == 2 else 'do'} {counted(len(cells) - 1, 'more cell')}."
    reach = f" {counted(len(after), 'formula')} of this workbook draw on them." if after else ""
    dead = f" {counted(len(failed), 'import')} had failed already." if failed else ""
    return Finding(
        CODE,
        severity,
        f"{called(sheet, *first)} shows {shown(sheet.value(*first))}, the last value that"
        f" {', '.join(sorted(named))} of Google Sheets gave; this file cannot renew it."
        f"{more if cells[1:] else ''}{dead}{reach}",
        (*places(work, [first]), *places(work, [cell for cell in cells if cell != first])),
        numbers=(("shows", figure(sheet.value(*first))), ("cells", len(cells))),
        advice="Take the figures from their source again, or link to a workbook instead.",
        subject=f"Google {' '.join(sorted(named))}",
    )
