"""The settings of one production: frozen values, no file in sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from glob import escape
from pathlib import PurePosixPath

from addin.domain.production import ForecastMode, VarianceSign
from addin.findings import Severity
from addin.settings.studio import UNSAID, USUAL_NIGHT, NightSettings
from addin.tables.binding import Binding
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


class When(StrEnum):
    """When formulas are worked out anew for a check."""

    NEVER = "never"  # a formula without a value stays unknown
    MISSING = "missing"  # only those for which the file holds no value
    ALWAYS = "always"  # all of them: what the file shows is compared, not trusted


@dataclass(frozen=True, slots=True)
class RecalculationSettings:
    """How formulas are worked out; an empty engine means the default one."""

    engine: str = ""
    when: When = When.MISSING


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """What schedules are held against; nothing set: the check is silent about it.

    ``pages_a_day`` is a page count as written, such as ``4 4/8``. ``territory`` says whose public
    holidays count, ``agreement`` whose rest and meals count for the crew, by its name in the rule
    tables, and ``cast_agreement`` for the cast.
    """

    pages_a_day: str = ""
    company_moves: int | None = None
    territory: str = ""
    agreement: str = ""
    cast_agreement: str = ""


@dataclass(frozen=True, slots=True)
class GoogleSettings:
    """Which account syncs with Google Sheets; nothing set: the person who signed in.

    ``credentials`` is the whole path of a credentials file outside the production's folder, or
    ``default`` for what the computer has; never a secret itself. ``impersonate`` is a service
    account to become, ``subject`` a person to act for.
    """

    credentials: str = ""
    impersonate: str = ""
    subject: str = ""


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
    recalculation: RecalculationSettings = RecalculationSettings()
    google: GoogleSettings = GoogleSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    syncs: tuple[Binding, ...] = ()
    night: NightSettings = UNSAID

    @property
    def is_adopted(self) -> bool:
        """Whether a person has confirmed what the tables are."""
        return bool(self.tables)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Patterns of files that are no workbooks of it: what is ignored, what is to be imported.

        A drop folder holds what is not in the workbooks yet, and what was put into them: read as
        lists of the production, all of it would count twice.
        """
        drop = self.night.over(USUAL_NIGHT).drop or ()
        return (*self.ignored, *(f"{escape(_plain(folder))}/*" for folder in drop))


def _plain(folder: str) -> str:
    """A folder as names of workbooks begin with it: ``./Inbox/`` is ``Inbox``."""
    return PurePosixPath(folder.replace("\\", "/")).as_posix()
