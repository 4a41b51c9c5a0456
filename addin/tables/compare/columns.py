"""Which column of the older version of a sheet is which of the newer.

By heading first; where there is none, or it was rewritten, by what stands below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from addin.tables.compare.alignment import Alignment, aligned, unchanged
from addin.tables.compare.likeness import FORMULA, Token
from addin.tables.compare.reading import Reading, relative_or_text
from addin.tables.table import Table

_LOOKED_AT: Final = 1500
"""Rows from which a column is known."""
_WIDEST: Final = 300
"""Sheets with more columns are compared column by column as they stand."""
_STRAY: Final = 2
"""Behind the last column so few cells are strays in rows, not a column that was put in."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is known by: its headings from above, and what stands in it."""

    headings: tuple[str, ...]
    contents: frozenset[object]
    filled: int


def align_columns(
    older: Reading, newer: Reading, tables: tuple[Sequence[Table], Sequence[Table]]
) -> Alignment:
    """The columns of two versions of a sheet."""
    heads = tuple(map(_headings, tables))
    share = _literal_share(older.tokens(), newer.tokens())
    widest = max(older.width, newer.width)
    if widest > _WIDEST or not (older.width and newer.width):
        return unchanged(widest)
    a = _columns(older, heads[0])
    b = _columns(newer, heads[1])
    if share == 1.0 or (share >= 0.5 and _heads_agree(a, b)):
        pairs = [(place, place) for place in range(1, min(len(a), len(b)) + 1)]
    else:
        pairs = _paired(a, b)
    return _with_tail(pairs, a, b, alike=share == 1.0)


def _headings(tables: Sequence[Table]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for table in tables:
        for column, text in table.headings.items():
            plain = " ".join(text.casefold().split())
            if plain:
                found[column] = (*found.get(column, ()), plain)
    return found


def _literal_share(older: Sequence[Token], newer: Sequence[Token]) -> float:
    """How many of the shorter version's rows stand in the longer one word for word."""
    ours, theirs = (
        Counter(token for token in tokens if token) for tokens in sorted((older, newer), key=len)
    )
    total = min(ours.total(), theirs.total())
    return (ours & theirs).total() / total if total else 1.0


def _columns(reading: Reading, headings: dict[int, tuple[str, ...]]) -> list[Column]:
    contents: list[set[object]] = [set() for _ in range(reading.width)]
    filled = [0] * reading.width
    seen = 0
    for number in range(1, reading.height + 1):
        row = reading.sheet.rows[number - 1] if number <= len(reading.sheet.rows) else ()
        computed = reading.computed.get(number, ())
        if not row and not computed:
            continue
        for column, value in enumerate(row, 1):
            if value is not None and column not in computed:
                contents[column - 1].add((type(value).__name__, value))
                filled[column - 1] += 1
        for column in computed:
            formula = reading.formulas[number, column]
            contents[column - 1].add((FORMULA, relative_or_text(formula, number, column)))
            filled[column - 1] += 1
        seen += 1
        if seen == _LOOKED_AT:
            break
    return [
        Column(headings.get(place, ()), frozenset(held), filled[place - 1])
        for place, held in enumerate(contents, 1)
    ]


def _heads_agree(a: Sequence[Column], b: Sequence[Column]) -> bool:
    """Whether no heading stands in another column than before."""
    if any(x.headings and y.headings and x.headings != y.headings for x, y in zip(a, b)):  # noqa: B905 - the longer one's tail is looked at apart
        ours = {head for column in a for head in column.headings}
        theirs = {head for column in b for head in column.headings}
        return not any(
            set(x.headings) & theirs - set(y.headings) or set(y.headings) & ours - set(x.headings)
            for x, y in zip(a, b)  # noqa: B905 - as above
        )
    return True


def _alike(x: Column, y: Column) -> float:
    """0: another column; else the surer the higher, up to 2."""
    union = len(x.contents | y.contents)
    shared = len(x.contents & y.contents) / union if union else 0.0
    if x.headings and y.headings:
        if set(x.headings) & set(y.headings):
            return 1.0 + shared
        return shared if shared >= 0.6 else 0.0
    if not union:
        return 0.05
    return shared if shared >= 0.2 else 0.0


def _paired(a: Sequence[Column], b: Sequence[Column]) -> list[tuple[int, int]]:
    """In order the pairing that is most alike; then what was moved; then equal gaps."""
    likes = [[_alike(x, y) for y in b] for x in a]
    height, width = len(a), len(b)
    sums = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            paired = likes[i][j] + sums[i + 1][j + 1] + (0.01 if i == j else 0.0)
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], paired if likes[i][j] else 0.0)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < height and j < width:
        paired = likes[i][j] + sums[i + 1][j + 1] + (0.01 if i == j else 0.0)
        if likes[i][j] and sums[i][j] == paired:
            pairs.append((i + 1, j + 1))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    pairs += _moved(a, b, likes, pairs)
    return pairs + _in_equal_gaps(a, b, pairs)


