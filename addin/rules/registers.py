"""Registers: permits, insurance, contracts, permissions and bookings, each from a day to a day.

They are lists that people lay out as they like, so that they are known by their words: a column
that names what they are about, a column until when it holds, and a name that says what it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from addin.domain.source import Place
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key
from addin.tables.cells import to_date, to_text
from addin.tables.clock_cells import to_when
from addin.tables.table import Role, Sheet, Table, Value

_ROLES: Final = (
    Role.UNKNOWN, Role.SCHEDULE, Role.TASK_LIST, Role.VENDOR_LIST, Role.INVENTORY,
    Role.CAST_LIST, Role.CREW_LIST,
)  # fmt: skip

_PEOPLE: Final = frozenset({Role.CAST_LIST, Role.CREW_LIST})
"""Their own dates are records already; a column Contract beside them is no register."""


class Kind(StrEnum):
    """What the lines of a register are."""

    PERMIT = "permit"
    INSURANCE = "insurance"
    PERMISSION = "permission"
    CONTRACT = "contract"
    UNAVAILABLE = "unavailable"
    BOOKING = "booking"


_KINDS: Final[Mapping[Kind, re.Pattern[str]]] = {
    Kind.PERMIT: re.compile(r"\bpermits?\b|\bfilming licen[cs]es?\b", re.IGNORECASE),
    Kind.INSURANCE: re.compile(
        r"\binsurances?\b|\bpolic(?:y|ies)\b|\bcoi\b|\bcertificates? of insurance\b", re.IGNORECASE
    ),
    Kind.PERMISSION: re.compile(
        r"\bclearances?\b|\bpermissions?\b|\bart(?:work)? releases?\b|\brights\b", re.IGNORECASE
    ),
    Kind.UNAVAILABLE: re.compile(
        r"\bunavailab(?:le|ility)\b|\bblack.?outs?\b|\bnot available\b|\bbooked.?out\b"
        r"|\bconflict dates\b",
        re.IGNORECASE,
    ),
    Kind.CONTRACT: re.compile(
        r"\bcontracts?\b|\bdeal memos?\b|\blocation agreements?\b", re.IGNORECASE
    ),
    Kind.BOOKING: re.compile(
        r"\bbookings?\b|\breservations?\b|\b(?:stage|vehicle|equipment|studio|room) schedule\b"
        r"|\ballocations?\b",
        re.IGNORECASE,
    ),
}
_ABOUT: Final = re.compile(
    r"^\W*(?:location|site|property|asset|artwork|image|music|song|equipment|item|vehicle|stage"
    r"|studio|room|resource|person|actor|performer|artist|cast(?: member)?|name|covers|subject"
    r"|what|where|who)(?: name)?\W*$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"^\W*(?:valid |effective |permit |contract |cover |out |booked )?(?:from|start(?:s|ing)?)"
    r"(?: (?:date|time))?\W*$|^\W*(?:effective|start|begin|pick.?up) date\W*$|^\W*begins?\W*$",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    r"^\W*(?:valid |effective |permit |contract |cover |booked )?(?:to|until|till|thru|through"
    r"|end(?:s|ing)?|expires?|expiry|expiration|returned|return)(?: (?:date|time))?\W*$",
    re.IGNORECASE,
)
_STATUS: Final = re.compile(
    r"^\W*(?:status|state|cleared\??|signed\??|approved\??)\W*$", re.IGNORECASE
)
_SCENES: Final = re.compile(r"^\W*(?:scenes?|sc\.?|scene (?:no\.?|#))\W*$", re.IGNORECASE)
_USED: Final = re.compile(
    r"^\W*(?:use|used|use date|used on|shoot date|shoots|needed|needed by|needed on|date used"
    r"|on set|air date|first use)\W*$",
    re.IGNORECASE,
)
_MANY: Final = re.compile(r"^\W*(?:qty|quantity|count|how many)\W*$", re.IGNORECASE)
VOID: Final = re.compile(
    r"\b(?:cancel\w*|void|denied|refused|rejected|withdrawn|declined|superseded)\b", re.IGNORECASE
)
OPEN: Final = re.compile(
    r"\b(?:pending|requested|open|waiting|not (?:yet )?(?:cleared|signed|approved)|outstanding"
    r"|in progress|to do|tbd|tbc|sent|denied|refused|no)\b",
    re.IGNORECASE,
)
CLEARED: Final = re.compile(
    r"^\W*(?:cleared|approved|signed|granted|yes|y|ok|done|received|licensed|public domain"
    r"|fully executed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a register; None: it says no such day. Both days count.

    ``begins`` and ``ends`` are the same as moments, for bookings that have times.
    """

    kind: Kind
    about: str
    first: dt.date | None
    last: dt.date | None
    status: str
    scenes: tuple[str, ...]
    used: dt.date | None
    begins: dt.datetime | None
    ends: dt.datetime | None
    is_one: bool  # of things that there may be several of: there is but one
    sheet: str
    places: Mapping[str, Place]

    @property
    def key(self) -> str:
        """What it is about, as names compare."""
        return name_key(self.about)

    def at(self, *names: str) -> Place:
        """The first of these cells that the register has, else the cell that names it."""
        return next(
            (self.places[name] for name in names if name in self.places), self.places["about"]
        )

    def covers(self, day: dt.date) -> bool:
        """The day lies within it; an end that is not said is none."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def entries(papers: Workpapers, *kinds: Kind) -> Iterator[Entry]:
    """The lines of every register of these kinds, in reading order."""
    for table, sheet in papers.tables_of(*_ROLES):
        kind = _kind(table)
        if kind in kinds:
            yield from _entries(table, sheet, kind)


def _kind(table: Table) -> Kind | None:
    """By the sheet's name and title, failing which by a heading; lists of people by name alone."""
    headings = "" if table.role in _PEOPLE else " | ".join(table.headings.values())
    for text in (f"{table.sheet} {table.title}", headings):
        found = next((kind for kind, words in _KINDS.items() if words.search(text)), None)
        if found is not None:
            return found
    return None


