"""Lists as text (.csv, .tsv): the row of headings, and the records below it by heading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.errors import ImportRefused
from addin.text.delimited import fields_of, unquoted
from addin.text.encoding import text_of

_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_MOST: Final = 1_000_000  # records; a sheet has no more rows


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its headings as written, its records, and at which record of the file each stands.

    A heading that stands there several times (an issue tracker writes one column for each label)
    is one field with all its values.
    """

    headings: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def fields(self) -> Mapping[str, tuple[int, ...]]:
        """Heading in small letters → its columns, from 0."""
        found: dict[str, tuple[int, ...]] = {}
        for at, heading in enumerate(self.headings):
            key = heading.strip().casefold()
            found[key] = (*found.get(key, ()), at)
        return found


@dataclass(frozen=True, slots=True)
class Record:
    """One record, to be asked by heading."""

    fields: Mapping[str, tuple[int, ...]]
    values: Sequence[str]
    line: int

    def all(self, *headings: str) -> tuple[str, ...]:
        """The values under the first of these headings that is there, without the empty ones."""
        for heading in headings:
            at = self.fields.get(heading.casefold())
            if at is not None:
                told = (self.values[one].strip() for one in at if one < len(self.values))
                return tuple(value for value in told if value)
        return ()

    def one(self, *headings: str) -> str:
        """The first value under the first of these headings; empty: none."""
        return next(iter(self.all(*headings)), "")

    def date(self, *headings: str) -> dt.datetime | None:
        """A date as programs write it, ``2026-03-14``, with or without a time; None: none."""
        found = _DATE.fullmatch(self.one(*headings))
        if found is None:
            return None
        try:
            return dt.datetime(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None


def listed(content: bytes, file_name: str, *needed: str) -> Listed:
    """The list in these bytes, from the first record that has all the headings ``needed``.

    Raises:
        ImportRefused: it is no text, or has no such record.
    """
    text = text_of(content)
    if text is None:
        raise ImportRefused(file_name, "its bytes are not text")
    wanted = {one.casefold() for one in needed}
    headings: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for number, fields in enumerate(fields_of(text), 1):
        record = tuple(unquoted(one) for one in fields)
        if number > _MOST:
            raise ImportRefused(file_name, f"it has more than {_MOST} records")
        if not headings:
            if wanted <= {one.strip().casefold() for one in record}:
                headings = record
        elif any(one.strip() for one in record):
            rows.append(record)
            lines.append(number)
    if not headings:
        asked = ", ".join(needed)
        raise ImportRefused(file_name, f"no line of it has the headings {asked}")
    return Listed(headings, tuple(rows), tuple(lines))


def records(read: Listed) -> Iterator[Record]:
    """The records, one by one."""
    fields = read.fields()
    for values, line in zip(read.records, read.lines, strict=True):
        yield Record(fields, values, line)


def begins_with(head: bytes, *needed: str) -> bool:
    """Whether the first line of a file holds all these headings."""
    first = re.split(rb"\r\n|\r|\n", head.lstrip(b"\xef\xbb\xbf"), maxsplit=1)[0]
    text = text_of(first) or ""
    parts = {part.strip().strip('"').casefold() for part in re.split(r"[,;\t|]", text)}
    return {one.casefold() for one in needed} <= parts
