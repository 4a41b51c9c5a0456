"""How much one batch may carry, and how many calls a push takes: estimated before anything is sent.

Figures: a one-cell edit with its tag is about 400 bytes, a typed cell of a budget about 46
(measured); Google advises 2 MB a request and ends one after 180 seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.ports.sheets import RowAppend, RowWrite, SheetEdits
from addin.sync.cells import size

MOST_BYTES: Final = 1_500_000
MOST_REQUESTS: Final = 5_000
MOST_ROWS: Final = 1_500
"""Rows written into: each leaves a tag, and a sheet keeps 30,000 characters of those."""

_ASIDE: Final = 2  # requests of every batch: its marker, and the old tags away
_WRITE, _TAG, _NAME = 150, 200, 200
_APPENDED_ROW, _NO_CELL = 70, 3


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls to Google that a run takes if nothing goes wrong: reads and writes have two quotas."""

    reads: int = 2  # the probe and the pull
    writes: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.reads + self.writes


def calls_of(chunks: Sequence[SheetEdits]) -> Calls:
    """Probe and pull; for each batch itself and the read that verifies it."""
    return Calls(2 + len(chunks), len(chunks))


def chunks_of(
    edits: SheetEdits,
    columns: Sequence[str],
    *,
    most_bytes: int = MOST_BYTES,
    most_requests: int = MOST_REQUESTS,
    most_rows: int = MOST_ROWS,
) -> tuple[SheetEdits, ...]:
    """The edits as batches that are each small enough; a row is never taken apart.

    Rows keep their order, writes before appends. No edits: no batch.
    """
    chunks: list[SheetEdits] = []
    writes: list[RowWrite] = []
    appends: list[RowAppend] = []
    filled = requests = 0
    rows: tuple[RowWrite | RowAppend, ...] = (*edits.writes, *edits.appends)
    for row in rows:
        need, more = _weight(row, columns)
        full = filled + need > most_bytes or requests + more > most_requests - _ASIDE
        full = full or (isinstance(row, RowWrite) and len(writes) == most_rows)
        if full and (writes or appends):
            chunks.append(SheetEdits(tuple(writes), tuple(appends)))
            writes, appends, filled, requests = [], [], 0, 0
        if isinstance(row, RowWrite):
            writes.append(row)
        else:
            appends.append(row)
        filled += need
        requests += more
    if writes or appends:
        chunks.append(SheetEdits(tuple(writes), tuple(appends)))
    return tuple(chunks)


def _weight(row: RowWrite | RowAppend, columns: Sequence[str]) -> tuple[int, int]:
    """Bytes and requests of one row."""
    cells = sum(size(cell) for cell in row.cells.values())
    if isinstance(row, RowAppend):
        return _APPENDED_ROW + cells + _NO_CELL * (len(columns) - len(row.cells)), 1
    runs = sum(1 for _ in _runs(row, columns))
    return _WRITE * runs + cells + _TAG + _NAME * row.names_row, runs + 1 + row.names_row


def _runs(row: RowWrite, columns: Sequence[str]) -> Iterator[str]:
    """The first column of each run of columns that stand side by side."""
    before = False
    for column in columns:
        written = column in row.cells
        if written and not before:
            yield column
        before = written
