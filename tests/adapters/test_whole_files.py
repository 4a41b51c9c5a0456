"""Files that a night leaves: whole or not at all, ours alone, and only if they say more."""

from __future__ import annotations

import io
import os
import zipfile

import openpyxl
import pytest

from addin import wiring
from addin.adapters.whole_files import must_be_ours, save_whole
from addin.errors import FileInUse, WriteRefused
from addin.reports.night_on_paper_studio import production_as_pdf
from addin.reports.night_workbook import night_workbook
from tests.reports.night_values import production


def workbook() -> bytes:
    """A findings workbook."""
    return wiring.new_workbook(night_workbook([production()], "North"))


def test_a_file_is_written_once_and_replaced_when_it_says_something_else(tmp_path):
    """What is there already keeps the time at which it was written."""
    file = tmp_path / "night.pdf"

    assert save_whole(file, b"one")
    os.utime(file, (1, 1))
    assert not save_whole(file, b"one")
    assert file.stat().st_mtime == 1
    assert save_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["night.pdf"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    """A full disk, in the middle."""
    file = tmp_path / "night.pdf"
    save_whole(file, b"one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteRefused, match="No space left"):
        save_whole(file, b"two")
    assert file.read_bytes() == b"one"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_killed_run_left_is_removed_when_it_is_old(tmp_path):
    """Another run that writes just now is left alone."""
    file = tmp_path / "night[1].pdf"
    old, new = tmp_path / ".~night[1].pdf.a.tmp", tmp_path / ".~night[1].pdf.b.tmp"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (1, 1))

    save_whole(file, b"one")

    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, file.name]


def test_a_workbook_that_is_open_stays(tmp_path):
    """Its lock file says so."""
    file = tmp_path / "findings.xlsx"
    file.write_bytes(b"one")
    (tmp_path / ".~lock.findings.xlsx#").write_text(",Ann,desk,20.11.2026,;")

    with pytest.raises(FileInUse):
        save_whole(file, b"two")
    assert file.read_bytes() == b"one"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path):
    """What it points at is replaced; permissions stay."""
    there, link = tmp_path / "there.pdf", tmp_path / "night.pdf"
    there.write_bytes(b"one")
    there.chmod(0o640)
    link.symlink_to(there)

    save_whole(link, b"two")

    assert link.is_symlink()
    assert there.read_bytes() == b"two"
    assert there.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_no_file(tmp_path):
    """It is said."""
    (tmp_path / "night.pdf").mkdir()

    with pytest.raises(WriteRefused, match="it is no file"):
        save_whole(tmp_path / "night.pdf", b"one")


def test_what_a_night_has_left_may_be_replaced(tmp_path):
    """A page, a PDF, a workbook; and what is not there."""
    (tmp_path / "a.html").write_bytes(b'<meta name="generator" content="Tieout">')
    (tmp_path / "a.pdf").write_bytes(production_as_pdf(production(), ()).content)
    (tmp_path / "a.xlsx").write_bytes(workbook())

    for name in ("a.html", "a.pdf", "a.xlsx", "none.xlsx"):
        must_be_ours(tmp_path / name)


def test_what_somebody_else_made_stays(tmp_path):
    """A page, a PDF, a workbook, an archive, a folder, a text."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("x", "y")
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    others = {
        "a.html": b"<html>",
        "a.pdf": b"%PDF-1.7\n/Producer (Word)\n%%EOF",
        "a.xlsx": empty.getvalue(),
        "b.xlsx": archive.getvalue(),
        "c.xlsx": b"PK\x03\x04 broken",
        "d.xlsx": b"",
    }
    (tmp_path / "e.xlsx").mkdir()
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)

    for name in (*others, "e.xlsx"):
        with pytest.raises(WriteRefused):
            must_be_ours(tmp_path / name)


def test_a_findings_workbook_with_somebodys_notes_stays(tmp_path):
    """It was saved since: what a person wrote there is not lost."""
    file = tmp_path / "findings.xlsx"
    file.write_bytes(workbook())
    book = openpyxl.load_workbook(file)
    book["Findings"]["A99"] = "called Blue Whale, Tuesday"
    book.save(file)

    with pytest.raises(WriteRefused, match="somebody has saved it since"):
        must_be_ours(file)


def test_a_pdf_with_notes_in_its_margin_stays(tmp_path):
    """Readers add them behind its end."""
    file = tmp_path / "night.pdf"
    file.write_bytes(production_as_pdf(production(), ()).content + b"9 0 obj\n%%EOF\n")

    with pytest.raises(WriteRefused):
        must_be_ours(file)
