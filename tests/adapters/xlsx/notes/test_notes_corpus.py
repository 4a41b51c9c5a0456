"""Notes in workbooks that Excel and others made: beside buttons, pictures, threads and controls."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from addin.adapters.xlsx.notes.notes_part import put_notes
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet, WorkbookPartEdit
from addin.adapters.xlsx.patcher import verify
from addin.errors import DamagedFile, FileError, WriteRefused
from addin.tables.changes import NoteEdit
from addin.tables.table import cell_at
from tests.adapters.xlsx.packages import parts_of

pytestmark = pytest.mark.corpus
FREE = (977, 13)  # M977, where nobody has a note


def noted_workbooks(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The workbooks with notes or old drawings."""
    for path in sorted(folder.rglob("*.xls[xm]")):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = [name.lower() for name in archive.namelist()]
            if any(name.endswith(".vml") or "comments" in name for name in names):
                yield path, path.read_bytes()


def edited(blob: bytes, entry: ListedSheet, *notes: tuple[tuple[int, int], str]) -> bytes:
    """A workbook with notes put into one of its sheets."""
    draft = Draft(RawZip(blob))
    workbook = WorkbookPartEdit(draft)
    edits = [NoteEdit(entry.name, *cell, text) for cell, text in notes]
    put_notes(draft, workbook, entry, edits)
    if draft.is_unchanged:
        return blob
    written = b"".join(draft.packed())
    verify(draft, written)
    return written


def stored(blob: bytes, entry: ListedSheet) -> dict[tuple[int, int], str]:
    """The notes of a sheet, by ElementTree."""
    draft = Draft(RawZip(blob))
    for relationship in draft.relationships(entry.part):
        if relationship.kind == "comments":
            root = ET.fromstring(draft.read(relationship.target))  # noqa: S314 - a test's file
            return {
                cell_at(comment.get("ref", "").partition(":")[0]): "".join(
                    t.text or "" for t in comment.iter() if t.tag.endswith("}t")
                )
                for comment in root.iter()
                if comment.tag.endswith("}comment")
            }
    return {}


def shapes(blob: bytes, entry: ListedSheet) -> Counter[bytes]:
    """Every shape of a sheet's old drawings as it is written, but for the note on M977."""
    draft = Draft(RawZip(blob))
    found: Counter[bytes] = Counter()
    for relationship in draft.relationships(entry.part):
        if relationship.kind == "vmlDrawing":
            xml = draft.read(relationship.target)
            found.update(
                shape
                for shape in re.findall(rb"<\w+:shape\s.*?</\w+:shape>", xml, re.DOTALL)
                if b"<x:Row>976<" not in shape
            )
    return found


def untouched(before: bytes, after: bytes, entry: ListedSheet) -> list[str]:
    """Parts that changed although a note on a sheet is no business of theirs."""
    old, new = parts_of(before), parts_of(after)
    draft = Draft(RawZip(after))
    theirs = {one.target for one in draft.relationships(entry.part)}
    folder, base = posixpath.split(entry.part)
    theirs |= {entry.part, f"{folder}/_rels/{base}.rels", "[Content_Types].xml"}
    changed = (name for name in old if new.get(name) != old[name])
    return [name for name in changed if name.lstrip("/").replace("\\", "/") not in theirs]


def test_notes_are_added_replaced_and_taken_away_beside_all_others(corpus: Path):
    """Every other note, every button and picture, every other part stays byte for byte."""
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for path, blob in noted_workbooks(corpus):
        try:
            sheets = WorkbookPartEdit(Draft(RawZip(blob))).sheets
        except FileError:
            done["no workbook"] += 1
            continue
        for entry in sheets:
            if entry.kind != "worksheet" or not entry.part:
                continue
            try:
                notes, drawn = stored(blob, entry), shapes(blob, entry)
                with_one = edited(blob, entry, (FREE, "Ours\nof two lines"))
            except (WriteRefused, DamagedFile) as error:
                refused[f"{path.name}: {error.reason}"] += 1
                continue
            assert stored(with_one, entry) == notes | {FREE: "Ours\nof two lines"}, path
            assert shapes(with_one, entry) == drawn, path
            assert not untouched(blob, with_one, entry), path
            assert edited(with_one, entry, (FREE, "Ours\nof two lines")) == with_one, path
            back = edited(with_one, entry, (FREE, ""))
            assert stored(back, entry) == notes, path
            assert shapes(back, entry) == drawn, path
            done["sheets"] += 1
            for cell in list(notes)[:2]:
                try:
                    other = edited(blob, entry, (cell, "Replaced"))
                    fewer = edited(blob, entry, (cell, ""))
                except WriteRefused as error:
                    refused[f"{path.name}: {error.reason}"] += 1
                    continue
                rest = {key: text for key, text in notes.items() if key != cell}
                assert stored(other, entry) == notes | {cell: "Replaced"}, path
                assert shapes(other, entry) == drawn, path
                assert stored(fewer, entry) == rest, path
                assert not untouched(blob, fewer, entry) or not rest, path
                done["notes"] += 1
    print(done, *refused.items(), sep="\n")  # noqa: T201 - the figures, with pytest -s
    assert done["sheets"] > 90
    assert done["notes"] > 60
    assert sum(refused.values()) < 12
