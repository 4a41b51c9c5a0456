"""LibreOffice over many workbooks in one go: starting it takes longer than most of them do."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from addin.adapters.digest import digest_of
from addin.adapters.engines.libreoffice import command, compared, program
from addin.adapters.engines.programs import run
from addin.adapters.engines.stripped import without_values
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.errors import AddinError, FileError
from benchmarks.recalculation_answers import Answer
from benchmarks.recalculation_oracle import Oracle

AT_ONCE = 30


def answers_of(cases: Sequence[Oracle], *, seconds: float) -> Iterator[Answer]:
    """What LibreOffice makes of some workbooks; one that ends the run is tried by itself."""
    office = program()
    if office is None:
        return
    with tempfile.TemporaryDirectory(prefix="tieout-") as name:
        folder = Path(name)
        paths = []
        for at, case in enumerate(cases):
            path = folder / f"book{at}.{case.book.kind}"
            path.write_bytes(without_values(case.book, case.content))
            paths.append(path)
        started, failed = time.perf_counter(), ""
        try:
            run("LibreOffice", command(office, folder, paths), seconds=seconds, folder=folder)
        except AddinError as error:
            failed = str(error)
        each = (time.perf_counter() - started) / len(cases)
        left = []
        for case, path in zip(cases, paths, strict=True):
            saved = folder / "saved" / f"{path.stem}.xlsx"
            if saved.is_file():
                yield _read(case, saved, each)
            else:
                left.append(case)
    if len(cases) == 1:
        yield from (Answer(case.name, {}, {}, failed or "it saved nothing", each) for case in left)
    else:
        for case in left:
            yield from answers_of([case], seconds=seconds)


def _read(case: Oracle, path: Path, seconds: float) -> Answer:
    content = path.read_bytes()
    try:
        saved = book_of(Package(content, "what LibreOffice saved"), digest_of(content))
    except FileError as error:
        return Answer(case.name, {}, {}, str(error), seconds)
    values, unknown = compared(case.book, saved)
    return Answer(case.name, values, unknown, "", seconds)
