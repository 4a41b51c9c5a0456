"""The workbooks in a folder."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from addin.adapters.folder import Folder
from addin.errors import FileChanged, FileMissing, UnreadableFile
from addin.ports import Workbooks
from addin.tables.changes import Changes
from addin.tables.table import CellEdit


def made(root: Path, *names: str) -> Folder:
    """A folder with empty files of these names."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return Folder(root)


def test_workbooks_are_listed_in_alphabetical_order_with_those_in_folders_below(tmp_path):
    """The order is the same on every machine, in upper and lower case alike."""
    folder = made(
        tmp_path, "b.xlsx", "A.XLSM", "week 2/c.csv", "week 2/deep/d.ods", "old.xls", "e.tsv"
    )

    assert list(folder.names()) == [
        "A.XLSM",
        "b.xlsx",
        "e.tsv",
        "old.xls",
        "week 2/c.csv",
        "week 2/deep/d.ods",
    ]


def test_what_is_no_workbook_of_the_production_is_left_out(tmp_path):
    """Lock files, hidden files and folders, backups and other documents."""
    folder = made(
        tmp_path,
        "~$b.xlsx",
        ".~lock.b.xlsx#",
        ".hidden.xlsx",
        ".tieout/b.xlsx",
        ".git/c.xlsx",
        "__MACOSX/d.xlsx",
        "Closed weeks/Cost Report 2026-03-07.xlsx",
        "contract.pdf",
        "letter.docx",
        "no ending",
    )

    assert list(folder.names()) == []


def test_text_file_is_listed_only_when_it_has_columns(tmp_path):
    """An export is; somebody's notes are not."""
    (tmp_path / "export.txt").write_text("Account\tAmount\n0100\t5\n0200\t6\n")
    (tmp_path / "notes.txt").write_text("Ask Kim.\nSend the POs, please.\n")

    assert list(Folder(tmp_path).names()) == ["export.txt"]


def test_workbook_is_read_under_the_name_it_is_listed_by(tmp_path):
    """The name in the list is the name in every finding."""
    (tmp_path / "week 2").mkdir()
    book = openpyxl.Workbook()
    book.active["A1"] = 5  # type: ignore[index]
    book.save(tmp_path / "week 2" / "Log.xlsx")
    folder: Workbooks = Folder(tmp_path)
    (name,) = folder.names()

    assert name == "week 2/Log.xlsx"
    assert folder.read(name).name == name
    assert folder.read(name).sheets[0].rows == ((5,),)


def test_only_one_workbook_when_only_one_was_asked_for(tmp_path):
    """A file as the place to work on leaves its neighbours alone."""
    made(tmp_path, "a.xlsx", "b.xlsx")

    assert list(Folder(tmp_path, only="b.xlsx").names()) == ["b.xlsx"]


def test_missing_folder_and_file_are_named(tmp_path):
    """A mistyped path is told from an empty folder."""
    with pytest.raises(FileMissing, match="nowhere"):
        Folder(tmp_path / "nowhere").names()
    with pytest.raises(FileMissing, match=r"gone\.xlsx"):
        Folder(tmp_path).read("gone.xlsx")


def test_file_is_no_folder(tmp_path):
    """Listing the workbooks in a workbook is a mistake worth naming."""
    (tmp_path / "a.xlsx").write_bytes(b"")

    with pytest.raises(UnreadableFile, match="not a folder"):
        Folder(tmp_path / "a.xlsx").names()


@pytest.mark.parametrize("name", ["../a.xlsx", "b/../../a.xlsx", "/etc/passwd"])
def test_names_that_lead_out_of_the_folder_are_not_followed(tmp_path, name):
    """Settings may come from somebody else."""
    with pytest.raises(FileMissing, match="not in the folder"):
        Folder(tmp_path).read(name)


@pytest.mark.skipif(os.name == "nt", reason="links to folders need rights on Windows")
def test_links_to_folders_are_not_followed(tmp_path):
    """A link to its own parent would list everything for ever."""
    made(tmp_path, "a.xlsx")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert list(Folder(tmp_path).names()) == ["a.xlsx"]


def _written(folder: Folder, name: str) -> tuple[str, str]:
    """A cell changed in a workbook: where its backup is, and the digest it has now."""
    before = folder.read(name)
    change = Changes(cells=(CellEdit(before.sheets[0].name, 1, 1, "new"),))
    backup = folder.write(name, change, digest=before.digest)
    return backup, folder.read(name).digest


def _workbook(root: Path) -> Folder:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "old"
    book.save(root / "Log.xlsx")
    return Folder(root)


def test_a_write_can_be_taken_back_to_the_byte(tmp_path):
    """The file is as it was, and the state that was taken back is kept too."""
    folder = _workbook(tmp_path)
    before = (tmp_path / "Log.xlsx").read_bytes()
    backup, digest = _written(folder, "Log.xlsx")
    after = (tmp_path / "Log.xlsx").read_bytes()

    kept = folder.restore("Log.xlsx", backup, digest=digest)

    assert (tmp_path / "Log.xlsx").read_bytes() == before
    assert Path(kept).read_bytes() == after


def test_somebody_s_later_work_is_not_taken_back(tmp_path):
    """A file that has changed since stays as it is."""
    folder = _workbook(tmp_path)
    backup, digest = _written(folder, "Log.xlsx")
    later = openpyxl.load_workbook(tmp_path / "Log.xlsx")
    later.worksheets[0]["B1"] = "by hand"
    later.save(tmp_path / "Log.xlsx")
    now = (tmp_path / "Log.xlsx").read_bytes()

    with pytest.raises(FileChanged):
        folder.restore("Log.xlsx", backup, digest=digest)
    assert (tmp_path / "Log.xlsx").read_bytes() == now


def test_only_a_backup_of_the_file_itself_is_put_back(tmp_path):
    """No other file, and none that is no longer kept."""
    folder = _workbook(tmp_path)
    backup, digest = _written(folder, "Log.xlsx")
    other = tmp_path / "Other.xlsx"
    other.write_bytes(Path(backup).read_bytes())
    Path(backup).unlink()

    for wrong in (backup, str(other)):
        with pytest.raises(FileMissing, match="backup"):
            folder.restore("Log.xlsx", wrong, digest=digest)
