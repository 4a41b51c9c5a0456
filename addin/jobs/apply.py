"""Carry out changes to several workbooks and documents: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from addin.errors import AddinError, FileError, WriteRefused
from addin.ports import Documents, Touched, Workbooks
from addin.tables.changes import Changes

_NOT_READ: Final = "not read again"
"""In place of the digest of a workbook that was written and could not be read since."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be done to one workbook; ``digest`` is that of the workbook it was decided on."""

    workbook: str
    changes: Changes
    digest: str


@dataclass(frozen=True, slots=True)
class Saving:
    """A whole file to be put beside the workbooks.

    ``digest`` is that of the file it replaces; without one, there must be none of that name.
    """

    name: str
    content: bytes
    digest: str = ""


def write_each(
    workbooks: Workbooks, batches: Iterable[Batch]
) -> tuple[dict[str, str], tuple[FileError, ...]]:
    """Write each workbook by itself: one that is refused does not hold back the others.

    Gives workbook → backup of those that were written, and what was refused.
    """
    backups: dict[str, str] = {}
    refused: list[FileError] = []
    for batch in batches:
        try:
            backups[batch.workbook] = workbooks.write(
                batch.workbook, batch.changes, digest=batch.digest
            )
        except FileError as error:
            refused.append(error)
    return backups, tuple(refused)


def apply_all(
    workbooks: Workbooks, batches: Iterable[Batch | Saving], documents: Documents | None = None
) -> tuple[Touched, ...]:
    """Write every batch that changes something, in the order given.

    When one is refused, or anything else stops it, those written before are put back to the byte:
    a production is never left between two states.

    Raises:
        FileError: one was refused; every workbook is as it was, or the text names the one that is
            not.
    """
    done: list[Touched] = []
    try:
        for batch in batches:
            if isinstance(batch, Saving):
                done.append(_saved(batch, documents))
            elif batch.changes:
                backup = workbooks.write(batch.workbook, batch.changes, digest=batch.digest)
                if backup:
                    done.append(Touched(batch.workbook, backup, _NOT_READ))
                    done[-1] = replace(done[-1], digest=workbooks.read(batch.workbook).digest)
    except BaseException:  # a bug, or Ctrl+C: still all or nothing
        _put_back(workbooks, done, documents)
        raise
    return tuple(done)


def take_back(
    workbooks: Workbooks, touched: Iterable[Touched], documents: Documents | None = None
) -> tuple[Touched, ...]:
    """Put everything back as it was before a write, the last written first: all, or none.

    Raises:
        FileError: one has changed since, or its backup is gone; every workbook is as it was.
    """
    done: list[Touched] = []
    for one in reversed(tuple(touched)):
        try:
            done.append(_restored(workbooks, one, documents))
        except BaseException:  # as above
            _put_back(workbooks, done, documents)
            raise
    return tuple(done)


def _saved(saving: Saving, documents: Documents | None) -> Touched:
    if documents is None:
        raise WriteRefused(saving.name, "no file can be kept beside these workbooks")
    return documents.save(saving.name, saving.content, digest=saving.digest)


def _restored(workbooks: Workbooks, one: Touched, documents: Documents | None) -> Touched:
    if one.is_document:
        if documents is None:
            raise WriteRefused(one.workbook, "the files beside these workbooks cannot be reached")
        return documents.restore(one)
    backup = workbooks.restore(one.workbook, one.backup, digest=one.digest)
    return Touched(one.workbook, backup, workbooks.read(one.workbook).digest)


def _put_back(workbooks: Workbooks, done: list[Touched], documents: Documents | None) -> None:
    left: list[str] = []
    for one in reversed(done):
        try:
            _restored(workbooks, one, documents)
        except AddinError:
            was = one.backup or "it was not there"
            left.append(f"{one.workbook} (as it was: {was})")
    if left:
        raise WriteRefused(
            ", ".join(left),
            "it was written, something then stopped the rest, and it could not be put back",
        )
