"""Walk a settings document and collect what is wrong with it, each mistake with its line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from addin.settings.lines import Path, lines_of, parsed
from addin.tables.table import Area

E = TypeVar("E", bound=StrEnum)


class Reader:
    """One document; every method reads one kind of value, and notes what is no such value."""

    def __init__(self, text: str) -> None:
        document, mistakes = parsed(text)
        self.document = document
        self.lines = lines_of(text)
        self.problems: list[tuple[int, str]] = list(mistakes)
        lines = text.split("\n")
        self._unread = "\n".join(lines[line - 1] for line, _ in mistakes)
        self._is_lost = bool(mistakes) and not document

    def wrong(self, where: Path, what: str) -> None:
        """Note a mistake at the nearest line that is known."""
        at = where
        while at and at not in self.lines:
            at = at[:-1]
        self.problems.append((self.lines.get(at, 0), what))

    def lacking(self, where: Path, key: str, what: str) -> None:
        """Note a key that should stand here, unless it is in what could not be read."""
        if not self._is_lost and key not in self._unread:
            self.wrong(where, what)

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

    def listed(self, name: str) -> list[object]:
        """The tables written as [[name]]."""
        found = self.document.get(name, [])
        if isinstance(found, list):
            return found
        self.wrong((name,), f"each {name} is written as [[{name}]], in double brackets")
        return []

    def member(self, kind: type[E], where: Path, raw: dict[str, Any]) -> E | None:
        """One of a fixed set of texts."""
        value = raw.get(str(where[-1]))
        if value is None:
            return None
        choice = self.choice(where, value, tuple(member.value for member in kind))
        return kind(choice) if choice else None

    def choice(self, where: Path, value: object, among: tuple[str, ...], called: str = "") -> str:
        """The value if it is one of these, else a mistake and nothing. ``called``: what one is."""
        if value in among:
            return str(value)
        near = get_close_matches(str(value), among, 1)
        hint = f"; did you mean '{near[0]}'?" if near else f"; it is one of: {', '.join(among)}"
        self.wrong(where, f"'{value}' is no {called or where[-1]}{hint}")
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

    def share(self, where: Path, value: object) -> float:
        """A part of the whole, from 0 to 1."""
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if is_number and 0 <= value <= 1:  # type: ignore[operator] # it is a number
            return float(value)  # type: ignore[arg-type] # as above
        self.wrong(where, f"{where[-1]} is a part of the whole, from 0 to 1, as 0.2")
        return 0.0

    def flag(self, where: Path, value: object) -> bool:
        """Yes or no."""
        if isinstance(value, bool):
            return value
        self.wrong(where, f"{where[-1]} is true or false, without quotes")
        return False
