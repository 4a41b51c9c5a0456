"""Texts into files: whole or not at all, and what is no file stays what it is."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from addin.adapters.documents import read_text, save_text
from addin.errors import NotUtf8, WriteRefused

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")


def test_a_text_comes_back_as_it_was_saved(tmp_path):
    """And nothing else lies beside it."""
    save_text(tmp_path / "told.json", "EFC £ ↔\n")

    assert read_text(tmp_path / "told.json") == "EFC £ ↔\n"
    assert [path.name for path in tmp_path.iterdir()] == ["told.json"]


@posix
def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path):
    """So is a device: /dev/null has been replaced by a file before."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()

    save_text(pipe, "told")
    reader.join(10)

    assert read == ["told"]
    assert pipe.is_fifo()


@posix
def test_through_a_link_its_file_is_written(tmp_path):
    """The link stays one."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "real" / "told.json")

    save_text(tmp_path / "link.json", "one")
    save_text(tmp_path / "link.json", "two")

    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real" / "told.json").read_text() == "two"


def test_a_folder_is_refused_by_name(tmp_path):
    """Nothing is left behind."""
    (tmp_path / "told").mkdir()
    with pytest.raises(WriteRefused, match="told"):
        save_text(tmp_path / "told", "text")

    assert list(tmp_path.rglob("*")) == [tmp_path / "told"]


def test_a_text_in_an_old_encoding_is_named_with_its_line(tmp_path):
    """Settings are no workbook: Excel is not what to open them with."""
    (tmp_path / "studio.toml").write_bytes('# shows\nproductions = ["Sh\xf6ws"]\n'.encode("cp1252"))

    with pytest.raises(NotUtf8, match=r"a letter in line 2 .* save it as UTF-8") as caught:
        read_text(tmp_path / "studio.toml")

    assert "Excel" not in str(caught.value)
