"""Read ``production.toml``: every mistake at once, each with its line."""

from __future__ import annotations

from addin.domain.production import ForecastMode, VarianceSign
from addin.errors import SettingsError
from addin.findings import Severity
from addin.settings.lines import Path
from addin.settings.model import (
    AdoptedColumn,
    AdoptedTable,
    GoogleSettings,
    RecalculationSettings,
    Settings,
    When,
)
from addin.settings.read_night import night_settings
from addin.settings.read_schedule import schedule_settings
from addin.settings.read_sync import bindings
from addin.settings.reader import Reader
from addin.tables.table import MAX_COLUMN, Role, column_number
from addin.tables.vocabulary import FIELDS

_PRODUCTION = ("name", "currency", "variance", "forecast", "cutoff", "previous_cutoff", "ignore")
_CHECK = ("tolerance", "open_days", "fail_at", "off")
_RECALCULATE = ("engine", "when")
_GOOGLE = ("credentials", "impersonate", "subject")
_TABLE = ("workbook", "sheet", "role", "area", "header_rows", "columns")


def settings(text: str, path: str) -> Settings:
    """The settings in the text of a ``production.toml``.

    Raises:
        SettingsError: it has mistakes; all of them, with line numbers. Nothing was run.
    """
    reader = _Reader(text)
    result = reader.read()
    if reader.problems:
        raise SettingsError(path, tuple(sorted(set(reader.problems))))
    return result


class _Reader(Reader):
    """Walks the document once and collects what is wrong with it."""

    def read(self) -> Settings:
        """The settings, with defaults where something is wrong."""
        self.known(
            (),
            self.document,
            ("production", "check", "schedule", "recalculate", "google", "table", "sync", "night"),
        )
        show = self.section("production", _PRODUCTION)
        check = self.section("check", _CHECK)
        recalculate = self.section("recalculate", _RECALCULATE)
        google = self.section("google", _GOOGLE)
        tables = self.listed("table")
        severity = self.choice(
            ("check", "fail_at"), check.get("fail_at", "error"), ("note", "warning", "error")
        )
        return Settings(
            name=self.text(("production", "name"), show.get("name", "")),
            currency=self.currency(show.get("currency")),
            variance_sign=self.member(VarianceSign, ("production", "variance"), show),
            forecast_mode=self.member(ForecastMode, ("production", "forecast"), show),
            cutoff=self.date(("production", "cutoff"), show.get("cutoff")),
            previous_cutoff=self.date(
                ("production", "previous_cutoff"), show.get("previous_cutoff")
            ),
            tolerance=self.amount(("check", "tolerance"), check.get("tolerance", 0)),
            open_days=self.whole(("check", "open_days"), check.get("open_days", 90)),
            fail_at=Severity[severity.upper()] if severity else Severity.ERROR,
            off=frozenset(self.texts(("check", "off"), check.get("off", []))),
            ignored=self.texts(("production", "ignore"), show.get("ignore", [])),
            tables=tuple(
                table
                for number, raw in enumerate(tables)
                if (table := self.table(("table", number), raw)) is not None
            ),
            recalculation=RecalculationSettings(
                self.text(("recalculate", "engine"), recalculate.get("engine", "")),
                self.member(When, ("recalculate", "when"), recalculate) or When.MISSING,
            ),
            google=GoogleSettings(
                *(self.text(("google", name), google.get(name, "")) for name in _GOOGLE)
            ),
            schedule=schedule_settings(self),
            syncs=bindings(self),
            night=night_settings(self),
        )

    def table(self, where: Path, raw: object) -> AdoptedTable | None:
        """One [[table]]; None when it is too wrong to use."""
        if not isinstance(raw, dict):
            self.wrong(where, "a [[table]] holds keys, not a value")
            return None
        self.known(where, raw, _TABLE)
        for key in ("workbook", "sheet", "role", "area"):
            if key not in raw:
                self.lacking(where, key, f"this table lacks '{key}'")
        role = self.member(Role, (*where, "role"), raw)
        area = self.area((*where, "area"), raw.get("area"))
        if role is None or area is None:
            return None
        rows = raw.get("header_rows", [])
        if not isinstance(rows, list) or not all(type(row) is int and row > 0 for row in rows):
            self.wrong((*where, "header_rows"), "header_rows is a list of row numbers, as [4]")
            rows = []
        return AdoptedTable(
            workbook=self.text((*where, "workbook"), raw.get("workbook", "")),
            sheet=self.text((*where, "sheet"), raw.get("sheet", "")),
            role=role,
            area=area,
            header_rows=tuple(rows),
            columns=self.columns((*where, "columns"), raw.get("columns", {}), role),
            line=self.lines.get(where, 0),
        )

    def columns(self, where: Path, raw: object, role: Role) -> dict[str, AdoptedColumn]:
        """``amount = "F: Total"`` → column 6 with its heading."""
        found: dict[str, AdoptedColumn] = {}
        if not isinstance(raw, dict):
            self.wrong(where, "columns is a section: write [table.columns] on a line of its own")
            return found
        self.known(where, raw, FIELDS[role])
        for name, value in raw.items():
            letters, _, heading = str(value).partition(":")
            letters = letters.strip()
            right = letters.isascii() and letters.isalpha() and len(letters) <= 3
            if not isinstance(value, str) or not right or column_number(letters) > MAX_COLUMN:
                what = f"'{value}' is no column: write the letter and the heading, as \"F: Total\""
                self.wrong((*where, name), what)
                continue
            found[name] = AdoptedColumn(column_number(letters), heading.strip())
        return found
