"""The small files beside a workbook that say how a write into it is taken back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from addin.errors import FileMissing, WriteRefused


def new_note(folder: Path, prefix: str, at: dt.datetime) -> Path:
    """A name that is free there: the time (UTC), so that names sort by age."""
    while (path := folder / f"{prefix}{at:%Y%m%dT%H%M%S.%fZ}.json").exists():
        at += dt.timedelta(microseconds=1)
    return path


def put_note(path: Path, content: dict[str, Any]) -> None:
    """Write one, wholly or not at all.

    Raises:
        OSError: the disk is full, a permission is missing …
    """
    temporary = path.with_suffix(".tmp")
    # in ASCII: cells of damaged exports hold half characters, which are escaped then
    temporary.write_text(json.dumps(content, indent=1), "ascii")
    temporary.replace(path)


def read_note(path: Path, version: int) -> dict[str, Any]:
    """What one says.

    Raises:
        FileMissing: it is gone.
        WriteRefused: it is damaged, or of another version.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise FileMissing(str(path), "it is no longer kept") from None
    except (OSError, ValueError) as error:
        raise WriteRefused(str(path), f"it cannot be read ({error})") from error
    if not isinstance(kept, dict) or kept.get("version") != version:
        raise WriteRefused(str(path), "another version of Tieout wrote it")
    return kept
