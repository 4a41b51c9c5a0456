"""What is tied to what: a table, a sheet, the key, and who may change which column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Policy(StrEnum):
    """What a column does when both sides may have changed it."""

    ASK = "ask"  # two-way; a conflict shows the sheet's value until somebody answers
    WORKBOOK = "workbook"  # two-way; in a conflict Excel wins
    SHEET = "sheet"  # two-way; in a conflict the sheet wins
    NEWER = "newer"  # two-way; in a conflict the side that was saved last wins
    PUSH = "push"  # only from Excel to the sheet; edits in the sheet are put back, and said
    PULL = "pull"  # only from the sheet to Excel; edits in Excel are put back, and said
    MIRROR = "mirror"  # the value of Excel's formula is shown in the sheet; never comes back
    NEVER = "never"  # not synced


class Shown(StrEnum):
    """How a column's numbers are shown, for rows that a sync adds."""

    ANYTHING = ""
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    MONEY = "money"
    PERCENT = "percent"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """One column that is tied.

    ``name`` is how the sync calls it for ever: the heading when it was bound. ``heading`` is what
    stands above it in the workbook now, ``metadata_id`` marks its column in the spreadsheet.
    """

    name: str
    heading: str = ""
    policy: Policy = Policy.ASK
    shown: Shown = Shown.ANYTHING
    metadata_id: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """When a sync stops before it writes, to be confirmed by a person."""

    deleted_rows: int = 50
    deleted_share: float = 0.2  # of the rows there were
    changed_share: float = 0.9  # of the rows there were, if there were twenty or more


@dataclass(frozen=True, slots=True)
class Binding:
    """One table of one workbook, tied to one sheet of one spreadsheet.

    ``name`` is unique in a production. ``sheet_id`` is the sheet's lasting number, never its title.
    ``key`` is the name of the column that tells rows apart (unique, never blank: a PO number, an
    account); empty: rows carry an id of ours in a hidden column ``_row`` on both sides. ``strict``:
    a *row* that both sides changed is a conflict, not only a cell.
    """

    name: str
    workbook: str
    sheet: str
    spreadsheet_id: str
    sheet_id: int
    columns: tuple[BoundColumn, ...]
    key: str = ""
    strict: bool = False
    limits: Limits = Limits()

    def column(self, name: str) -> BoundColumn | None:
        """The column of that name."""
        return next((one for one in self.columns if one.name == name), None)
