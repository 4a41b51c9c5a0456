"""What the values of a column look like: dates, money, codes, names … from a sample of its rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from addin.tables.cells import is_nothing, to_date, to_number
from addin.tables.headings import normal
from addin.tables.occupancy import is_figure
from addin.tables.table import ErrorValue, Sheet, Value

SAMPLE: Final = 120
"""So many rows tell what a column holds."""

_CODE: Final = re.compile(r"#?[A-Za-z]{0,8}[-/ .#_]{0,2}\d[\w\-/.#]{0,20}")
_ACCOUNT: Final = re.compile(r"(?:[A-Z]{1,3}[-.]?)?\d{1,6}(?:[-./ ]\d{1,6}){0,6}[A-Z]?")
_PHONE: Final = re.compile(r"\+?[\d\s().\-/x]{7,22}")
_TIME: Final = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
_CLOCK: Final = re.compile(rf"{_TIME}(?:\s?(?:-|–|to)\s?{_TIME})?", re.IGNORECASE)  # noqa: RUF001
_COUNTED: Final = re.compile(r"\d+(?:\.\d+)?\s*[a-zA-Z]{1,8}\.?")
_YES_NO: Final = frozenset(
    "yes no y n true false x ✓ ✔ ja nein oui non si done open closed ok".split()
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A column in numbers; shares are of the sampled cells that hold something, 0 to 1."""

    column: int
    count: int = 0
    filled: float = 0.0  # share of the sampled rows
    dates: float = 0.0
    times: float = 0.0
    numbers: float = 0.0
    whole: float = 0.0  # of the numbers
    percents: float = 0.0  # of the numbers
    negative: float = 0.0  # of the numbers
    words: float = 0.0
    codes: float = 0.0  # texts with digits, as PO-2026-0016
    accounts: float = 0.0  # texts or whole numbers that could be account codes
    yes_no: float = 0.0
    counted: float = 0.0  # texts such as "5 days"
    emails: float = 0.0
    phones: float = 0.0
    distinct: float = 0.0
    ascending: float = 0.0  # neighbours in ascending order
    length: float = 0.0  # letters in a text, on average
    formulas: float = 0.0
    text_numbers: float = 0.0  # numbers and dates that are typed as text
    largest: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Nothing was found in the sample."""
        return self.count == 0


def sample(rows: Sequence[int], most: int = SAMPLE) -> list[int]:
    """Rows from all over a table: its start, its end, and evenly in between."""
    if len(rows) <= most:
        return list(rows)
    third = most // 3
    middle = rows[third:-third]
    step = max(1, len(middle) // (most - 2 * third))
    return [*rows[:third], *middle[::step][: most - 2 * third], *rows[-third:]]


def profile(sheet: Sheet, column: int, rows: Sequence[int], heading: str = "") -> Profile:
    """A column's profile over these rows; what only repeats the heading is a template's filler."""
    tally = _Tally()
    count = formulas = 0
    for row in rows:
        value = sheet.value(row, column)
        # formulas whose results nobody knows say nothing, as do dashes and fillers
        if is_nothing(value) or _is_filler(value, heading):
            continue
        count += 1
        formulas += (row, column) in sheet.formulas
        tally.add(value, sheet.format_of(row, column))
    return tally.result(column, count, len(rows), formulas) if count else Profile(column)


def _is_filler(value: Value, heading: str) -> bool:
    """``[Date]`` or ``Enter date`` under the heading ``Date``."""
    if not isinstance(value, str) or not heading:
        return False
    said = normal(value.strip("[]<>()"))
    return bool(said) and len(said) > 2 and said in heading


class _Tally:
    """Counts while a column is read."""

    def __init__(self) -> None:
        self.seen: dict[str, float] = {}
        self.keys: list[str | float] = []
        self.length = 0
        self.largest = 0.0

    def _count(self, *names: str) -> None:
        for name in names:
            self.seen[name] = self.seen.get(name, 0.0) + 1

    def add(self, value: Value, number_format: str) -> None:
        """Take one cell into account."""
        if isinstance(value, bool):
            self._count("yes_no")
        elif isinstance(value, ErrorValue):
            self._count("numbers")
        elif isinstance(value, dt.date):
            self._count("times" if _is_clock(value) else "dates")
            self.keys.append(value.toordinal())
        elif isinstance(value, dt.time | dt.timedelta):
            self._count("times")
        elif isinstance(value, int | float):
            self._number(
                float(value), number_format, code=isinstance(value, int) or value.is_integer()
            )
        elif isinstance(value, str):
            self._text(" ".join(value.split()))

    def _number(self, value: float, number_format: str, *, code: bool) -> None:
        self._count("numbers")
        self.keys.append(value)
        self.largest = max(self.largest, abs(value))
        if code:
            self._count("whole")
            if 0 <= value < 10_000_000 and not _shows_money(number_format):
                self._count("accounts")
        if value < 0:
            self._count("negative")
        if "%" in number_format:
            self._count("percents")

    def _text(self, text: str) -> None:
        kinds, number = _kinds_of_text(text)
        self._count(*kinds)
        self.length += len(text)
        self.keys.append(text if number is None else number)
        if number is not None:
            self.largest = max(self.largest, abs(number))

    def result(self, column: int, count: int, rows: int, formulas: int) -> Profile:
        """The profile."""
        numbers = self.seen.get("numbers", 0.0)
        of_numbers = {"whole", "percents", "negative"}
        shares = {
            name: seen / (max(1.0, numbers) if name in of_numbers else count)
            for name, seen in self.seen.items()
        }
        return Profile(
            column=column,
            count=count,
            filled=count / max(1, rows),
            distinct=len(set(self.keys)) / max(1, len(self.keys)),
            ascending=_ascending(self.keys),
            length=self.length / count,
            formulas=formulas / count,
            largest=self.largest,
            **shares,
        )


def _is_clock(value: dt.date) -> bool:
    """Excel's zero day with a time: a time of day."""
    return value.year <= 1900


