"""Read ``production.toml``: every mistake at once, each with its line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from addin.domain.production import ForecastMode, VarianceSign
from addin.errors import SettingsError
from addin.findings import Severity
from addin.settings.lines import Path, lines_of, parsed
from addin.settings.model import (
    AdoptedColumn,
    AdoptedTable,
    RecalculationSettings,
    Settings,
    When,
)
from addin.tables.table import MAX_COLUMN, Area, Role, column_number
from addin.tables.vocabulary import FIELDS

_PRODUCTION = ("name", "currency", "variance", "forecast", "cutoff", "previous_cutoff", "ignore")
_CHECK = ("tolerance", "open_days", "fail_at", "off")
_RECALCULATE = ("engine", "when")
_TABLE = ("workbook", "sheet", "role", "area", "header_rows", "columns")

E = TypeVar("E", bound=StrEnum)


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


class _Reader:
    """Walks the document once and collects what is wrong with it."""

    def __init__(self, text: str) -> None:
        document, mistakes = parsed(text)
        self.document = document
        self.lines = lines_of(text)
        self.problems: list[tuple[int, str]] = list(mistakes)

    def wrong(self, where: Path, what: str) -> None:
        """Note a mistake at the nearest line that is known."""
        at = where
        while at and at not in self.lines:
            at = at[:-1]
        self.problems.append((self.lines.get(at, 0), what))

    def read(self) -> Settings:
        """The settings, with defaults where something is wrong."""
        self.known((), self.document, ("production", "check", "recalculate", "table"))
        show = self.section("production", _PRODUCTION)
        check = self.section("check", _CHECK)
        recalculate = self.section("recalculate", _RECALCULATE)
        tables = self.document.get("table", [])
        if not isinstance(tables, list):
            self.wrong(("table",), "each table is written as [[table]], in double brackets")
            tables = []
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
        )

    def section(self, name: str, known: tuple[str, ...]) -> dict[str, Any]:
        """A section as a dictionary, its unknown keys noted."""
        section = self.document.get(name, {})
        if not isinstance(section, dict):
            self.wrong((name,), f"'{name}' is a section: write [{name}] on a line of its own")
            return {}
        self.known((name,), section, known)
        return section

    def known(self, where: Path, section: dict[str, Any], names: tuple[str, ...]) -> None:
        """Note keys that mean nothing, with the nearest name that does."""
        for key in section:
            if key not in names:
                near = get_close_matches(key, names, 1)
                hint = f"; did you mean '{near[0]}'?" if near else f"; known: {', '.join(names)}"
                self.wrong((*where, key), f"'{key}' is not known here{hint}")

    def table(self, where: Path, raw: object) -> AdoptedTable | None:
        """One [[table]]; None when it is too wrong to use."""
        if not isinstance(raw, dict):
            self.wrong(where, "a [[table]] holds keys, not a value")
            return None
        self.known(where, raw, _TABLE)
        for key in ("workbook", "sheet", "role", "area"):
            if key not in raw:
                self.wrong(where, f"this table lacks '{key}'")
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

    def member(self, kind: type[E], where: Path, raw: dict[str, Any]) -> E | None:
        """One of a fixed set of texts."""
        value = raw.get(str(where[-1]))
        if value is None:
            return None
        choice = self.choice(where, value, tuple(member.value for member in kind))
        return kind(choice) if choice else None

    def choice(self, where: Path, value: object, among: tuple[str, ...]) -> str:
        """The value if it is one of these, else a mistake and nothing."""
        if value in among:
            return str(value)
        near = get_close_matches(str(value), among, 1)
        hint = f"; did you mean '{near[0]}'?" if near else f"; it is one of: {', '.join(among)}"
        self.wrong(where, f"'{value}' is no {where[-1]}{hint}")
        return ""

    def text(self, where: Path, value: object) -> str:
        """A text."""
        if isinstance(value, str):
            return value
        self.wrong(where, f"{where[-1]} is a text: put it in quotes")
        return ""

    def texts(self, where: Path, value: object) -> tuple[str, ...]:
        """A list of texts."""
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.wrong(where, f'{where[-1]} is a list of texts, as ["one", "two"]')
        return ()

    def whole(self, where: Path, value: object) -> int:
        """A whole number of zero or more."""
        if type(value) is int and value >= 0:
            return value
        self.wrong(where, f"{where[-1]} is a whole number, zero or more")
        return 0

    def amount(self, where: Path, value: object) -> str:
        """An amount in major units."""
        try:
            if not isinstance(value, bool) and Decimal(str(value)) >= 0:
                return str(value)
        except InvalidOperation:
            pass
        self.wrong(where, f"{where[-1]} is an amount of zero or more, as 0.50")
        return "0"

    def date(self, where: Path, value: object) -> dt.date | None:
        """A date."""
        if value is None:
            return None
        if isinstance(value, dt.date):
            return value.date() if isinstance(value, dt.datetime) else value
        self.wrong(where, f"{where[-1]} is a date without quotes, as 2026-11-14")
        return None

    def currency(self, value: object) -> str | None:
        """An ISO 4217 code."""
        if value is None:
            return None
        if isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha():
            return value.upper()
        self.wrong(("production", "currency"), 'currency is a code of three letters, as "USD"')
        return None

    def area(self, where: Path, value: object) -> Area | None:
        """A range of cells."""
        if value is None:
            return None
        try:
            return Area.of(str(value))
        except ValueError:
            self.wrong(where, f"'{value}' is no range of cells: write it as \"A4:K210\"")
            return None
