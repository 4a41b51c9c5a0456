"""Which production a workbook in Excel belongs to: a folder of this computer, or one of its own.

Excel on the web tells a workbook's address and name, not where else it lies. So ``tieout serve
--production FOLDER`` names the folders; a workbook belongs to the one that has a workbook of its
name. One that is in none is a production by itself: what is kept for it (journal, history,
decisions) is kept in Tieout's own folder, under the workbook's address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from addin import wiring
from addin.errors import FileError, NothingToDo


@dataclass(frozen=True, slots=True)
class Productions:
    """The folders that were named, and the folder for workbooks that are in none of them."""

    folders: tuple[Path, ...]
    own: Path


@dataclass(frozen=True, slots=True)
class Home:
    """Where a workbook belongs: ``workbook`` is its path from ``folder``."""

    folder: Path
    workbook: str
    with_files: bool
    name: str = ""


def home_of(asked: Mapping[str, Any], productions: Productions) -> Home:
    """Where the workbook of a request belongs.

    ``document`` is its address, ``production`` the number of a folder if somebody chose one.

    Raises:
        NothingToDo: it was never saved, or belongs to several folders and nobody chose.
        FileError: a folder cannot be looked into.
    """
    document = str(asked.get("document") or "")
    file = file_name(document)
    if not file:
        raise NothingToDo(
            "This workbook has no name yet. Nothing was done. Save it, and press again."
        )
    chosen = asked.get("production")
    if isinstance(chosen, int) and 0 <= chosen < len(productions.folders):
        folder = productions.folders[chosen]
        found = _called(folder, file)
        return Home(folder, _only(found, file, folder) or file, with_files=True)
    homes = [(folder, found) for folder in productions.folders if (found := _called(folder, file))]
    if len(homes) > 1:
        raise NothingToDo(
            f"{file} is in {len(homes)} productions: {', '.join(f.name for f, _ in homes)}. "
            "Nothing was done. Choose one at the top of the pane."
        )
    if homes:
        folder, found = homes[0]
        return Home(folder, _only(found, file, folder), with_files=True)
    key = hashlib.blake2b(document.encode(), digest_size=12).hexdigest()
    folder = wiring.made(productions.own / key)
    return Home(folder, file, with_files=False, name=PurePosixPath(file).stem)


def file_name(document: str) -> str:
    r"""The name of a workbook's file, from its address or path.

    >>> file_name("https://show.sharepoint.com/Docs/Cost%20Report.xlsx?web=1")
    'Cost Report.xlsx'
    >>> file_name(r"C:\\Shows\\Cost Report.xlsx")
    'Cost Report.xlsx'
    """
    path = unquote(urlsplit(document).path) if "://" in document else document
    return re.split(r"[/\\]", path)[-1].strip()


def listed(productions: Productions, document: str) -> list[dict[str, Any]]:
    """The folders that were named, and whether they have a workbook of that name."""
    file = file_name(document)
    return [
        {"number": number, "name": folder.name, "has_it": bool(file and _called(folder, file))}
        for number, folder in enumerate(productions.folders)
    ]


def _called(folder: Path, file: str) -> Sequence[str]:
    try:
        names = wiring.workbooks(folder).names()
    except FileError:
        return ()
    wanted = file.casefold()
    return [name for name in names if PurePosixPath(name).name.casefold() == wanted]


def _only(found: Sequence[str], file: str, folder: Path) -> str:
    if len(found) > 1:
        raise NothingToDo(
            f"{folder.name} has several workbooks called {file}: {', '.join(found)}. "
            "Nothing was done. Give them names of their own."
        )
    return found[0] if found else ""
