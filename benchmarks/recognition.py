"""How well tables are recognised in hand-labelled workbooks: python -m benchmarks.recognition."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from addin.tables.recognise import PROPOSAL, recognise
from addin.tables.table import SURE, Area, Book, Role, RowKind, Table, column_letters
from addin.tables.vocabulary import KEY_FIELDS

ROOT: Final = Path(__file__).resolve().parents[1]
TRUTH: Final = ROOT / "tests" / "truth" / "tables.toml"


@dataclass(frozen=True, slots=True)
class Label:
    """One table as a person sees it."""

    workbook: str
    sheet: str
    roles: tuple[Role, ...]  # the right one first, then those one would accept
    area: Area
    header_rows: tuple[int, ...]
    columns: Mapping[str, tuple[str, ...]]  # field → column letters that are right
    kinds: Mapping[RowKind, frozenset[int]]  # totals and sections, as far as they were labelled
    split: str


@dataclass
class Score:
    """Counts over a part of the labels."""

    tables: int = 0
    found: int = 0
    roles: int = 0
    columns: int = 0
    columns_right: int = 0
    headers: int = 0
    rows_right: int = 0  # totals and sections found
    rows_there: int = 0
    rows_said: int = 0
    workbooks: set[str] = field(default_factory=set)
    wrong_and_sure: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    rows_wrong: list[str] = field(default_factory=list)

    @property
    def role_share(self) -> float:
        """Share of the tables whose role is right."""
        return self.roles / max(1, self.tables)

    @property
    def column_share(self) -> float:
        """Share of the key columns that are mapped to the right column."""
        return self.columns_right / max(1, self.columns)


def labels(path: Path = TRUTH) -> tuple[Label, ...]:
    """The hand-made truth."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("table", [])
    return tuple(_label(entry) for entry in entries)


def _label(entry: Mapping[str, Any]) -> Label:
    also = entry.get("columns_also", {})
    columns = {
        name: (letters, *_several(also.get(name, ())))
        for name, letters in entry.get("columns", {}).items()
    }
    return Label(
        entry["workbook"],
        entry["sheet"],
        (Role(entry["role"]), *map(Role, entry.get("also", ()))),
        Area.of(entry["area"]),
        tuple(entry["header_rows"]),
        columns,
        {
            RowKind.TOTAL: frozenset(entry.get("totals", ())),
            RowKind.SECTION: frozenset(entry.get("sections", ())),
        },
        entry["split"],
    )


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def overlap(one: Area, other: Area) -> float:
    """Cells in both over cells in either."""
    rows = min(one.bottom, other.bottom) - max(one.top, other.top) + 1
    columns = min(one.right, other.right) - max(one.left, other.left) + 1
    if rows <= 0 or columns <= 0:
        return 0.0
    both = rows * columns
    return both / (_size(one) + _size(other) - both)


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def is_same(label: Label, table: Table) -> bool:
    """Whether a table that was found is the labelled one."""
    if overlap(label.area, table.area) >= 0.5:
        return True
    heads = bool(label.header_rows) and label.header_rows == table.header_rows
    return heads and label.area.left == table.area.left


def score(truth: Iterable[Label], read: Callable[[str], Book]) -> dict[str, Score]:
    """Each split, and all, over every labelled workbook."""
    by_book: dict[str, list[Label]] = {}
    for label in truth:
        by_book.setdefault(label.workbook, []).append(label)
    scores = {"tune": Score(), "held out": Score(), "all": Score()}
    for name, there in by_book.items():
        book = read(name)
        for part in (scores[there[0].split], scores["all"]):
            part.workbooks.add(name)
        for sheet in book.sheets:
            # a text file is a book with one sheet; the labels leave its name empty
            names = {sheet.name, ""} if len(book.sheets) == 1 else {sheet.name}
            wanted = [label for label in there if label.sheet in names]
            found = recognise(sheet, name)
            for part in (scores[there[0].split], scores["all"]):
                _count(part, wanted, found, f"{name}!{sheet.name}")
    return scores


