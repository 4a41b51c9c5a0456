"""The port of a sync to the shared sheet: one bound table of a Google spreadsheet.

The Sheets API has no "only if unchanged". What stands in for it: every push is *one* atomic batch
that takes a **generation** under the batch's own name (of two writers on one generation one wins,
and an answer that was lost can be asked for), and leaves a **tag** on each row that it writes, so
that one read afterwards shows which rows were really hit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from addin.tables.typed_cell import TypedCell

Cells = Mapping[str, TypedCell]
"""The bound cells of one row, by the binding's name of the column; a column not there is blank."""

Rows = Mapping[str, Cells]
"""Row id → cells, in the order of their side. A row whose cells are all blank is deleted."""


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A row of the sheet as pulled: where it stood then (from 1), and its bound cells."""

    row: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Pulled:
    """The bound table as one read gave it.

    ``rows`` by row id, in the sheet's order; ``blanked`` are rows that have an id and nothing else
    (deleted before; one that comes back goes into its own). ``unnamed`` are ids given just now to
    rows that people typed or pasted without one, or with one that another row has (blanked ones
    too): the next push writes them.
    ``headers`` is what stands above each bound column now; ``missing`` are bound columns that are
    gone, ``doubled`` keys that stand in several rows where the key is a column of the table, and
    ``keyless`` are the sheet rows there that say something and have no key. ``copied`` are
    ids of ours that more than one row carried. ``columns`` is where each bound column stood.
    """

    rows: Mapping[str, SharedRow]
    blanked: Mapping[str, SharedRow] = field(default_factory=dict)
    unnamed: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    keyless: tuple[int, ...] = ()
    copied: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowWrite:
    """Cells to be written into a row that was pulled; ``names_row``: its id too.

    ``known_by`` is for a repair alone: the tags by which its row is told apart, for one that has
    no id of its own to go by.
    """

    id: str
    row: int
    cells: Cells
    names_row: bool = False
    known_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowAppend:
    """A row to stand below the table."""

    id: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class SheetEdits:
    """Everything that one batch writes."""

    writes: tuple[RowWrite, ...] = ()
    appends: tuple[RowAppend, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.writes or self.appends)


@dataclass(frozen=True, slots=True)
class Repair:
    """What puts back the cells that misplaced writes touched, and the sheet as it was read then.

    It is committed as a generation of its own, and verified like any other.
    """

    edits: SheetEdits
    before: Pulled


@dataclass(frozen=True, slots=True)
class RowRemoval:
    """A blanked row that is to go for good: its id, and where it stood when it was pulled."""

    id: str
    row: int


@dataclass(frozen=True, slots=True)
class PutBack:
    """How a removal ended: the ids that are gone, and how many other rows had to be put back."""

    gone: tuple[str, ...] = ()
    rows: int = 0

    def __bool__(self) -> bool:
        return bool(self.gone or self.rows)


class SharedSheet(Protocol):
    """One bound table of a spreadsheet that other people edit while we look at it."""

    def probe(self) -> str:
        """A mark that changes with every change of the spreadsheet. One call.

        Raises:
            SharingRefused: it is gone, or no longer shared with us.
            SharedSheetBusy: quota or faults, after all tries.
        """
        ...

    def saved(self) -> dt.datetime | None:
        """When the spreadsheet was changed last, as the last probe found it; None: not known."""
        ...

    def pull(self, known: Rows | None = None) -> Pulled:
        """The whole table, in as few reads as can be. Raises as ``probe``.

        A formula that ``known`` has in the same cell is believed to be one; of others it is asked
        whether they are texts that begin with ``=``, by one more read.
        """
        ...

    def commit(
        self, generation: int, batch: str, edits: SheetEdits, *, mends: bool = False
    ) -> bool:
        """Write the edits as this generation, all or nothing; no edits: only take it (a *fence*).

        True: this very batch has the generation, also if an earlier try of it landed. False:
        another batch has it; nothing of this one was written, or ever will be. ``mends``: it
        repairs the generations before it, whose tags stay until it is verified.

        Raises:
            AnswerLost: no answer came; it may have landed, or may still.
            Others as ``probe``.
        """
        ...

    def taken(self) -> Mapping[int, str]:
        """The last generations that were taken, and by which batch. Raises as ``probe``."""
        ...

    def repair(
        self, generation: int, edits: SheetEdits, before: Pulled, *, mends: bool = False
    ) -> Repair | None:
        """Where did the writes of a generation land? None: each in the row that was meant.

        Else what puts back exactly the cells that misplaced writes touched; of a batch that itself
        ``mends``, also what did not land where it should. Raises as ``probe``.
        """
        ...

    def load(self, generation: int, batch: str, edits: SheetEdits) -> bool:
        """Fill an empty table: fixed addresses, read back, the generation taken last.

        Safe to be done again from its start. False: another batch has the generation, or what was
        read back is not what was written. Raises as ``commit``.
        """
        ...

    def occupied(self, rows: Sequence[RowRemoval]) -> frozenset[str]:
        """The ids of rows that hold anything beside their id: in any column, a note too.

        One read; the table was pulled before. Raises as ``probe``.
        """
        ...

    def remove(self, generation: int, batch: str, rows: Sequence[RowRemoval]) -> bool:
        """Delete rows, as this generation, all or nothing; what stood in them is kept in the sheet.

        ``put_back`` must follow. False: another batch has the generation, nothing was deleted.
        Raises as ``commit``.
        """
        ...

    def put_back(self, generation: int, batch: str, rows: Sequence[RowRemoval]) -> PutBack | None:
        """After ``remove`` of these rows: append what it took by mistake, as another generation.

        Done already: nothing more happens. None: another batch has the generation; again, with a
        later one. Raises as ``commit``.
        """
        ...
