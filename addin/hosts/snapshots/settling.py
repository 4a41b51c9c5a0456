"""After a press: the host carried its operations out, or did not; the journal says which.

Whatever the same press wrote into files is taken back if the host did not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from addin import wiring
from addin.errors import AddinError, FileMissing, NothingToDo
from addin.hosts.snapshots import pending as pendings
from addin.hosts.snapshots.pending import Pending
from addin.jobs.apply import take_back
from addin.ports import JournalEntry, Kept, Touched, Workbooks
from addin.tables.table import Book

Now = Mapping[str, Mapping[str, Mapping[str, object]]]
"""Workbook → sheet → cell → what it holds since."""


def applied(folder: Path, asked: Mapping[str, Any], at: dt.datetime) -> dict[str, Any]:
    """What the host says became of a press: ``{"entry": 7, "ok": true, "now": {…}}``.

    Without ``ok``, ``why`` says what stood in the way, and the workbook is as it was.
    """
    found = pendings.kept(folder)
    if found is None or found.entry != asked.get("entry"):
        return {"ok": True, "sentence": ""}  # said before
    if asked.get("ok") is True:
        _confirm(folder, found, asked.get("now") or {})
        return {"ok": True, "sentence": ""}
    why = str(asked.get("why") or "the workbook could not be written")
    try:
        _taken_back(folder, found, at)
    except AddinError as error:
        return {"ok": False, "sentence": f"{why} {error}".strip()}
    return {"ok": True, "sentence": f"{why.removesuffix('.')}. Nothing was written."}


def settle_left_over(folder: Path, books: Iterable[Book], at: dt.datetime) -> None:
    """Find out what became of a press of which no host said anything any more.

    Its cells tell. Where they say neither, people have worked on: it counts as done, and an undo
    of it will see that it was not, or refuse.

    Raises:
        NothingToDo: it may still be under way, in another window.
        FileError: what it wrote into files cannot be taken back.
    """
    found = pendings.kept(folder)
    if found is None:
        return
    by_name = {book.name: book for book in books}
    said = {
        wiring.sent_holds(by_name[one.workbook], one.backup)
        for one in pendings.of_host(found)
        if one.workbook in by_name
    }
    if False in said:
        if at - found.at < pendings.GRACE:
            raise NothingToDo(
                "Another button is just being carried out here. Nothing was done. "
                "Press again in a moment."
            )
        _taken_back(folder, found, at)
    elif said:
        pendings.drop(folder)


def _confirm(folder: Path, found: Pending, now: Now) -> None:
    for one in pendings.of_host(found):
        wiring.sent_is_carried_out(one.backup, now.get(one.workbook, {}))
    pendings.drop(folder)


def _taken_back(folder: Path, found: Pending, at: dt.datetime) -> None:
    """Files as they were, the entry marked; if it was an undo, what it took back stands again."""
    with wiring.kept(folder, None) as kept:
        entries = kept.journal.entries(found.production) if kept else ()
        by_number = {one.number: one for one in entries}
        files = [one for one in found.touched if one not in pendings.of_host(found)]
        back = take_back(_files(folder), files, wiring.documents(folder))
        if kept is not None:
            _marked(kept, found, by_number, back, at)
    pendings.drop(folder)


def _marked(
    kept: Kept,
    found: Pending,
    entries: Mapping[int, JournalEntry],
    back: Iterable[Touched],
    at: dt.datetime,
) -> None:
    entry = entries.get(found.entry)
    for number in reversed(entry.decisions if entry else ()):
        kept.decisions.undo(found.production, at, number)
    kept.journal.undone(found.production, found.entry, at)
    taken = entries.get(found.undoes)
    if taken is not None:
        again = {one.workbook: one for one in back}
        kept.journal.enter(
            found.production,
            at,
            who=taken.who,
            button=taken.button,
            sentence=taken.sentence,
            touched=[
                replace(one, backup=new.backup, digest=new.digest)
                if (new := again.get(one.workbook))
                else one
                for one in taken.touched
            ],
        )


def _files(folder: Path) -> Workbooks:
    if not folder.is_dir():
        raise FileMissing(str(folder))
    return wiring.workbooks(folder)
