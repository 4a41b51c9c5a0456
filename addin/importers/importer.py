"""What an importer is: it knows its files by their first bytes, and reads one whole.

An importer is pure: bytes in, values out. Whatever the bytes are, it either reads them or raises
``ImportRefused``. What it could not use it says in ``remarks``, each with the line it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
class ImportedTable:
    """Rows as a list in a workbook would hold them.

    ``headings`` name the columns; ``fields`` maps field names of the role (tables/vocabulary) to
    the column's place, from 0. ``lines`` says for each row on which line (or at which record) of
    the file it stands. ``id_field`` is the column whose value tells rows apart over several files
    (a bank's own id of a movement), so that nothing is imported twice.
    """

    title: str
    role: Role
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    fields: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    id_field: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds: lists, and where it is one, the schedule or plan behind them."""

    format: str
    name: str
    tables: tuple[ImportedTable, ...] = ()
    schedule: ShootingSchedule | None = None
    plan: ProjectPlan | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of file.

    ``knows(head, file_name)`` says whether the first bytes are of this kind: certain, not likely;
    a file that two importers know is asked about. ``read(content, file_name)`` reads it.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    knows: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Imported]
