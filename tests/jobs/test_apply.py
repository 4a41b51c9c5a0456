"""Several workbooks are written together, or not at all."""

from __future__ import annotations

import openpyxl
import pytest

from addin.adapters.beside import Beside
from addin.adapters.folder import Folder
from addin.errors import FileChanged, FileInUse, WriteRefused
from addin.jobs.apply import Batch, Saving, apply_all, take_back
from addin.tables.changes import Changes
from addin.tables.table import CellEdit

NAMES = ("A.xlsx", "B.xlsx", "C.xlsx")


@pytest.fixture
def folder(tmp_path):
    """Three small workbooks."""
    for name in NAMES:
        book = openpyxl.Workbook()
        book.worksheets[0]["A1"] = name
        book.save(tmp_path / name)
    return Folder(tmp_path)


def batches(folder, **digests):
    """A cell changed in each workbook."""
    for name in NAMES:
        book = folder.read(name)
        change = Changes(cells=(CellEdit(book.sheets[0].name, 2, 1, 42),))
        yield Batch(name, change, digests.get(name[0], book.digest))


def everything(folder):
    """The bytes of every workbook."""
    return {name: (folder.root / name).read_bytes() for name in NAMES}


def test_all_are_written_and_can_be_taken_back(folder):
    """Each with its backup and its new digest; taking back is to the byte."""
    before = everything(folder)
    touched = apply_all(folder, batches(folder))

    assert [one.workbook for one in touched] == list(NAMES)
    assert everything(folder) != before
    take_back(folder, touched)
    assert everything(folder) == before


def test_a_refusal_leaves_every_workbook_as_it_was(folder):
    """The first two were written already: they are put back to the byte."""
    before = everything(folder)

    with pytest.raises(FileChanged, match=r"C\.xlsx"):
        apply_all(folder, batches(folder, C="of another file"))
    assert everything(folder) == before


def test_taking_back_stops_where_somebody_has_worked_since(folder):
    """And leaves the others as they are: nothing is half taken back."""
    touched = apply_all(folder, batches(folder))
    later = openpyxl.load_workbook(folder.root / "A.xlsx")
    later.worksheets[0]["B9"] = "by hand"
    later.save(folder.root / "A.xlsx")
    now = everything(folder)

    with pytest.raises(FileChanged, match=r"A\.xlsx"):
        take_back(folder, touched)
    assert everything(folder) == now


def test_nothing_to_do_writes_nothing(folder):
    """An empty batch touches no file."""
    before = everything(folder)

    assert apply_all(folder, [Batch("A.xlsx", Changes(), "")]) == ()
    assert everything(folder) == before


def test_what_cannot_be_put_back_is_named(folder):
    """Where the state before is, so that nobody has to search."""

    class Stubborn(Folder):
        """Whatever was written cannot be taken back."""

        def restore(self, name, backup, *, digest):
            del backup, digest
            raise WriteRefused(name, "the disk is full")

    with pytest.raises(WriteRefused, match=r"A\.xlsx \(as it was: .*could not be put back"):
        apply_all(Stubborn(folder.root), batches(folder, C="of another file"))


def test_a_document_goes_with_the_workbooks(folder, tmp_path):
    """A refused workbook takes the page away again; taking all back does too."""
    beside = Beside(tmp_path)
    page = Saving("page.html", b"page")
    before = everything(folder)

    with pytest.raises(FileChanged, match=r"C\.xlsx"):
        apply_all(folder, [page, *batches(folder, C="of another file")], beside)
    assert everything(folder) == before
    assert beside.read("page.html") is None
    touched = apply_all(folder, [page, *batches(folder)], beside)
    assert (tmp_path / "page.html").read_bytes() == b"page"
    take_back(folder, touched, beside)
    assert everything(folder) == before
    assert beside.read("page.html") is None


def test_without_a_place_for_documents_nothing_is_written(folder):
    """The workbooks written before are put back."""
    before = everything(folder)

    with pytest.raises(WriteRefused, match="no file can be kept"):
        apply_all(folder, [*batches(folder), Saving("page.html", b"page")])
    assert everything(folder) == before


@pytest.mark.parametrize("stopped", [RuntimeError("a bug"), KeyboardInterrupt()])
def test_whatever_stops_the_writing_the_workbooks_before_it_are_put_back(folder, stopped):
    """A mistake of ours, or Ctrl+C, leaves a production no more between two states than a refusal."""
    before = everything(folder)

    class Stopped(Folder):
        """The third write does not come to its end."""

        def write(self, name, changes, *, digest=""):
            if name == "C.xlsx":
                raise stopped
            return super().write(name, changes, digest=digest)

    with pytest.raises(type(stopped)):
        apply_all(Stopped(folder.root), batches(folder))
    assert everything(folder) == before


def test_a_workbook_that_cannot_be_read_after_its_write_is_named_with_its_backup(folder):
    """It was written: nobody is told otherwise, and the ones before it are put back."""
    before = everything(folder)
    seen = []

    class Locked(Folder):
        """Another program takes the file as soon as it is written."""

        def write(self, name, changes, *, digest=""):
            seen.append(name)
            return super().write(name, changes, digest=digest)

        def read(self, name):
            if name == "B.xlsx" and "B.xlsx" in seen:
                raise FileInUse(name)
            return super().read(name)

    given = tuple(batches(folder))
    with pytest.raises(WriteRefused, match=r"B\.xlsx \(as it was: .*could not be put back"):
        apply_all(Locked(folder.root), given)
    assert everything(folder)["A.xlsx"] == before["A.xlsx"]
