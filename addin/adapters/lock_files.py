"""Lock files: by them Excel and LibreOffice tell that a workbook is open, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open: the program, the person if the lock file names one, the lock file."""

    program: str
    person: str
    lock_file: Path

    def __str__(self) -> str:
        who = f"{self.person} has it" if self.person else "it is"
        return (
            f"{who} open in {self.program}"
            f" (if nobody has, the file {self.lock_file.name} was left behind: delete it)"
        )


def holder_of(path: Path) -> Holder | None:
    """Who has a workbook open, by the lock file beside it; None if nobody.

    A lock file that cannot be read still locks: Excel keeps its own open.
    """
    excel = path.with_name(f"~${path.name}")
    if _is_there(excel):
        return Holder("Excel", _excel_user(excel), excel)
    office = path.with_name(f".~lock.{path.name}#")
    if _is_there(office):
        return Holder("LibreOffice", _office_user(office), office)
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # the name has become too long to be one
        return False


def _excel_user(path: Path) -> str:
    """The name in Excel's owner file: at offset 54 its length, then UTF-16; in front as bytes."""
    content = _content(path)
    if len(content) >= 56:
        length = int.from_bytes(content[54:56], "little")
        name = content[56 : 56 + 2 * length].decode("utf-16-le", "replace")
        if name.strip("\0 "):
            return _shown(name)
    if content and 0 < content[0] < len(content):
        return _shown(content[1 : 1 + content[0]].decode("cp1252", "replace"))
    return ""


def _office_user(path: Path) -> str:
    """The name in LibreOffice's lock file: the first field, or the second, the system's name."""
    fields = _content(path).decode("utf-8", "replace").split(",")
    return next((_shown(name) for name in fields[:2] if _shown(name)), "")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()[:4096]
    except OSError:
        return b""


def _shown(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable()).strip()[:60]
