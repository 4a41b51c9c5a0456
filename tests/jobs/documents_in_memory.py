"""Files beside workbooks that are drawn in memory, and workbooks with a file behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.adapters.memory import Memory
from addin.errors import FileChanged, WriteRefused
from addin.ports import Document, Touched


class DocumentsInMemory:
    """The ``Documents`` port over a dictionary; a digest is the content, spelt out."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.files = dict(files or {})

    def names(self, folder: str) -> Sequence[str]:
        """The files of one folder."""
        return sorted(n for n in self.files if n.rpartition("/")[0] == folder.strip("./"))

    def read(self, name: str) -> Document | None:
        """One file."""
        content = self.files.get(name)
        return None if content is None else Document(content, content.hex())

    def save(self, name: str, content: bytes, *, digest: str = "") -> Touched:
        """Keep it; the backup is what was there."""
        before = self.files.get(name)
        if digest and (before is None or before.hex() != digest):
            raise FileChanged(name)
        if before is not None and not digest:
            raise WriteRefused(name, "already there")
        self.files[name] = content
        return Touched(name, (before or b"").hex(), content.hex(), is_document=True)

    def restore(self, touched: Touched) -> Touched:
        """As it was."""
        now = self.files.pop(touched.workbook, b"")
        if touched.backup:
            self.files[touched.workbook] = bytes.fromhex(touched.backup)
        return Touched(touched.workbook, now.hex(), touched.backup, is_document=True)


class WithFiles(Memory):
    """Drawn workbooks that say there is a file behind them."""

    def content(self, name: str) -> bytes:
        """Some bytes."""
        return f"file of {self.read(name).name}".encode()
