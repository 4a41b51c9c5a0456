"""Whole files beside the workbooks: there wholly or not at all, and taken back to the byte."""

from __future__ import annotations

import pytest

from addin.adapters.beside import Beside
from addin.errors import FileChanged, FileMissing, WriteRefused
from addin.ports import Documents


@pytest.fixture
def beside(tmp_path) -> Documents:
    """An empty folder."""
    return Beside(tmp_path)


def test_a_new_file_is_there_whole_and_goes_when_it_is_taken_back(beside, tmp_path):
    """Its folder is made; taking back keeps a copy, and taking that back puts it there again."""
    saved = beside.save("Closed weeks/Report.html", b"page")
    assert (tmp_path / "Closed weeks" / "Report.html").read_bytes() == b"page"
    assert beside.names("Closed weeks") == ["Closed weeks/Report.html"]

    gone = beside.restore(saved)
    assert beside.read("Closed weeks/Report.html") is None
    assert beside.names("Closed weeks") == []
    again = beside.restore(gone)

    assert beside.read("Closed weeks/Report.html").content == b"page"
    assert again == saved


def test_a_file_is_replaced_only_by_somebody_who_read_it(beside):
    """With a backup, and back again."""
    beside.save("production.toml", b"one")
    before = beside.read("production.toml")
    saved = beside.save("production.toml", b"two", digest=before.digest)

    assert beside.read("production.toml").content == b"two"
    with pytest.raises(FileChanged):
        beside.save("production.toml", b"three", digest=before.digest)
    with pytest.raises(WriteRefused, match="already there"):
        beside.save("production.toml", b"three")
    back = beside.restore(saved)
    assert beside.read("production.toml") == before
    assert back.digest == before.digest


def test_a_file_that_somebody_changed_since_stays(beside, tmp_path):
    """New or replaced: their work is not lost."""
    new = beside.save("page.html", b"one")
    (tmp_path / "page.html").write_bytes(b"mine")
    with pytest.raises(FileChanged):
        beside.restore(new)

    assert (tmp_path / "page.html").read_bytes() == b"mine"
    replaced = beside.save("page.html", b"two", digest=beside.read("page.html").digest)
    (tmp_path / "page.html").write_bytes(b"mine again")
    with pytest.raises(FileChanged):
        beside.restore(replaced)


def test_names_stay_in_the_folder(beside, tmp_path):
    """Nothing is read or written above it."""
    for name in ("../out.html", str(tmp_path / "out.html")):
        with pytest.raises(FileMissing):
            beside.save(name, b"")
        with pytest.raises(FileMissing):
            beside.read(name)
    assert beside.names("no such folder") == ()
