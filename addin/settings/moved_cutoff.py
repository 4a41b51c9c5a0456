"""The text of a ``production.toml`` with its cut-off dates moved on; all else stays as written."""

from __future__ import annotations

import datetime as dt
import re

from addin.settings.lines import lines_of

_DATE = re.compile(r"""=\s*("[^"]*"|'[^']*'|[\d-]+)""")


def with_cutoffs(text: str, *, previous: dt.date, cutoff: dt.date) -> str | None:
    r"""The text with both dates, comments kept.

    ``previous_cutoff`` is added above ``cutoff`` if need be. None: there is no line ``cutoff = …``
    that could be changed.

    >>> print(with_cutoffs("[production]\ncutoff = 2026-03-07  # Saturday\n",
    ...     previous=dt.date(2026, 3, 7), cutoff=dt.date(2026, 3, 14)), end="")
    [production]
    previous_cutoff = 2026-03-07
    cutoff = 2026-03-14  # Saturday
    """
    where = lines_of(text)
    lines = text.split("\n")
    at = where.get(("production", "cutoff"), 0) - 1
    if at < 0 or not _DATE.search(lines[at]):
        return None
    lines[at] = _with(lines[at], cutoff)
    before = where.get(("production", "previous_cutoff"))
    if before is None:
        lines.insert(at, f"previous_cutoff = {previous}")
    else:
        lines[before - 1] = _with(lines[before - 1], previous)
    return "\n".join(lines)


def _with(line: str, date: dt.date) -> str:
    return _DATE.sub(f"= {date}", line, count=1)
