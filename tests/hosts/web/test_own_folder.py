"""The key is the user's alone, made once, and never weak."""

from __future__ import annotations

import os
import stat

import pytest

from addin.hosts.web.errors import NotServed
from addin.hosts.web.own_folder import key_in, own_folder, own_key, write_private

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def test_the_key_is_made_once_and_stays(tmp_path):
    """A manifest that was loaded goes on working."""
    first = own_key(tmp_path / "new" / "folder")

    assert own_key(tmp_path / "new" / "folder") == first
    assert own_key(tmp_path / "other") != first
    assert len(first) >= 43


@posix
def test_nobody_else_can_read_the_key_or_look_into_its_folder(tmp_path):
    """Other users of the same computer are other people."""
    own_key(tmp_path / "own")

    assert stat.S_IMODE((tmp_path / "own" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_a_key_that_others_can_read_is_not_used(tmp_path, mode):
    """It may be known already; the sentence says how to mend it."""
    own_key(tmp_path)
    (tmp_path / "key").chmod(mode)

    with pytest.raises(NotServed, match="chmod 600"):
        own_key(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "short", "a" * 31, "with spaces " * 5, "é" * 40, "a" * 40 + "\nsecond"]
)
def test_a_weak_key_is_refused(tmp_path, text):
    """A key that can be guessed is none."""
    write_private(tmp_path / "key", text.encode())

    with pytest.raises(NotServed, match="holds no key"):
        key_in(tmp_path / "key")


def test_a_key_that_is_not_there_is_told(tmp_path):
    """With the name of the file."""
    with pytest.raises(NotServed, match="nowhere"):
        key_in(tmp_path / "nowhere")


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    """And nothing half written is left."""
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(NotServed, match="TIEOUT_HOME"):
        own_key(tmp_path / "file")


def test_a_file_is_replaced_whole(tmp_path):
    """Whoever reads it meanwhile sees the old one or the new one; nothing else stays behind."""
    write_private(tmp_path / "key", b"old")
    write_private(tmp_path / "key", b"new")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"key": b"new"}


def test_the_folder_can_be_named(monkeypatch, tmp_path):
    """For several setups on one computer, and for tests."""
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path))
    assert own_folder() == tmp_path / "web"
    monkeypatch.delenv("TIEOUT_HOME")
    assert own_folder().parts[-2:] == ("tieout", "web")
