"""What an importer is: it knows its files by their first bytes, and reads one whole.

An importer is pure: bytes in, values out. Whatever the bytes are, it either reads them or raises
``ImportRefused``. What it could not use it says in ``remarks``, each with the line it stands on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from addin.domain.project_plan import ProjectPlan
from addin.domain.stripboard import ShootingSchedule
from addin.tables.table import Role, Value

HEAD: Final = 4096
"""How many bytes of a file ``knows`` is given."""
LARGEST: Final = 200 * 1024 * 1024
"""More is refused before it is read."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the file that was not used, or read in a way a person should know of."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What the file itself says its amounts add up to.

    ``said`` is a half sentence: "closing balance 12,345.67 ties"; ``breaks`` are the places where
    amounts and stated balances or totals disagree. ``closing`` is the balance after the last line,
    ``closing_on`` its day; None where the file states none.
    """

    said: str = ""
    breaks: tuple[Remark, ...] = ()
    closing: Decimal | None = None
    closing_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """Rows as a list in a workbook would hold them.

    ``headings`` name the columns; ``fields`` maps field names of the role (tables/vocabulary) to
    the column's place, from 0. ``lines`` says for each row on which line (or at which record) of
    the file it stands. ``id_field`` is the column whose value tells rows apart over several files
    (a bank's own id of a movement), so that nothing is imported twice. ``account`` is the
    number of the account or card they belong to, empty where the file does not say; ``currencies``
    are the codes of those the file says its amounts are in. ``proof`` is what the file states to
    prove them.
    """

    title: str
    role: Role
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    fields: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    id_field: str = ""
    account: str = ""
    proof: Proof = Proof()
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds: lists, and where it is one, the schedule or plan behind them."""

    format: str
    name: str
    tables: tuple[ImportedTable, ...] = ()
    schedule: ShootingSchedule | None = None
    plan: ProjectPlan | None = None
    remarks: tuple[Remark, ...] = ()


RowsOf = Sequence[Sequence[Value]]
"""A list as rows: the records of a text file, or the rows of a sheet."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """How a kind of list is read from rows, so that it may also come as a sheet of a workbook.

    ``read(rows, file_name, day_first)``: the last says how dates such as 3/4/2026 are written,
    where a person was asked; None: the file has to show it.
    """

    knows: Callable[[RowsOf], bool]
    read: Callable[[RowsOf, str, bool | None], Imported]


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of file.

    ``knows(head, file_name)`` says whether the first bytes are of this kind: certain, not likely;
    a file that two importers know is asked about. ``read(content, file_name)`` reads it. A list,
    which may also come as a workbook, has ``of_rows``.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    knows: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Imported]
    of_rows: RowReader | None = None
