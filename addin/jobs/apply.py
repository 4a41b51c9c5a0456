"""Carry out changes to several workbooks: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from addin.errors import AddinError, FileError, WriteRefused
from addin.ports import Touched, Workbooks
from addin.tables.changes import Changes


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be done to one workbook; ``digest`` is that of the workbook it was decided on."""

    workbook: str
    changes: Changes
    digest: str


def apply_all(workbooks: Workbooks, batches: Iterable[Batch]) -> tuple[Touched, ...]:
    """Write every batch that changes something.

    When one is refused, those written before it are put back to the byte, and the refusal is the
    outcome: a production is never left between two states.

    Raises:
        FileError: one was refused; every workbook is as it was, or the text names the one that is
            not.
    """
    done: list[Touched] = []
    for batch in batches:
        if not batch.changes:
            continue
        try:
            backup = workbooks.write(batch.workbook, batch.changes, digest=batch.digest)
            if backup:
                now = workbooks.read(batch.workbook).digest
                done.append(Touched(batch.workbook, backup, now))
        except FileError:
            _put_back(workbooks, done)
            raise
    return tuple(done)


def take_back(workbooks: Workbooks, touched: Iterable[Touched]) -> tuple[Touched, ...]:
    """Put workbooks back as they were before a write, the last written first: all, or none.

    Raises:
        FileError: one has changed since, or its backup is gone; every workbook is as it was.
    """
    done: list[Touched] = []
    for one in reversed(tuple(touched)):
        try:
            backup = workbooks.restore(one.workbook, one.backup, digest=one.digest)
            done.append(Touched(one.workbook, backup, workbooks.read(one.workbook).digest))
        except FileError:
            _put_back(workbooks, done)
            raise
    return tuple(done)


def _put_back(workbooks: Workbooks, done: list[Touched]) -> None:
    left: list[str] = []
    for one in reversed(done):
        try:
            workbooks.restore(one.workbook, one.backup, digest=one.digest)
        except AddinError:
            left.append(f"{one.workbook} (as it was: {one.backup})")
    if left:
        raise WriteRefused(
            ", ".join(left),
            "it was written, another workbook then was refused, and it could not be put back",
        )
