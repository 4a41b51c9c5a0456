"""Rows of a list known by what names them: the account, the PO number, date and amount.

A key is used only where it tells nearly every row from the others in both versions, where both
versions share it, and where the rows that it pairs are alike: a running number that was counted
anew after a row was put in names nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from addin.tables.cells import is_nothing, to_code
from addin.tables.compare.likeness import Token, likeness
from addin.tables.compare.reading import Reading
from addin.tables.table import Role, Table, Value

_ACCOUNT = "account; account description; description"
KEYS: Final[dict[Role, tuple[tuple[str, ...], ...]]] = {
    role: tuple(tuple(key.split()) for key in keys.split(";"))
    for role, keys in {
        Role.BUDGET: _ACCOUNT + "; account description vendor; account description rate",
        Role.TOPSHEET: _ACCOUNT,
        Role.BUDGET_VS_ACTUAL: _ACCOUNT,
        Role.COST_REPORT: _ACCOUNT,
        Role.PO_LOG: "po_number; po_number account; po_number description;"
        " po_number account description; po_number invoice_number",
        Role.INVOICE_LOG: "invoice_number; invoice_number vendor; invoice_number po_number",
        Role.LEDGER: "entry; document; entry account; document account;"
        " document account description; reference account; date account document description;"
        " date account description amount; date account description debit credit",
        Role.TRIAL_BALANCE: "account; account account_name",
        Role.CHART_OF_ACCOUNTS: "account",
        Role.BANK: "reference; date reference; date description; date description amount;"
        " date description debit credit",
        Role.CASH_BOOK: "reference; date reference; date description; date description amount;"
        " date description debit credit",
        Role.CARD: "receipt; reference; date vendor; date vendor amount; date description amount",
        Role.PETTY_CASH: "receipt; date vendor; date description; date description amount",
        Role.VENDOR_LIST: "vendor_id; vendor",
        Role.CREW_LIST: "person_id; person; person position",
        Role.CAST_LIST: "cast_id; character; person",
        Role.STRIPBOARD: "scene; scene unit; scene set; scene pages",
        Role.DOOD: "cast_id; character",
        Role.SCHEDULE: "item; date item; date item start; date",
        Role.TASK_LIST: "task_id; task; category task",
        Role.INVENTORY: "item_id; item; item description",
        Role.AGEING: "invoice_number; vendor invoice_number; vendor",
        Role.TIMESHEET: "person_id date; person date; person date account",
    }.items()
}
"""For each kind of list what may name a row, the plainest first."""

_TELLS: Final = 0.98
_TELLS_MOST: Final = 0.8
_SHARED: Final = 0.3
_SAMPLE: Final = 200

Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Keyed:
    """Two versions of one list whose rows were paired by a key.

    ``repeated`` counts the rows of the newer version that share their key with another; they were
    paired in the order in which they stand.
    """

    older: Table
    newer: Table
    fields: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    repeated: int = 0


def tables_paired(
    older: Sequence[Table], newer: Sequence[Table]
) -> tuple[tuple[Table, Table], ...]:
    """Lists of one role and much the same headings, in the order of the older version."""
    scored = sorted(
        (-_headings_shared(a, b), abs(a.area.top - b.area.top), abs(i - j), i, j)
        for i, a in enumerate(older)
        for j, b in enumerate(newer)
        if a.role is b.role and _headings_shared(a, b) >= 0.3
    )
    left, right = set(range(len(older))), set(range(len(newer)))
    found = []
    for _, _, _, i, j in scored:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append((i, j))
    return tuple((older[i], newer[j]) for i, j in sorted(found))


def _headings_shared(a: Table, b: Table) -> float:
    ours = {" ".join(text.casefold().split()) for text in a.headings.values()}
    theirs = {" ".join(text.casefold().split()) for text in b.headings.values()}
    if not ours and not theirs:
        return 0.5 if a.area.left == b.area.left else 0.0
    return len(ours & theirs) / len(ours | theirs)


def keyed(
    tables: tuple[Table, Table],
    readings: tuple[Reading, Reading],
    tokens: tuple[Sequence[Token], Sequence[Token]],
) -> Keyed | None:
    """The rows of a list paired by its key; None where it has none that is fit for it."""
    best: tuple[float, tuple[str, ...], list[_Bodies]] | None = None
    for fields in KEYS.get(tables[0].role, ()):
        if not all(field in table.fields for field in fields for table in tables):
            continue
        bodies = [_bodies(t, r, fields) for t, r in zip(tables, readings, strict=True)]
        if not all(body.rows for body in bodies):
            continue
        tells = min(body.tells for body in bodies)
        if best is None or tells > best[0] + 0.02:
            best = tells, fields, bodies
        if tells >= _TELLS:
            break
    if best is None or best[0] < _TELLS_MOST:
        return None
    return _by_key(tables, best[1], best[2], tokens)


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The rows of one version by key; ``tells`` is the share of rows with a key of their own."""

    rows: dict[Key, list[int]]
    tells: float


def _bodies(table: Table, reading: Reading, fields: Sequence[str]) -> _Bodies:
    columns = [table.fields[field] for field in fields]
    rows: dict[Key, list[int]] = {}
    body = table.body
    named = 0
    for row in body:
        if row in reading.computed and columns[0] in reading.computed[row]:
            continue  # a key that is computed counts rows, it does not name them
        values = [reading.sheet.value(row, column) for column in columns]
        if is_nothing(values[0]):
            continue
        named += 1
        rows.setdefault(tuple(map(_plain, values)), []).append(row)
    alone = sum(1 for found in rows.values() if len(found) == 1)
    return _Bodies(rows, alone / len(body) if named * 2 >= len(body) and body else 0.0)


def _plain(value: Value) -> Hashable:
    """A code typed as a number in one version and as text in the other is the same code."""
    return to_code(value).casefold()


def _by_key(
    tables: tuple[Table, Table],
    fields: tuple[str, ...],
    bodies: Sequence[_Bodies],
    tokens: tuple[Sequence[Token], Sequence[Token]],
) -> Keyed | None:
    ours, theirs = bodies[0].rows, bodies[1].rows
    common = [key for key in ours if key in theirs]
    if len(common) < _SHARED * min(len(ours), len(theirs)):
        return None
    step = max(1, len(common) // _SAMPLE)
    sample = [
        likeness(_token(tokens[0], ours[key][0]), _token(tokens[1], theirs[key][0]))
        for key in common[::step]
    ]
    if sum(sample) < 0.5 * len(sample):
        return None
    pairs: list[tuple[int, int]] = []
    repeated = 0
    for key in common:
        a, b = ours[key], theirs[key]
        if len(a) == len(b) == 1:
            pairs.append((a[0], b[0]))
        else:
            repeated += len(b)
            pairs += _in_turn(a, b, tokens)
    return Keyed(*tables, fields, tuple(pairs), repeated)


def _token(tokens: Sequence[Token], row: int) -> Token:
    return tokens[row - 1] if row <= len(tokens) else ()


def _in_turn(
    a: Sequence[int], b: Sequence[int], tokens: tuple[Sequence[Token], Sequence[Token]]
) -> list[tuple[int, int]]:
    """Rows of one key: equal ones first, then the first with the first."""
    equal: dict[Token, list[int]] = {}
    for row in b:
        equal.setdefault(_token(tokens[1], row), []).append(row)
    found, left = [], []
    for row in a:
        same = equal.get(_token(tokens[0], row))
        if same:
            found.append((row, same.pop(0)))
        else:
            left.append(row)
    taken = {other for _, other in found}
    return found + list(zip(left, (row for row in b if row not in taken), strict=False))
