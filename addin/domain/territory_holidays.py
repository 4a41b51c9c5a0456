"""The public holidays of production territories, as shipped with their source.

Countries are known by their ISO 3166 codes, parts of them as ``US-CA``, ``GB-ENG``, ``AU-NSW``.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from addin.domain.package_text import package_text
from addin.domain.working_days import Holidays


class UnknownTerritory(LookupError):
    """No shipped list of holidays has this name, or more than one has."""

    def __init__(self, given: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(given, near)
        self.given = given
        self.near = near

    def __str__(self) -> str:
        if self.near:
            return f"holidays of “{self.given}”: say which: {', '.join(self.near)}"
        return f"no holidays are known of “{self.given}”; SCHED_TERRITORIES() lists those there are"


@dataclass(frozen=True, slots=True)
class Territory:
    """A country, or a part of one, whose holidays are shipped for whole years.

    ``also`` holds further names; ``source`` says where the dates are from.
    """

    code: str
    name: str
    also: tuple[str, ...]
    first_year: int
    last_year: int
    source: str


@cache
def territories() -> tuple[Territory, ...]:
    """Every territory whose holidays are known, in the order in which they are listed."""
    return tuple(
        Territory(
            row["territory"],
            row["name"],
            tuple(also for also in row["also"].split(";") if also),
            int(row["first"]),
            int(row["last"]),
            row["source"],
        )
        for row in _rows("territories.csv")
    )


def territory(given: str) -> Territory:
    """The territory of a code or a name, in any case.

    A country that is listed by its parts only is an error, and so is a bare ``CA``, that is
    California to some and Canada to others.

    Raises:
        UnknownTerritory: none, or several.

    >>> territory("us-ca").name, territory("Scotland").code
    ('California', 'GB-SCT')
    """
    wanted = given.strip().casefold()
    for each in territories():
        if wanted in {each.code.casefold(), each.name.casefold(), *map(str.casefold, each.also)}:
            return each
    near = tuple(
        f"{each.code} ({each.name})"
        for each in territories()
        if len(wanted) > 1 and wanted in each.code.casefold().split("-")
    )
    raise UnknownTerritory(given.strip(), near)


@cache
def holidays_of(code: str) -> Holidays:
    """The holidays of a territory, by its code.

    Raises:
        UnknownTerritory: there is none.
    """
    found = territory(code)
    names = {
        dt.date(int(day[:4]), int(day[4:6]), int(day[6:])): row["holiday"]
        for row in _dates().get(found.code, ())
        for day in row["dates"].split()
    }
    return Holidays(
        dict(sorted(names.items())),
        dt.date(found.first_year, 1, 1),
        dt.date(found.last_year, 12, 31),
        f"{found.code} ({found.name})",
    )


@cache
def _dates() -> Mapping[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows("holidays.csv"):
        found.setdefault(row["territory"], []).append(row)
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = package_text("addin.domain", "rule_data", name)
    return csv.DictReader(text.splitlines())
