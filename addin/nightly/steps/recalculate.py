"""The step that looks for formulas whose file shows no number, or an old one."""

from __future__ import annotations

from collections.abc import Sequence

from addin.domain.night import Outcome, Step
from addin.errors import EngineFailed, FileError
from addin.jobs.recalculate import Writing
from addin.jobs.recalculate import recalculate as recalculated
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.several import together
from addin.reports.check import plural
from addin.reports.recalculation import BookResult
from addin.settings.model import When
from addin.settings.studio import StepName, Writes
from addin.tables.table import Book

NAME = str(StepName.RECALCULATE)
_WRITABLE = frozenset({"xlsx", "xlsm"})


def recalculate(bench: Bench) -> Step:
    """Put fresh numbers where the files show none, or old ones, if it may; else say how many.

    Which formulas are looked at is what ``recalculate`` says in the production's settings: all of
    them only where that is *always*.

    Raises:
        NothingToDo: no workbook can be read.
    """
    when = bench.settings.recalculation.when
    if when is When.NEVER:
        return Step(NAME, Outcome.NOTHING, "The settings take every number as its file shows it.")
    loaded = bench.reading.now()
    lacking = [book for book in loaded.books if _lacks(book) and book.kind in _WRITABLE]
    old = loaded.recalculated.old if when is When.ALWAYS else 0
    if not lacking and not old:
        return Step(NAME, Outcome.NOTHING, "Every formula looked at shows a number that holds.")
    if not bench.may(Writes.NUMBERS):
        return Step(NAME, Outcome.WOULD, _would(lacking, old))
    names = [""] if when is When.ALWAYS else [book.name for book in lacking]
    parts = [part for name in names for part in _parts(bench, name)]
    if any(part.touched for part in parts):
        bench.reading.wrote()
    bench.hook("numbers written")
    return together(NAME, parts, "Every formula looked at shows a number that holds.")


def _lacks(book: Book) -> bool:
    return any(sheet.uncached or sheet.computed for sheet in book.sheets)


def _would(lacking: Sequence[Book], old: int) -> str:
    said = [
        f"{plural(count, 'formula')} of {book.name}"
        for book in lacking
        if (count := sum(len(sheet.uncached | sheet.computed) for sheet in book.sheets))
    ]
    parts = [f"No number in the file: {', '.join(said)}."] if said else []
    return " ".join([*parts, *([f"{plural(old, 'formula')} show an old number."] if old else [])])


def _parts(bench: Bench, name: str) -> Sequence[Step]:
    """How one workbook did, or all of them; one that breaks down never stops the next."""
    try:
        return [_of_one(result) for result in _results(bench, name)]
    except (EngineFailed, FileError) as error:
        return [Step(NAME, Outcome.FAILED, str(error), type(error).__name__)]


def _results(bench: Bench, name: str) -> Sequence[BookResult]:
    return recalculated(
        bench.workbooks,
        bench.engine_for_numbers(),
        name=bench.name,
        folder=str(bench.folder),
        only=name,
        ignored=bench.settings.left_out,
        writing=Writing.VALUES,
    ).books


def _of_one(result: BookResult) -> Step:
    if result.failure:
        return Step(NAME, Outcome.FAILED, result.failure, "EngineFailed")
    if result.refused:
        return Step(NAME, Outcome.FAILED, result.refused, result.error)
    fresh = len(result.staleness.filled) + len(result.staleness.stale)
    left = len(result.staleness.unsure)
    said = f"{result.name}: {plural(fresh, 'fresh number')}" if fresh else ""
    if left:
        said += f"{'; ' if said else f'{result.name}: '}{plural(left, 'formula')} left to Excel"
    if not (result.written and result.backup):
        return Step(NAME, Outcome.NOTHING, f"{said}." if left else "")
    return Step(NAME, Outcome.DONE, f"{said}.", touched=(result.name,))
