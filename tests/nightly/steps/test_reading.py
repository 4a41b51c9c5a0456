"""What a night has read counts until it is written, and nothing is read twice before that."""

from __future__ import annotations

import pytest

from addin.adapters.memory import Memory
from addin.errors import FileChanged, NothingToDo
from addin.jobs.load import load
from addin.nightly.steps.read_once import ReadOnce
from addin.nightly.steps.reading import Reading
from addin.settings.model import Settings
from addin.tables.changes import Changes
from addin.tables.table import Book
from tests.grid import grid


class Counted(Memory):
    """Workbooks in memory that count how often each is read."""

    def __init__(self, *names: str) -> None:
        self.all = {name: self._book(name, "1") for name in names}
        super().__init__(*self.all.values())
        self.read_of: list[str] = []

    @staticmethod
    def _book(name: str, digest: str) -> Book:
        return Book(name, (grid("Date | Amount\n2026-03-02 | 5"),), digest)

    def save(self, name: str, digest: str) -> None:
        """Somebody saves it."""
        self._books[name] = self._book(name, digest)

    def read(self, name: str) -> Book:
        """Count it."""
        self.read_of.append(name)
        return super().read(name)


def reading(*names: str) -> tuple[Counted, ReadOnce, Reading]:
    """Files, what was read of them, and the production that they are."""
    files = Counted(*names)
    once = ReadOnce(files)
    return files, once, Reading(once, lambda: load(once, Settings(), "Show"))


def test_only_what_was_written_is_read_again():
    """Whoever writes it, by the same way."""
    files, once, show = reading("A.xlsx", "B.xlsx")
    show.now()
    digest = once.read("A.xlsx").digest
    files.read_of.clear()

    once.write("A.xlsx", Changes(), digest=digest)
    show.wrote()
    show.now()

    assert [name for name in files.read_of if name == "B.xlsx"] == []
    assert "A.xlsx" in files.read_of


def test_what_another_way_wrote_is_named():
    """A sync writes past the bench."""
    files, _, show = reading("A.xlsx", "B.xlsx")
    first = show.now()
    files.save("B.xlsx", "2")

    show.wrote("B.xlsx")

    assert [book.digest for book in show.now().books] == ["1", "2"]
    assert first is not show.now()
    assert show.edition == 2


def test_a_write_that_was_refused_makes_no_new_edition():
    """What was found in the one before still holds."""
    files, once, show = reading("A.xlsx")
    first = show.now()
    once.forget("A.xlsx")

    show.wrote()

    assert show.now() is first
    assert show.edition == 1
    assert files.read_of == ["A.xlsx", "A.xlsx"]


def test_what_somebody_else_saved_is_seen_once_all_is_over():
    """And not before: the night stands on one reading."""
    files, once, show = reading("A.xlsx", "B.xlsx")
    show.now()
    files.save("B.xlsx", "2")

    show.wrote()
    assert once.read("B.xlsx").digest == "1"
    show.over()

    assert [book.digest for book in show.now().books] == ["1", "2"]


def test_trouble_is_kept_until_it_is_tried_again():
    """A production whose files are gone says so, and is there again with them."""
    files, _, show = reading("A.xlsx")
    show.now()
    gone = dict(files._books)
    files._books.clear()
    show.over()

    with pytest.raises(NothingToDo):
        show.now()
    assert isinstance(show.trouble, NothingToDo)

    files._books.update(gone)
    show.over()
    assert show.now().books
    assert show.trouble is None


def test_the_bytes_are_those_of_what_was_read():
    """Formulas of one version are never worked out with the file of another: it is read anew."""

    class Saved(Counted):
        bytes_of = b"monday"

        def content(self, name: str) -> bytes:
            del name
            return self.bytes_of

    files = Saved("A.xlsx")
    once = ReadOnce(files)
    once.read("A.xlsx")
    before = once.content("A.xlsx"), once.content("A.xlsx")
    files.bytes_of = b"tuesday"

    with pytest.raises(FileChanged):
        once.content("A.xlsx")
    once.forget()
    once.read("A.xlsx")

    assert (before, once.content("A.xlsx")) == ((b"monday", b"monday"), b"tuesday")
