"""Bytes of one file: whole, named when they cannot be had, and never of another file."""

from __future__ import annotations

import os

import pytest

from addin.adapters.documents import read_text
from addin.adapters.files import read_below, read_bytes
from addin.adapters.folder import Folder
from addin.errors import DamagedFile, FileError, FileMissing, UnreadableFile

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files in folders")


@POSIX
@pytest.mark.parametrize("name", ["x.xlsx", "x.txt", "x.csv"])
def test_a_pipe_among_workbooks_holds_nobody_up(tmp_path, name):
    """Nobody ever writes into it, so a reader would wait for ever."""
    os.mkfifo(tmp_path / name)

    Folder(tmp_path).names()

    with pytest.raises(UnreadableFile, match="pipe"):
        read_bytes(tmp_path / name, name)


@POSIX
def test_settings_that_are_a_pipe_or_never_end_are_refused(tmp_path):
    """Neither waits, and neither fills the memory."""
    os.mkfifo(tmp_path / "production.toml")
    (tmp_path / "endless.toml").symlink_to("/dev/zero")

    for name in ("production.toml", "endless.toml"):
        with pytest.raises(FileError, match="pipe or a device"):
            read_text(tmp_path / name)


def test_a_text_is_read_with_any_ends_of_lines(tmp_path):
    """As people's editors write them, with a mark at the beginning or without."""
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")

    assert read_text(tmp_path / "a.toml") == "a\nb\nc\n"


def test_a_file_below_a_folder_is_read(tmp_path):
    """Whatever folders are on the way."""
    (tmp_path / "Inbox" / "deep").mkdir(parents=True)
    (tmp_path / "Inbox/deep/a.csv").write_bytes(b"a,b\n")

    assert read_below(tmp_path, "Inbox/deep/a.csv") == b"a,b\n"


@POSIX
@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_link_that_was_swapped_in_is_not_followed_by_a_night(tmp_path, where):
    """Else whoever may put files into a drop folder could read what the night may read."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.csv").write_bytes(b"pay,9000\n")
    show = tmp_path / "show"
    show.mkdir()
    if where == "folder":
        (show / "Inbox").symlink_to(tmp_path / "secret")
    else:
        (show / "Inbox").mkdir()
        (show / "Inbox/a.csv").symlink_to(tmp_path / "secret/a.csv")

    with pytest.raises(UnreadableFile, match="a link is on the way"):
        read_below(show, "Inbox/a.csv")


@pytest.mark.parametrize("name", ["", "../a.csv", "/etc/hosts", "x/../../a.csv"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    """It is refused before anything is opened."""
    with pytest.raises(UnreadableFile, match="not in the production's folder"):
        read_below(tmp_path, name)


def test_what_cannot_be_read_below_a_folder_has_its_name(tmp_path):
    """Empty, not there, or a name that no file can have."""
    (tmp_path / "empty.csv").write_bytes(b"")

    with pytest.raises(DamagedFile):
        read_below(tmp_path, "empty.csv")
    with pytest.raises(FileMissing):
        read_below(tmp_path, "none.csv")
    with pytest.raises(FileMissing):
        read_below(tmp_path, "a\0b.csv")
