"""The rows of one side of a sync: by row id, each with its bound cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from addin.ports.sheets import Cells, Rows


def is_blank(cells: Cells) -> bool:
    """Whether a row counts as deleted."""
    return not any(cells.values())


@dataclass(frozen=True, slots=True)
class WorkbookRows:
    """The workbook's side of a binding as read.

    ``at`` is the sheet row of each id; ``digest`` is that of the file. ``unnamed`` are ids given
    just now to rows that have none. ``doubled`` are keys that stand in several rows; ``missing``
    bound columns that are gone; ``headings`` what stands above each column now. ``saved`` is when
    the file was saved last; None: not known, as while it is open.
    """

    rows: Rows
    at: Mapping[str, int]
    digest: str
    unnamed: tuple[str, ...] = ()
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    saved: dt.datetime | None = field(default=None, compare=False)
