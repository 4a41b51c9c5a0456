"""Writing into a workbook on the disk."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from addin.adapters import atomic
from addin.adapters.digest import digest_of
from addin.adapters.xlsx.patcher import verify
from addin.errors import DamagedFile, FileChanged, FileInUse, FileMissing, WriteRefused
from addin.tables.table import CellEdit, NewCell, NewSheet
from tests.adapters.xlsx.packages import (
    drafted,
    package,
    part,
    parts_of,
    patched,
    rows_of,
    with_parts,
    worksheet,
    write,
)

SHEET = "xl/worksheets/sheet1.xml"
EDIT = CellEdit("Costs", 1, 1, 500)
FINDINGS = NewSheet("Findings", ((NewCell("nothing"),),))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook on the disk."""
    path = tmp_path / "Budget.xlsx"
    path.write_bytes(package(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')))
    return path


def test_edits_and_sheets_are_written_and_the_old_file_kept(workbook):
    """One step for both, and a backup of the very bytes that were there."""
    before = workbook.read_bytes()
    backup = write(workbook, edits=[EDIT], sheets=[FINDINGS], digest=digest_of(before))

    assert Path(backup).read_bytes() == before
    assert "<v>500</v>" in rows_of(workbook.read_bytes())
    assert "Findings" in part(workbook.read_bytes(), "xl/workbook.xml")


def test_a_file_that_is_as_asked_for_is_not_written(workbook):
    """No new file date, no backup, nothing for a cloud to upload."""
    write(workbook, edits=[EDIT], sheets=[FINDINGS])
    before, backups = workbook.stat(), list(atomic.backups_of(workbook).iterdir())

    assert write(workbook, edits=[EDIT], sheets=[FINDINGS]) == ""
    assert workbook.stat().st_mtime_ns == before.st_mtime_ns
    assert list(atomic.backups_of(workbook).iterdir()) == backups


def test_a_file_that_changed_since_it_was_read_is_left_alone(workbook):
    """Edits decided on other bytes may be wrong for these."""
    before = workbook.read_bytes()
    with pytest.raises(FileChanged, match="Budget"):
        write(workbook, edits=[EDIT], digest=digest_of(b"what was read"))

    assert workbook.read_bytes() == before
    assert not (workbook.parent / ".tieout").exists()


def test_errors_name_the_file(workbook, tmp_path):
    """Whatever goes wrong inside, the message says in which file, and that nothing was written."""
    with pytest.raises(WriteRefused) as refused:
        write(workbook, edits=[CellEdit("Nowhere", 1, 1, 1)])
    assert str(refused.value) == (
        f"{workbook} was left alone: it has no sheet 'Nowhere'. Nothing was written."
    )
    (tmp_path / "notes.xlsx").write_bytes(workbook.read_bytes()[:-30])
    with pytest.raises(DamagedFile, match="notes"):
        write(tmp_path / "notes.xlsx", edits=[EDIT])
    with pytest.raises(FileMissing, match="gone"):
        write(tmp_path / "gone.xlsx", edits=[EDIT])
    (tmp_path / "~$Budget.xlsx").write_bytes(b"")
    with pytest.raises(FileInUse, match="Budget"):
        write(workbook, edits=[EDIT])


class Flipping(atomic.Disk):
    """A disk that flips one bit of whatever is written to it, at an offset."""

    def __init__(self, offset: int) -> None:
        self.left = offset

    def fill(self, descriptor: int, content: bytes | memoryview) -> None:
        """Write all bytes but one."""
        wrong = bytearray(content)
        if 0 <= self.left < len(wrong):
            wrong[self.left] ^= 1
        self.left -= len(wrong)
        super().fill(descriptor, bytes(wrong))


def test_a_disk_that_flips_a_bit_is_found_out(workbook):
    """What was written is read again and compared before it takes the place of the old file."""
    before = workbook.read_bytes()
    size = len(patched(before, edits=[EDIT]))
    silent = []
    for offset in range(0, size, 37):
        try:
            write(workbook, edits=[EDIT], disk=Flipping(offset))
            silent.append(offset)
            workbook.write_bytes(before)
        except (DamagedFile, WriteRefused):
            assert workbook.read_bytes() == before

    assert silent == []


def test_nothing_asked_for_is_nothing_written(workbook):
    """The very same bytes, without so much as a new zip."""
    blob = workbook.read_bytes()

    assert patched(blob) is blob
    assert write(workbook) == ""


def test_untouched_entries_keep_times_flags_extras_and_order():
    """A data descriptor, a stored entry, a comment and an extra field are copied as they lie."""
    parts = parts_of(package(worksheet('<row r="1"><c r="A1"/></row>')))
    out = io.BytesIO()
    with zipfile.ZipFile(Unseekable(out), "w") as archive:
        for number, (name, content) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, (2001 + number, 2, 3, 4, 5, 6))
            entry.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            entry.comment = b"part %d" % number
            entry.extra = struct.pack("<HH4s", 0x7075, 4, b"abcd")
            archive.writestr(entry, content or b"")
        archive.comment = b"by hand"
    blob = out.getvalue()
    assert blob.count(b"PK\x07\x08") == len(parts)  # descriptors behind the content
    result = patched(blob, edits=[EDIT])

    with (
        zipfile.ZipFile(io.BytesIO(blob)) as before,
        zipfile.ZipFile(io.BytesIO(result)) as after,
    ):
        assert after.testzip() is None
        assert after.comment == b"by hand"
        for old, new in zip(before.infolist(), after.infolist(), strict=True):
            assert (old.filename, old.date_time, old.comment) == (
                new.filename,
                new.date_time,
                new.comment,
            )
            if old.filename not in {SHEET, "xl/workbook.xml"}:
                assert record(blob, old) == record(result, new)
                assert (old.extra, old.flag_bits) == (new.extra, new.flag_bits)


class Unseekable(io.RawIOBase):
    """A stream into which a zip can only be written forwards, as web services do."""

    def __init__(self, out: io.BytesIO) -> None:
        self.out = out

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: object) -> int:
        """Pass the bytes on."""
        return self.out.write(content)  # type: ignore[arg-type]


