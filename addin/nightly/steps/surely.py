"""Press a button so that what it wrote is in the journal, even if the night is killed in between.

Workbooks are written first, and the journal is told afterwards. What is about to be written is kept
beside them until then; the next night finds it, sees by the files how far it went, and enters it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from addin.errors import FileError
from addin.jobs.apply import Saving
from addin.macros.button import Answers, Button, Done
from addin.macros.press import Pressed, press
from addin.nightly.steps.bench import WHO, Bench
from addin.ports import Kept, Touched
from addin.ports.intention import Intention


def press_surely(
    bench: Bench, button: Button, done: Done, answers: Answers | None = None
) -> Pressed:
    """Press a button whose job was done already; ``done`` says what it is to write.

    Raises:
        WriteRefused: what is about to be written cannot be kept; nothing was written.
    """
    if bench.kept is None:
        return press(replace(button, job=lambda *_: done), bench.desk, answers)
    bench.intentions.mean(
        Intention(
            button.name,
            done.sentence,
            bench.orders.at,
            {one.workbook: one.digest for one in done.batches if not isinstance(one, Saving)},
            {one.name: one.digest for one in done.batches if isinstance(one, Saving)},
        )
    )
    pressed = press(replace(button, job=lambda *_: done), bench.desk, answers)
    bench.intentions.ended()
    return pressed


def enter_what_was_cut_short(bench: Bench) -> bool:
    """Enter in the journal what a night that was killed had written; whether there was anything.

    Raises:
        HistoryUnusable: the journal cannot be used; the next night tries again.
    """
    is_asked = bench.kept is not None and not bench.orders.is_dry
    meant = bench.intentions.meant() if is_asked else None
    if meant is None or bench.kept is None:
        return False
    touched = tuple(_touched(bench, meant))
    is_new = bool(touched) and not _is_entered(bench.kept, bench.desk.name, touched)
    if is_new:
        bench.kept.journal.enter(
            bench.desk.name,
            meant.at,
            who=WHO,
            button=meant.button,
            sentence=_sentence(meant, touched),
            touched=touched,
        )
    bench.intentions.ended()
    return is_new


def _touched(bench: Bench, meant: Intention) -> Iterator[Touched]:
    """The files that are not as they were before, with the backups that are."""
    for name, before in meant.workbooks.items():
        try:
            now = bench.workbooks.read(name).digest
        except FileError:  # gone since, or damaged: that is no work of the night's
            continue
        backup = bench.intentions.backup(name, before)
        if now != before and backup:
            yield Touched(name, backup, now)
    for name, before in meant.documents.items():
        document = bench.documents.read(name)
        if document is None or document.digest == before:
            continue
        backup = bench.intentions.backup(name, before) if before else ""
        if backup or not before:
            yield Touched(name, backup, document.digest, is_document=True)


def _is_entered(kept: Kept, production: str, touched: tuple[Touched, ...]) -> bool:
    """Whether the night was killed behind the entry: one of its files stands in it."""
    files = {(one.workbook, one.backup or one.digest) for one in touched}
    return any(
        (one.workbook, one.backup or one.digest) in files
        for entry in kept.journal.entries(production)
        for one in entry.touched
    )


def _sentence(meant: Intention, touched: tuple[Touched, ...]) -> str:
    if len(touched) == len(meant.workbooks) + len(meant.documents):
        return meant.sentence
    written = ", ".join(one.workbook for one in touched)
    return f"{meant.sentence} It was cut short: only {written} was written."