def _entries(table: Table, sheet: Sheet, kind: Kind) -> Iterator[Entry]:
    columns = {
        name: column
        for name, words in (
            ("about", _ABOUT), ("first", _FROM), ("last", _TO), ("status", _STATUS),
            ("scenes", _SCENES), ("used", _USED), ("many", _MANY),
        )
        if (column := next((c for c, text in table.headings.items() if words.match(text)), 0))
    }  # fmt: skip
    if "about" not in columns or not {"last", "status", "used"} & columns.keys():
        return
    for row in table.body:
        told: dict[str, Value] = {
            name: sheet.value(row, column) for name, column in columns.items()
        }
        about = to_text(told["about"]).strip()
        if about:
            yield Entry(
                kind,
                about,
                to_date(told.get("first")),
                to_date(told.get("last")),
                to_text(told.get("status")).strip(),
                tuple(part for part in re.split(r"[,;&\s]+", to_text(told.get("scenes"))) if part),
                to_date(told.get("used")),
                _moment(told.get("first")),
                _moment(told.get("last")),
                told.get("many") in {None, 1, "1", ""},
                table.sheet,
                {name: table.place(row, column) for name, column in columns.items()},
            )


def _moment(value: Value) -> dt.datetime | None:
    """A day with its time; without a time midnight, for bookings that go by days."""
    when = to_when(value) if isinstance(value, dt.date | str) else None
    if isinstance(when, dt.datetime):
        return when
    day = to_date(value)
    return dt.datetime(day.year, day.month, day.day) if day is not None else None


def same_thing(one: str, other: str) -> bool:
    """Two names that compare equal, or one that is the other with more behind or before it.

    >>> same_thing(name_key("Union Station"), name_key("Union Station, platform 3"))
    True
    """
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (one == other or (" " in shorter and f" {shorter} " in f" {longer} "))
