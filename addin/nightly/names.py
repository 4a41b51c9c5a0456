"""What the productions of a manifest are called, before anything of them is read but their name."""

from __future__ import annotations

import glob
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from addin.errors import AddinError
from addin.settings.model import FILE_NAME
from addin.settings.read import settings
from addin.settings.studio import AlertSettings

Read = Callable[[Path], str]


def name_of(folder: Path, read: Read) -> str:
    """What a production is called: by its settings, else by its folder.

    Settings with mistakes name nothing; the night says what is wrong with them.
    """
    path = folder / FILE_NAME
    try:
        if path.is_file():
            return settings(read(path), str(path)).name or folder.resolve().name
        return folder.resolve().name
    except (AddinError, OSError, RuntimeError):
        return folder.name


def same_names(folders: Sequence[Path], read: Read) -> tuple[tuple[int, str], ...]:
    """What is wrong where productions share a name and a history, as (0, sentence)."""
    by_name: defaultdict[str, list[Path]] = defaultdict(list)
    for folder in folders:
        by_name[name_of(folder, read)].append(folder)
    shared = [(name, same) for name, same in by_name.items() if len(same) > 1]
    return tuple((0, _said(name, same)) for name, same in shared)


def _said(name: str, same: Sequence[Path]) -> str:
    return (
        f"{len(same)} productions are called '{name}': {', '.join(map(str, same))}. With "
        "shared_history they would mix up their findings: give each another name in its "
        f"{FILE_NAME}"
    )


def limited(alert: AlertSettings, names: Sequence[str]) -> Iterator[AlertSettings]:
    """An alert for some productions only: none if it would speak of none of them."""
    patterns = alert.productions or ("*",)
    fitting = [name for name in names if any(fnmatch(name, pattern) for pattern in patterns)]
    if fitting:
        yield replace(alert, productions=tuple(map(glob.escape, dict.fromkeys(fitting))))