def record(blob: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Header and compressed bytes of an entry, as they lie."""
    at = entry.header_offset
    name, extra = struct.unpack_from("<HH", blob, at + 26)
    return blob[at : at + 30 + name + extra + entry.compress_size]


def test_a_zip_with_long_sizes_is_edited():
    """Some programs state every size in 64 bits, whether or not it needs them."""
    blob = package(worksheet('<row r="1"><c r="A1"/></row>'))
    result = patched(zip64(blob), edits=[EDIT])

    assert "<v>500</v>" in rows_of(result)
    assert parts_of(result).keys() == parts_of(blob).keys()


def zip64(blob: bytes) -> bytes:
    """The same package with 64-bit sizes and offsets in its directory."""
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        start, entries = archive.start_dir, archive.infolist()
    lines = b""
    for entry in entries:
        name = entry.filename.encode()
        long = struct.pack(
            "<HHQQQ", 1, 24, entry.file_size, entry.compress_size, entry.header_offset
        )
        lines += struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 45, 45, 0, 8, 0, 33, entry.CRC,
            0xFFFFFFFF, 0xFFFFFFFF, len(name), len(long), 0, 0, 0, 0, 0xFFFFFFFF,
        ) + name + long  # fmt: skip
    count = len(entries)
    end = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(lines), start
    )
    finder = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + len(lines), 1)
    last = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return blob[:start] + lines + end + finder + last


def test_verification_notices_every_kind_of_difference():
    """A part changed, lost or added by mistake; one that is not as meant; broken XML."""
    blob = with_parts(package(worksheet("")), {"xl/media/image1.png": b"png"})
    draft = drafted(blob, edits=[EDIT])
    good = b"".join(draft.packed())
    verify(draft, good)
    for name, content in (
        ("xl/media/image1.png", b"gnp"),
        ("xl/media/image1.png", None),
        ("xl/new.xml", b"<a/>"),
        (SHEET, b"<a>"),
        ("xl/workbook.xml", b"<workbook/>"),
    ):
        with pytest.raises(WriteRefused, match="written copy"):
            verify(draft, with_parts(good, {name: content}))
    draft.changed[SHEET.lower()] = b"<unclosed>"
    with pytest.raises(DamagedFile, match="not well-formed"):
        verify(draft, b"".join(draft.packed()))


KILLED = """
import os, sys
from pathlib import Path
from addin.adapters import atomic
from addin.adapters.xlsx import patcher
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
step, call, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
class Killed(atomic.Disk):
    left = call
def dies(self, *arguments):
    Killed.left -= 1
    if not Killed.left:
        if step == "fill":  # in the middle of a piece
            os.write(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        os._exit(9)
    return getattr(atomic.Disk, step)(self, *arguments)
setattr(Killed, step, dies)
patcher.write(path, Changes(cells=(CellEdit("Costs", 1, 1, 500),)), disk=Killed())
"""
STEPS = [
    (step, call)
    for step in ("read", "create", "fill", "sync", "close", "dress", "replace", "sync_folder")
    for call in (1, 2, 3, 6)
]


@pytest.mark.parametrize(("step", "call"), STEPS)
def test_a_killed_write_leaves_the_old_workbook_or_the_new_one(workbook, step, call):
    """In the middle of a piece too; afterwards the edit can be made as if nothing had happened."""
    before = workbook.read_bytes()
    after = patched(before, edits=[EDIT])
    command = [sys.executable, "-c", KILLED, step, str(call), str(workbook)]
    died = subprocess.run(command, check=False, cwd=Path(__file__).parents[3]).returncode == 9

    assert died or call > 1
    assert workbook.read_bytes() in ({before, after} if died else {after})
    for left in workbook.parent.glob(".~tieout-*"):
        os.utime(left, (0, 0))  # ten minutes later
    write(workbook, edits=[EDIT])
    assert workbook.read_bytes() == after
    assert not list(workbook.parent.glob(".~tieout-*"))
