"""Read what is tied to shared sheets: a [[sync]] for each table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from addin.settings.lines import Path
from addin.settings.reader import Reader
from addin.tables.binding import Binding, BoundColumn, Limits, Policy, Shown

_NEEDED: Final = ("name", "workbook", "sheet", "spreadsheet", "sheet_id", "columns")
_SYNC: Final = (*_NEEDED, "key", "strict", "stop_at")
_LIMITS: Final = ("deleted_rows", "deleted_share", "changed_share")
_COLUMN: Final = ("policy", "shown", "heading", "mark")
_ADDRESS: Final = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([\w-]+)")
_ID: Final = re.compile(r"[\w-]+")
_WHOLE_COLUMN: Final = frozenset({Policy.NEVER, Policy.MIRROR})


def bindings(reader: Reader) -> tuple[Binding, ...]:
    """What is tied to what, in the order of the file."""
    found: dict[str, Binding] = {}
    tied: dict[tuple[str, int], str] = {}
    for number, raw in enumerate(reader.listed("sync")):
        where = ("sync", number)
        one = _binding(reader, where, raw)
        if one is None:
            continue
        if one.name in found:
            reader.wrong((*where, "name"), f"there are two syncs called '{one.name}'")
        other = tied.setdefault((one.spreadsheet_id, one.sheet_id), one.name)
        if other != one.name:
            what = f"this sheet is tied by the sync '{other}' already; tie each sheet once"
            reader.wrong((*where, "sheet_id"), what)
        found[one.name] = one
    return tuple(found.values())


def _binding(reader: Reader, where: Path, raw: object) -> Binding | None:
    if not isinstance(raw, dict):
        reader.wrong(where, "a [[sync]] holds keys, not a value")
        return None
    reader.known(where, raw, _SYNC)
    lacking = [name for name in _NEEDED if name not in raw]
    for name in lacking:
        reader.lacking(where, name, f"this sync lacks '{name}'")
    columns = tuple(_columns(reader, (*where, "columns"), raw.get("columns", {})))
    key = reader.text((*where, "key"), raw.get("key", ""))
    _check_key(reader, where, key, columns)
    texts = {name: reader.text((*where, name), raw.get(name, "")) for name in _NEEDED[:4]}
    empty = [name for name, text in texts.items() if name in raw and not text.strip()]
    for name in empty:
        reader.wrong((*where, name), f"{name} is empty")
    strict = reader.flag((*where, "strict"), raw.get("strict", False))
    limits = _limits(reader, (*where, "stop_at"), raw.get("stop_at", {}))
    sheet_id = reader.whole((*where, "sheet_id"), raw.get("sheet_id", 0))
    spreadsheet = _spreadsheet(reader, (*where, "spreadsheet"), texts["spreadsheet"])
    if lacking or empty or not columns:
        return None
    return Binding(
        name=texts["name"],
        workbook=texts["workbook"],
        sheet=texts["sheet"],
        spreadsheet_id=spreadsheet,
        sheet_id=sheet_id,
        columns=columns,
        key=key,
        strict=strict,
        limits=limits,
    )


def _spreadsheet(reader: Reader, where: Path, text: str) -> str:
    """The spreadsheet's id; its whole address will do."""
    address = _ADDRESS.search(text)
    if address:
        return address[1]
    if text and not _ID.fullmatch(text):
        what = f"'{text}' is no spreadsheet: give its address, or the long id in it"
        reader.wrong(where, what)
    return text


def _check_key(reader: Reader, where: Path, key: str, columns: tuple[BoundColumn, ...]) -> None:
    if not key or not columns:
        return
    column = next((one for one in columns if one.name == key), None)
    if column is None:
        named = ", ".join(one.name for one in columns)
        reader.wrong((*where, "key"), f"the key '{key}' is none of the columns: {named}")
    elif column.policy in _WHOLE_COLUMN:
        what = f"the key column cannot be '{column.policy}': both sides need it to tell rows apart"
        reader.wrong((*where, "columns", key), what)


def _limits(reader: Reader, where: Path, raw: object) -> Limits:
    usual = Limits()
    if not isinstance(raw, dict):
        reader.wrong(where, "stop_at is written as {deleted_rows = 50, deleted_share = 0.2}")
        return usual
    reader.known(where, raw, _LIMITS)
    return Limits(
        reader.whole((*where, "deleted_rows"), raw.get("deleted_rows", usual.deleted_rows)),
        reader.share((*where, "deleted_share"), raw.get("deleted_share", usual.deleted_share)),
        reader.share((*where, "changed_share"), raw.get("changed_share", usual.changed_share)),
    )


def _columns(reader: Reader, where: Path, raw: object) -> Iterator[BoundColumn]:
    """``Amount = "ask"``, or ``Amount = {policy = "ask", shown = "money"}``."""
    if not isinstance(raw, dict):
        reader.wrong(where, "columns is a section: write [sync.columns] on a line of its own")
        return
    if not raw:
        reader.wrong(where, "no column is tied: name them under [sync.columns]")
    for name, value in raw.items():
        at = (*where, name)
        if isinstance(value, str):
            yield BoundColumn(name, policy=_policy(reader, at, value))
        elif isinstance(value, dict):
            reader.known(at, value, _COLUMN)
            yield _column(reader, at, name, value)
        else:
            what = f'a column is written as "{name}" = "ask", or with braces'
            reader.wrong(at, what)


def _column(reader: Reader, at: Path, name: str, raw: Mapping[str, Any]) -> BoundColumn:
    shown = raw.get("shown", "")
    chosen = reader.choice((*at, "shown"), shown, tuple(Shown)) if shown else ""
    return BoundColumn(
        name,
        reader.text((*at, "heading"), raw.get("heading", "")),
        _policy(reader, at, raw.get("policy", "ask")),
        Shown(chosen) if chosen else Shown.ANYTHING,
        reader.whole((*at, "mark"), raw.get("mark", 0)),
    )


def _policy(reader: Reader, at: Path, value: object) -> Policy:
    chosen = reader.choice((*at, "policy"), value, tuple(Policy))
    return Policy(chosen) if chosen else Policy.ASK
