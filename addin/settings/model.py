"""The settings of one production: frozen values, no file in sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from addin.domain.production import ForecastMode, VarianceSign
from addin.findings import Severity
from addin.tables.table import Area, Role

FILE_NAME = "production.toml"


@dataclass(frozen=True, slots=True)
class AdoptedColumn:
    """Where a field stands: its column, and the heading it had when it was confirmed."""

    column: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class AdoptedTable:
    """One table as a person confirmed it.

    Columns and headings are what counts; the area's last row may grow. A role of ``unknown`` says:
    leave this table alone.
    """

    workbook: str
    sheet: str
    role: Role
    area: Area
    header_rows: tuple[int, ...] = ()
    columns: Mapping[str, AdoptedColumn] = field(default_factory=dict)
    line: int = field(default=0, compare=False)  # of its [[table]] in the file


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may be set for one production; None: detect it."""

    name: str = ""
    currency: str | None = None
    variance_sign: VarianceSign | None = None
    forecast_mode: ForecastMode | None = None
    cutoff: dt.date | None = None
    previous_cutoff: dt.date | None = None
    tolerance: str = "0"  # in major units, as written
    open_days: int = 90
    fail_at: Severity = Severity.ERROR
    off: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()  # workbooks to leave out, as patterns
    tables: tuple[AdoptedTable, ...] = ()

    @property
    def is_adopted(self) -> bool:
        """Whether a person has confirmed what the tables are."""
        return bool(self.tables)