def _moved(
    a: Sequence[Column],
    b: Sequence[Column],
    likes: Sequence[Sequence[float]],
    pairs: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Columns that stand elsewhere: the same heading over much the same, or the same altogether."""
    left = set(range(1, len(a) + 1)) - {i for i, _ in pairs}
    right = set(range(1, len(b) + 1)) - {j for _, j in pairs}
    candidates = sorted(
        (-likes[i - 1][j - 1], abs(i - j), i, j)
        for i in left
        for j in right
        if likes[i - 1][j - 1] >= (1.5 if a[i - 1].headings and b[j - 1].headings else 0.9)
        and len(a[i - 1].contents) >= 2
    )
    found = []
    for _, _, i, j in candidates:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append((i, j))
    return found


def _in_equal_gaps(
    a: Sequence[Column], b: Sequence[Column], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """As many columns left over here as there between the same neighbours: rewritten ones."""
    found = []
    kept = set(pairs)
    i = j = 0
    for x, y in (*sorted(kept), (len(a) + 1, len(b) + 1)):
        if y <= j or x <= i:
            continue  # a moved one is no neighbour
        ours = [n for n in range(i + 1, x) if not any(n == p for p, _ in kept)]
        theirs = [n for n in range(j + 1, y) if not any(n == q for _, q in kept)]
        if len(ours) == len(theirs):
            found += [
                (m, n)
                for m, n in zip(ours, theirs, strict=True)
                if not (a[m - 1].headings and b[n - 1].headings) or _some_shared(a[m - 1], b[n - 1])
            ]
        i, j = x, y
    return found


def _some_shared(x: Column, y: Column) -> bool:
    union = len(x.contents | y.contents)
    return bool(union) and len(x.contents & y.contents) / union >= 0.3


def _with_tail(
    pairs: list[tuple[int, int]], a: Sequence[Column], b: Sequence[Column], *, alike: bool
) -> Alignment:
    """Strays behind the last column have a partner that is blank: nobody put a column in."""
    older, newer = len(a), len(b)
    last_a = max((i for i, _ in pairs), default=0)
    last_b = max((j for _, j in pairs), default=0)
    if last_a == older and last_b < newer:
        more = _strays(b[last_b:], alike=alike)
        pairs = pairs + [(older + n, last_b + n) for n in range(1, more + 1)]
        older += more
    elif last_b == newer and last_a < older:
        more = _strays(a[last_a:], alike=alike)
        pairs = pairs + [(last_a + n, newer + n) for n in range(1, more + 1)]
        newer += more
    return aligned(pairs, older, newer)


def _strays(columns: Sequence[Column], *, alike: bool) -> int:
    """``alike``: no row was changed, so that even a heading came with a row that was put in."""
    count = 0
    for column in columns:
        if (column.headings and not alike) or column.filled > _STRAY:
            break
        count += 1
    return count
