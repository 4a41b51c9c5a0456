"""Which workbooks of a folder a run takes: all, or a part by a fixed rule."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

KINDS = {".xlsx", ".xlsm", ".xltx", ".xltm"}


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in KINDS)


def sampled(files: Sequence[Path], every: int) -> list[Path]:
    """One file in ``every`` by the checksum of its name: the same files everywhere, each time."""
    return [path for path in files if zlib.crc32(path.name.encode()) % every == 0]


def wants_all() -> bool:
    """Whether the whole corpus was asked for."""
    return bool(os.environ.get("TIEOUT_WHOLE_CORPUS")) or os.environ.get("TIEOUT_CORPUS") == "all"
