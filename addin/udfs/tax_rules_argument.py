"""A table of tax-credit tags as a function takes it, and tagged lines of a budget or ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from addin.domain.effective_dates import effective_on
from addin.domain.money import Money, zero
from addin.domain.tax_credits import (
    NoRate,
    Spending,
    TagCredit,
    TaggedLine,
    TagKind,
    TagRule,
    UnknownTag,
    credits_by_tag,
    tags_in,
)
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.fringe_rules_argument import DATES, effective_of
from addin.udfs.kinds import Column, Table
from addin.udfs.read_once import read_once
from addin.udfs.shares import share
from addin.udfs.typed_rows import typed_rows

FIELDS: Final = {
    "tag": (str, ("name", "code", "tax tag", "tax code")),
    "counts": (bool, ("qualifies", "qualified", "eligible")),
    "kind": (TagKind, ("type",)),
    "rate": (Decimal, ("percent", "%", "credit rate")),
    "share": (Decimal, ("portion", "share that counts")),
    "spend_cap": (Money, ("spend cap", "most spend", "cap on spend")),
    "credit_cap": (Money, ("credit cap", "most credit", "cap on credit", "cap")),
    **DATES,
}
SHOWS: Final[Mapping[type[Exception], str]] = {UnknownTag: "#N/A", NoRate: "#N/A"}
ALL = Decimal(1)


@read_once
def tag_rules_from(rules: Table) -> tuple[TagRule, ...]:
    """The tags of a table; a row without a tag is passed over, an empty ``counts`` is no.

    Raises:
        CellError: a heading is missing, a cell is not of its kind, or a cell holds two tags.
    """
    optional = [field for field in FIELDS if field not in {"tag", "counts"}]
    rows = [row for row in typed_rows("rules", rules, FIELDS, optional) if row["tag"]]
    return tuple(map(_rule, rows))


def _rule(row: Mapping[str, Any]) -> TagRule:
    tags = tags_in(row["tag"])
    if len(tags) != 1:
        raise CellError("#VALUE!", f"rules: {row['tag']} is not one tag")
    name = tags[0]
    rate = None if row["rate"] is None else share(f"rules: the rate of {name}", row["rate"])
    portion = ALL if row["share"] is None else share(f"rules: the share of {name}", row["share"])
    for field in ("spend_cap", "credit_cap"):
        if row[field] is not None and row[field] < zero():
            raise CellError("#NUM!", f"rules: the {field} of {name} is below zero")
    return TagRule(
        name,
        bool(row["counts"]),
        row["kind"] or TagKind.BASE,
        rate,
        portion,
        row["spend_cap"],
        row["credit_cap"],
        effective_of(row),
        row["source"] or "",
    )


@read_once
def rules_in_force(rules: Table, on_date: dt.date) -> tuple[TagRule, ...]:
    """The tags of a table whose rules hold on a day.

    Raises:
        CellError: none does.
        TwoRules: two of one tag do.
    """
    found = effective_on(tag_rules_from(rules), on_date)
    if not found:
        raise CellError("#N/A", f"no tag of rules is in force on {on_date}")
    return found


def lines_from(
    tags: Column[str], amounts: Column[Money], dates: Column[dt.date] = ()
) -> list[TaggedLine]:
    """The cost lines of columns side by side; rows without an amount, or of 0, are none.

    Raises:
        CellError: a column ends early while others go on.
    """
    read: dict[str | None, tuple[str, ...]] = {None: ()}
    found: list[TaggedLine] = []
    for at, (tag, amount, day) in enumerate(in_place(tags=tags, amounts=amounts, dates=dates), 1):
        if amount:
            if tag not in read:
                read[tag] = tags_in(tag)
            found.append(TaggedLine(read[tag], amount, day, f"cell {at}"))
    return found


def credits_from(
    rules: Table,
    on_date: dt.date,
    tags: Column[str],
    amounts: Column[Money],
    dates: Column[dt.date],
    days: tuple[dt.date | None, dt.date | None],
) -> tuple[TagCredit, ...]:
    """What each tag that counts comes to; ``days``: when spending has to fall, open if None.

    Raises:
        CellError: the first day is after the last.
    """
    first, last = days
    if first is not None and last is not None and last < first:
        raise CellError("#NUM!", f"first_day {first} is after last_day {last}")
    spending = Spending(first, last)
    return credits_by_tag(
        rules_in_force(rules, on_date), lines_from(tags, amounts, dates), spending
    )
