"""The columns of a made-up production, and the calls over all of them that ``functions`` times.

Every figure comes from a seed, so that two versions of the code work on the same cells. Each call
takes its columns anew, as a host hands them over: rows of one cell.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

Column = list[list[object]]
"""The cells of one column, as a host hands them over: rows of one cell."""
Columns = dict[str, Column]

START: Final = 46027.0
"""The first day of the made-up ledger, 5 January 2026, as a serial number."""
_TODAY: Final = 46200.0
_CODES: Final = [str(1000 + 50 * step) for step in range(60)]


def ledger(rows: int, seed: int = 11) -> Columns:
    """The columns of a ledger of so many rows, 60 accounts and 26 weeks, as cells."""
    chance = random.Random(seed)
    figures: dict[str, Iterable[object]] = {
        "accounts": (chance.choice(_CODES) for _ in range(rows)),
        "dates": (START + chance.randrange(182) for _ in range(rows)),
        "amounts": (round(chance.uniform(-200, 9000), 2) for _ in range(rows)),
        "orders": (f"PO-{1000 + at}" for at in range(rows)),
        "relieved": (round(chance.uniform(0, 4000), 2) for _ in range(rows)),
        "people": (f"P{chance.randrange(400):03}" for _ in range(rows)),
        "vendors": (f"Vendor {chance.randrange(90)}" for _ in range(rows)),
    }
    found = _columns(figures)
    billed: Column = [[*row] for row in found["amounts"]]
    for at in range(1, rows, 40):  # one in forty was invoiced otherwise than ordered
        billed[at] = [chance.uniform(1, 9000)]
    return {**found, "billed": billed}


def production(rows: int, seed: int = 12) -> Columns:
    """The ledger, and beside it what budgets, schedules and calls have: as many rows again."""
    chance = random.Random(seed)
    each = range(rows)
    figures: dict[str, Iterable[object]] = {
        "set_codes": (
            f"{chance.randrange(11, 69)}{chance.randrange(10)}0-{chance.randrange(30):02}"
            for _ in each
        ),
        "set_codes_after": (
            f"{chance.randrange(11, 69)}{chance.randrange(10)}0-{chance.randrange(30):02}"
            for _ in each
        ),
        "invoiced_orders": (f"PO {1000 + chance.randrange(rows)}" for _ in each),
        "quantities": (float(chance.randrange(1, 9)) for _ in each),
        "states": (chance.choice(("open", "partial", "closed", "Paid")) for _ in each),
        "formulas": (f"G{chance.randrange(100)}*2+{at % 9}" for at in each),
        "currencies": (chance.choice(("CAD", "EUR", "GBP", "USD")) for _ in each),
        "tasks": (float(at) for at in each),
        "durations": (float(chance.randrange(10)) for _ in each),
        "predecessors": (
            ", ".join(f"{chance.randint(max(0, at - 50), at - 1)}FS+1" for _ in range(2))
            if at
            else ""
            for at in each
        ),
        "fractions": (chance.choice((0.0, 0.25, 0.5, 1.0)) for _ in each),
        "casts": (", ".join(str(chance.randint(1, 200)) for _ in range(4)) for _ in each),
        "crew": (f"P{at}" for at in each),
        "calls": (f"{chance.randrange(5, 8):02}:{chance.randrange(0, 60, 15):02}" for _ in each),
        "wraps": (f"{chance.randrange(18, 21)}:{chance.randrange(0, 60, 15):02}" for _ in each),
        "parents": (f"A{at // 4}" for at in each),
        "parts": (f"A{at + 1}" for at in each),
        "costs": (  # of what is bought; the others are made of their own lines
            round(chance.uniform(1, 90), 2) if (at + 1) * 4 >= rows else "" for at in each
        ),
        "minutes": (float(chance.randrange(5, 60)) for _ in each),
    }
    found = ledger(rows) | _columns(figures)
    finishes: list[object] = [_number(row[0]) + chance.randrange(30) for row in found["dates"][1:]]
    earned: list[object] = [_number(row[0]) * chance.random() for row in found["amounts"][1:]]
    return found | _columns({"finishes": finishes, "earned": earned})


def _columns(figures: Mapping[str, Iterable[object]]) -> Columns:
    return {name: [[name], *([cell] for cell in cells)] for name, cells in figures.items()}


def _number(cell: object) -> float:
    assert isinstance(cell, float)  # noqa: S101 - made above
    return cell


def _beside(columns: Columns, names: Mapping[str, str]) -> Column:
    """A table with a heading row: heading → the column under it."""
    cells = zip(*(columns[name][1:] for name in names.values()), strict=True)
    heading: list[object] = [*names]
    return [heading, *([row[0] for row in line] for line in cells)]


def _chart() -> Column:
    """A chart of 580 accounts, so that most codes of the ledger are known and some are not."""
    codes = [f"{group}{item}0" for group in range(11, 69) for item in range(10)]
    heading: list[object] = ["account", "name", "kind"]
    rows: Column = [[code, f"Name {code}", "cost"] for code in codes]
    return [heading, *rows]


def _names() -> tuple[Column, Column]:
    """Names of a hundred globals and what each one is: a number, or a sum with the one before."""
    names: Column = [[f"G{at}"] for at in range(100)]
    return (
        names,
        [[float(at) if at % 3 or not at else f"G{at - 1}*2+1"] for at in range(100)],
    )


_FRINGES: Final[Column] = [
    ["name", "rate", "cutoff", "flat", "per"],
    ["Tax", 0.1, 7000.0, "", ""],
    ["Health", "", "", 5.5, "Hour"],
    ["Pension", 0.085, "", "", ""],
]
_RATES: Final[Column] = [
    ["from", "to", "rate", "from date"],
    ["CAD", "USD", 0.73, START],
    ["CAD", "USD", 0.74, START + 90],
    ["EUR", "USD", 1.08, START],
    ["GBP", "USD", 1.27, START],
]


def _reported(c: Columns) -> list[object]:
    accounts = [[code, "Name", 90000.0, 95000.0] for code in _CODES]
    entries = _beside(c, {"Account": "accounts", "Date": "dates", "Amount": "amounts"})
    headings = {"Account": "accounts", "Amount": "amounts", "Relieved": "relieved"}
    orders = _beside(c, headings)[: len(entries) // 10]
    return [
        [["Account", "Description", "Budget", "EFC"], *accounts],
        entries,
        orders,
        START + 150,
        START + 143,
    ]


OVER_COLUMNS: Final[Sequence[tuple[str, Callable[[Columns], list[object]]]]] = (
    ("ACT_TO_DATE", lambda c: [c["accounts"], c["dates"], c["amounts"], "2000", 46150.0]),
    ("ACT_BY", lambda c: [c["accounts"], c["dates"], c["amounts"]]),
    ("BUD_TOPSHEET", lambda c: [c["accounts"], c["amounts"]]),
    ("PO_OPEN_BY_ACCOUNT", lambda c: [c["accounts"], c["amounts"], c["relieved"]]),
    ("PO_OPEN", lambda c: [c["amounts"][1:], c["relieved"][1:]]),
    ("PO_AGEING", lambda c: [c["orders"], c["dates"], c["amounts"], _TODAY, c["relieved"]]),
    ("FRINGE_BY_PERSON", lambda c: [c["people"], c["amounts"], 0.062, 45000.0]),
    ("REC_STATUSES", lambda c: [c["orders"], c["amounts"], c["orders"], c["billed"]]),
    ("REC_DUPLICATES", lambda c: [c["orders"], c["vendors"], c["amounts"]]),
    (
        "EV_REPORT",
        lambda c: [c["tasks"], c["amounts"], c["amounts"], c["earned"], c["relieved"]],
    ),
    ("ACCT_PROBLEMS", lambda c: [c["set_codes"], _chart()]),
    ("ACCT_PARENT", lambda c: [c["set_codes"][1:], _chart()]),
    ("BUD_TOPSHEET", lambda c: [c["set_codes"], c["amounts"], _chart()]),
    ("BUD_CATEGORY", lambda c: ["1100", c["set_codes"], c["amounts"], _chart()]),
    (
        "BUD_REVISED",
        lambda c: [
            c["set_codes"][1:],
            c["set_codes"],
            c["amounts"],
            c["set_codes_after"],
            c["relieved"],
        ],
    ),
    (
        "BUD_REVISIONS",
        lambda c: [c["set_codes"], c["amounts"], c["set_codes_after"], c["relieved"]],
    ),
    ("BUD_COMPARE", lambda c: [c["set_codes"], c["amounts"], c["set_codes_after"], c["relieved"]]),
    ("BUD_EVAL", lambda c: [c["formulas"][1:], *_names()]),
    (
        "FRINGE_LINES",
        lambda c: [_FRINGES, 46100.0, c["people"], c["amounts"], "", c["quantities"]],
    ),
    (
        "FRINGE_TOTAL",
        lambda c: [_FRINGES, 46100.0, c["people"], c["amounts"], "", c["quantities"]],
    ),
    ("FX_CONVERT", lambda c: [c["amounts"][1:], c["currencies"][1:], "USD", _RATES, 46180.0]),
    ("FX_REVALUE", lambda c: [c["currencies"], c["amounts"], c["earned"], "USD", _RATES, 46180.0]),
    (
        "PO_RELIEF",
        lambda c: [c["orders"], c["amounts"], c["invoiced_orders"], c["relieved"], c["states"]],
    ),
    ("PO_LIST_OPEN", lambda c: [c["orders"], c["dates"], c["amounts"], _TODAY, c["relieved"]]),
    ("COST_REPORT", _reported),
    ("SCHED_CRITICAL_PATH", lambda c: [c["tasks"], c["durations"], c["predecessors"]]),
    (
        "SCHED_LATE",
        lambda c: [c["tasks"], c["dates"], c["finishes"], c["fractions"], START + 60],
    ),
    ("SCHED_DOOD_GRID", lambda c: [c["dates"], c["casts"]]),
    (
        "CREW_MEAL_PENALTIES",
        lambda c: [
            c["crew"],
            c["calls"],
            [["13:40", "14:10"] for _ in c["crew"]],
            c["wraps"],
            "SAG-AFTRA Theatrical and Television",
        ],
    ),
    ("BOM_ROLLUP", lambda c: [c["parents"], c["parts"], c["quantities"], c["costs"]]),
    ("EVENT_RUN", lambda c: [0.375, c["minutes"][1:]]),
)
"""Function → its arguments; columns keep their heading where the function takes whole columns."""
