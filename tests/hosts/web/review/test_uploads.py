"""What may be put into a drop folder, and where it lands."""

from __future__ import annotations

import io
import os
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.hosts.web.review.refused import Refused
from addin.hosts.web.review.uploads import KINDS, file_name, put, require_kind
from addin.importers.catalogue import IMPORTERS

GOOD = [
    "Bank March.csv",
    "ledger wk09.XLSX",
    "Relevé de compte.csv",
    "明細.csv",
    "a.b.c.txt",
    "plan.mpp",
    "console.csv",
    "company.csv",
]
BAD = [
    "../Bank.csv", "..\\Bank.csv", "/etc/passwd.csv", "C:\\Bank.csv", "C:Bank.csv", "a/b.csv", "..", ".", ".csv", "..csv",
    ".hidden.csv", "~$Bank.csv", "Bank.csv\x00.exe", "Bank\x00.csv", "Bank\n.csv", "Bank.csv ", " Bank.csv", "Bank.csv.",
    "CON.csv", "con.csv", "NUL.csv", "nul .csv", "com1.csv", "COM\u00b9.csv", "LPT9.foo.csv", "aux.csv", "CONIN$.csv", "Bank.csv:stream.csv",
    "Bank?.csv", "Bank*.csv", 'Bank".csv', "Bank|.csv", "<b>.csv", "\uff0e\uff0e\uff0fBank.csv", "..\u2215Bank.csv", "Bank\u2044.csv", "a\uff3cb.csv", "\u2025.csv",
    "Bank\u202evsc.csv", "Bank\u200b.csv", "Bank\ufeff.csv", "Bank\ue000.csv", "Bank\ud800.csv", "a" * 200 + ".csv", "é" * 100 + ".csv", "",
]  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_plain_name_is_kept_as_it_is(name):
    """In whatever script; words that only begin like a device's are no devices."""
    assert file_name(name) == name


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_a_name_that_is_not_plain_is_refused_and_never_mended(name):
    """Paths, devices, streams, what cannot be seen, and what only looks like a slash."""
    with pytest.raises(Refused) as refused:
        file_name(name)

    assert refused.value.status == 400
    assert "Nothing was kept" in refused.value.sentence


@pytest.mark.parametrize(
    "name", ["run.exe", "run.bat", "page.html", "macro.xlsm", "Bank.csv.exe", "production.toml", "noend", "x.lnk", "x.svg", "x.py"]
)  # fmt: skip
def test_only_what_the_night_imports_is_taken(name):
    """Nothing that a double click or a browser would run, and no settings."""
    with pytest.raises(Refused) as refused:
        file_name(name)

    assert refused.value.status == 415


@settings(deadline=None)
@given(st.text(max_size=60).map(lambda name: name + ".csv"))
def test_whatever_name_is_taken_is_a_file_in_the_folder(name):
    """On every system: no separator, no control, no device, nothing in front or behind."""
    try:
        taken = file_name(name)
    except Refused:
        return

    assert os.path.basename(taken) == taken  # noqa: PTH119 - what systems take for a name
    assert not set(taken) & set('/\\:\x00<>"|?*\r\n')
    assert not [letter for letter in taken if ord(letter) < 32 or 127 <= ord(letter) < 160]
    assert taken == taken.strip()
    assert not taken.startswith(".")


def test_every_kind_that_is_taken_is_read_by_something():
    """The kinds are those of importers and workbooks."""
    heads = {".xlsx", ".xls", ".xlsb", ".ods", ".mpp", ".qbo", ".qfx", ".tsv", ".sch"}

    assert heads <= set(KINDS)
    assert IMPORTERS
    assert all(kind.startswith(".") and kind == kind.lower() for kind in KINDS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"Date,Amount"),
        ("a.csv", b"PK\x03\x04rest"),
        ("a.csv", b"MZ\x90\x00"),
        ("a.txt", b"\x7fELF"),
        ("a.csv", b"#!/bin/sh"),
        ("a.xls", b"MZ"),
        ("a.ods", b""),
        ("a.csv", b""),
        ("a.xml", b"%PDF-1.7"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, content):
    """By its first bytes."""
    with pytest.raises(Refused):
        require_kind(name, content)


def test_a_zip_bomb_is_kept_as_it_is_and_never_unpacked():
    """Looking at first bytes costs nothing, whatever they would become."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)

    require_kind("Bank.xlsx", packed.getvalue())
    assert len(packed.getvalue()) < 100_000


def test_a_file_lands_whole_in_a_folder_that_is_made_for_it(tmp_path):
    """And nothing else lies there."""
    put(tmp_path, "Inbox/Bank", "March.csv", b"Date,Amount\n")

    assert [path.name for path in (tmp_path / "Inbox" / "Bank").iterdir()] == ["March.csv"]
    assert (tmp_path / "Inbox" / "Bank" / "March.csv").read_bytes() == b"Date,Amount\n"


def test_what_lies_there_is_never_replaced(tmp_path):
    """Nor is anything half-written left behind."""
    put(tmp_path, "Inbox", "March.csv", b"first")
    with pytest.raises(Refused, match="already"):
        put(tmp_path, "Inbox", "March.csv", b"second")

    assert (tmp_path / "Inbox" / "March.csv").read_bytes() == b"first"
    assert len(list((tmp_path / "Inbox").iterdir())) == 1


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("where", ["Inbox", "Inbox/Bank", "Inbox/Bank/March.csv"])
def test_a_link_in_the_way_is_not_followed(tmp_path, where):
    """Neither as a folder, nor on the way to it, nor as the file itself."""
    outside = tmp_path / "outside"
    outside.mkdir()
    target = outside / "passwd"
    target.write_bytes(b"root")
    show = tmp_path / "show"
    link = show / where
    link.parent.mkdir(parents=True)
    link.symlink_to(target if where.endswith(".csv") else outside)

    with pytest.raises(Refused):
        put(show, "Inbox/Bank", "March.csv", b"mine")

    assert target.read_bytes() == b"root"
    assert [path.name for path in outside.iterdir()] == ["passwd"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_dangling_link_is_not_written_through(tmp_path):
    """It is a file of that name, wherever it would lead."""
    (tmp_path / "Inbox").mkdir()
    (tmp_path / "Inbox" / "March.csv").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Refused):
        put(tmp_path, "Inbox", "March.csv", b"mine")

    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("drop", ["..", "../other", "a/../../b", "", ".", "C:\\x", "a\\..\\..\\b"])
def test_a_drop_folder_outside_the_production_is_none(tmp_path, drop):
    """Whatever somebody wrote into the settings."""
    show = tmp_path / "show"
    show.mkdir()
    with pytest.raises(Refused):
        put(show, drop, "March.csv", b"mine")

    assert [path.name for path in tmp_path.iterdir()] == ["show"]
    assert list(show.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    """In a sentence."""
    (tmp_path / "Inbox").write_text("a file")
    with pytest.raises(Refused, match="Nothing was kept"):
        put(tmp_path, "Inbox", "March.csv", b"mine")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user with limits")
def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    """In a sentence."""
    (tmp_path / "Inbox").mkdir(mode=0o500)
    with pytest.raises(Refused, match="cannot be written"):
        put(tmp_path, "Inbox", "March.csv", b"mine")