def _shows_money(number_format: str) -> bool:
    return any(mark in number_format for mark in ("$", "€", "£", "¥", "#,##0", "0.00"))


def _ascending(keys: Sequence[str | float]) -> float:
    pairs = [(a, b) for a, b in pairwise(keys) if isinstance(a, str) is isinstance(b, str)]
    return sum(a <= b for a, b in pairs) / len(pairs) if pairs else 0.0  # type: ignore[operator]


@lru_cache(maxsize=16384)
def _kinds_of_text(text: str) -> tuple[tuple[str, ...], float | None]:
    """What a text may be, and the number it is if it is one."""
    if "@" in text and "." in text and " " not in text:
        return ("emails", "words"), None
    if text.casefold() in _YES_NO:
        return ("yes_no", "words"), None
    kinds: list[str] = []
    if _PHONE.fullmatch(text) and sum(map(str.isdigit, text)) >= 7 and "," not in text:
        kinds.append("phones")
    if _ACCOUNT.fullmatch(text):
        kinds.append("accounts")
    if _CLOCK.fullmatch(text):
        return ("times", "text_numbers"), None
    if to_date(text) is not None or (is_figure(text) and to_number(text) is None):
        return ("dates", "text_numbers"), None
    number = to_number(text)
    if number is not None:
        kinds += ["numbers", "text_numbers"]
        kinds += ["percents"] if "%" in text else []
        kinds += ["whole", "codes"] if text.isdecimal() else []
        return tuple(kinds), float(number)
    if _CODE.fullmatch(text):
        kinds.append("codes")
    if _COUNTED.fullmatch(text):
        kinds.append("counted")
    return (*kinds, "words"), None


def profiles(
    sheet: Sheet, columns: Sequence[int], rows: Sequence[int], headings: Mapping[int, str]
) -> Mapping[int, Profile]:
    """The profile of each column over a sample of these rows."""
    chosen = sample(rows)
    return {
        column: profile(sheet, column, chosen, normal(headings.get(column, "")))
        for column in columns
    }
