"""A file that somebody puts into a production's drop folder: its name, its kind, where it goes."""

from __future__ import annotations

import errno
import os
import re
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Final

from addin.hosts.web.review.refused import Refused

KINDS: Final = (
    ".csv .tsv .txt .xlsx .xls .xlsb .ods .ofx .qfx .qbo .iif .xml .json .ics .fdx .fountain .uss "
    ".mpp .sch"
).split()
"""What the night can import, by the end of its name."""
_LONGEST: Final = 120  # bytes; file systems take 255, and copies get longer names
_DEVICES: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE
)
_NOT_IN_NAMES: Final = frozenset(
    '<>:"/\\|?*\u2044\u2215\u29f5\u29f8'
)  # and what looks like a slash
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ZIPPED: Final = frozenset({".xlsx", ".xlsb", ".ods"})
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_IN_OLE: Final = frozenset({".xls", ".mpp"})
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"PK\x03\x04", _OLE, b"%PDF", b"\xca\xfe\xba\xbe")


def file_name(given: str) -> str:
    """The name under which a file is kept: the one it has, or none at all.

    Nothing is mended: a name that is not plain is refused, so that what lies in the folder is
    called as the person who sent it believes.

    Raises:
        Refused: it is no plain name, or of a kind that is not imported.
    """
    name = unicodedata.normalize("NFC", given)
    looks_like = unicodedata.normalize("NFKC", name)
    stem = name.partition(".")[0].strip()
    if not name:
        raise Refused(400, "Choose a file first. Nothing was kept.")
    if (
        len(name.encode("utf-8", "replace")) > _LONGEST
        or name != name.strip()
        or name.startswith((".", "~"))
        or name.endswith(".")
        or _NOT_IN_NAMES & {*name, *looks_like}
        or any(unicodedata.category(letter) in _UNSEEN for letter in name)
        or ".." in looks_like
        or _DEVICES.fullmatch(stem)
    ):
        raise Refused(
            400, "A file with such a name is not taken. Nothing was kept. Call it otherwise first."
        )
    if Path(name).suffix.casefold() not in KINDS:
        raise Refused(415, f"Only exports are taken: {', '.join(KINDS)}. Nothing was kept.")
    return name


def require_kind(name: str, content: bytes) -> None:
    """Refuse what is not what its name says. Nothing is unpacked.

    Raises:
        Refused: it is empty, a program, or a workbook that is none.
    """
    kind = Path(name).suffix.casefold()
    if not content:
        raise Refused(400, f"{name} is empty. Nothing was kept.")
    if kind in _ZIPPED:
        fits = content.startswith((b"PK\x03\x04", _OLE))  # OLE: a workbook with a password
    elif kind in _IN_OLE:
        fits = content.startswith((_OLE, b"\x09\x08", b"\x09\x04", b"\x09\x02", b"<", b"\xef\xbb"))
    else:
        fits = not content.startswith(_PROGRAMS)
    if not fits:
        raise Refused(415, f"{name} is not what its name says. Nothing was kept.")


def put(folder: Path, drop: str, name: str, content: bytes) -> None:
    """Put a file into a drop folder, whole or not at all; nothing there is ever replaced.

    Raises:
        Refused: the drop folder leads elsewhere, has such a file, or cannot be written to.
    """
    parts = [part for part in re.split(r"[\\/]", drop) if part not in {"", "."}]
    if ".." in parts or not parts or Path(drop).is_absolute() or ":" in drop:
        raise Refused(409, f"The drop folder '{drop}' is not in the production. Nothing was kept.")
    try:
        if os.open in os.supports_dir_fd and os.link in os.supports_dir_fd:
            _put_below(folder, parts, name, content)
        else:
            _put_beside(folder, parts, name, content)
    except FileExistsError:
        raise Refused(
            409,
            f"There is a file called {name} in {drop} already. Nothing was kept. If yours is "
            "another one, call it otherwise first.",
        ) from None
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            raise Refused(
                409, f"The drop folder '{drop}' leads out of the production. Nothing was kept."
            ) from None
        why = error.strerror or str(error)
        raise Refused(409, f"{drop} cannot be written to ({why}). Nothing was kept.") from None


def _put_below(folder: Path, parts: list[str], name: str, content: bytes) -> None:
    """Each folder is opened from the one before, so no link is ever followed, however quick."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts:
            with suppress(FileExistsError):
                os.mkdir(part, 0o770, dir_fd=here)
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = below
        part_name = f".{secrets.token_hex(8)}.part"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            with os.fdopen(os.open(part_name, flags, 0o660, dir_fd=here), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.link(part_name, name, src_dir_fd=here, dst_dir_fd=here, follow_symlinks=False)
        finally:
            with suppress(OSError):
                os.unlink(part_name, dir_fd=here)
    finally:
        os.close(here)


def _put_beside(folder: Path, parts: list[str], name: str, content: bytes) -> None:
    """Where folders cannot be opened so (Windows): every step is looked at first."""
    here = root = folder.resolve()
    for part in parts:
        here /= part
        here.mkdir(exist_ok=True)
        if here.resolve() != here or not here.is_relative_to(root):
            raise OSError(errno.ELOOP, "it is a link")
    part_path = here / f".{secrets.token_hex(8)}.part"
    try:
        with part_path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if (here / name).exists():
            raise FileExistsError
        part_path.rename(here / name)  # which replaces nothing on Windows
    finally:
        with suppress(OSError):
            part_path.unlink()