def _count(part: Score, wanted: list[Label], found: tuple[Table, ...], where: str) -> None:
    left = list(found)
    for label in wanted:
        same = [table for table in left if is_same(label, table)]
        table = max(same, key=lambda t: overlap(label.area, t.area), default=None)
        if table is not None:
            left.remove(table)
        _one(part, label, table, where)
    for table in left:
        if table.role is not Role.UNKNOWN and table.confidence >= PROPOSAL:
            part.invented.append(f"{where}!{table.area} as {table.role} ({table.confidence:.2f})")
            if table.confidence >= SURE:
                part.wrong_and_sure.append(f"{part.invented[-1]}, no table there")


def _one(part: Score, label: Label, table: Table | None, where: str) -> None:
    part.tables += 1
    keys = [name for name in KEY_FIELDS[label.roles[0]] if name in label.columns]
    part.columns += len(keys)
    spot = f"{where}!{label.area}"
    if table is None:
        part.roles += label.roles[0] is Role.UNKNOWN  # nothing was said of it, and that is right
        part.missed.append(f"{spot}: {label.roles[0]} was not found")
        return
    part.found += 1
    part.headers += table.header_rows == label.header_rows
    if table.role in label.roles:
        part.roles += 1
    else:
        said = f"{spot}: {label.roles[0]} taken for {table.role} ({table.confidence:.2f})"
        part.missed.append(said)
        if table.role is not Role.UNKNOWN and table.confidence >= SURE:
            part.wrong_and_sure.append(said)
    _rows(part, label, table, spot)
    for name in keys:
        column = table.fields.get(name)
        if column and column_letters(column) in label.columns[name]:
            part.columns_right += 1
        else:
            got = column_letters(column) if column else "nothing"
            part.missed.append(f"{spot}: {name} is {label.columns[name][0]}, not {got}")


def _rows(part: Score, label: Label, table: Table, spot: str) -> None:
    """Totals and sections, in tables whose role matters."""
    if table.role is Role.UNKNOWN:
        return
    for kind, wanted in label.kinds.items():
        said = {row for row, its in table.kinds.items() if its is kind}
        part.rows_there += len(wanted)
        part.rows_said += len(said)
        part.rows_right += len(wanted & said)
        if wanted != said:
            more, less = sorted(said - wanted)[:5], sorted(wanted - said)[:5]
            part.rows_wrong.append(f"{spot}: {kind} rows too many {more}, too few {less}")


def lines(scores: Mapping[str, Score], *, detail: Iterable[str] = ()) -> Iterator[str]:
    """The scores as text; ``detail`` names the splits whose mistakes are listed."""
    for name, part in scores.items():
        yield (
            f"{name:9} {len(part.workbooks):3} workbooks {part.tables:4} tables: "
            f"found {_percent(part.found, part.tables)}, "
            f"roles {_percent(part.roles, part.tables)}, "
            f"key columns {_percent(part.columns_right, part.columns)}, "
            f"heading rows {_percent(part.headers, part.tables)}, "
            f"total and section rows {_percent(part.rows_right, part.rows_there)} "
            f"of {part.rows_said} said, "
            f"wrong with high confidence {len(part.wrong_and_sure)}, invented {len(part.invented)}"
        )
    for name in detail:
        for what in ("wrong_and_sure", "invented", "missed", "rows_wrong"):
            for text in getattr(scores[name], what):
                yield f"  {name}, {what.replace('_', ' ')}: {text}"


def _percent(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / max(1, whole):.1f} %)"


def main() -> int:
    """Print the score."""
    from addin.adapters.opening import open_book  # noqa: PLC0415 - a benchmark, not a layer

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, default=ROOT.parent / "shared" / "real")
    parser.add_argument("--detail", action="append", default=[], help="list mistakes of a split")
    given = parser.parse_args()
    if not given.real.is_dir():
        print(f"{given.real} is not there; nothing was measured")
        return 2
    scores = score(labels(), lambda name: open_book(given.real / name, name))
    for line in lines(scores, detail=given.detail):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
