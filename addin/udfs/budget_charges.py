"""BUD_: a table of charges and credits below the line items, down to the grand total."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from addin.domain.account_codes import Mask
from addin.domain.account_patterns import AccountPatterns, patterns_of
from addin.domain.money import Money
from addin.domain.stated_charges import ChargeKind, StatedCharge, below_the_lines
from addin.udfs.amounts_by_account import mask_of, totals_of
from addin.udfs.budget import CATEGORY
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Column, Spill, Table
from addin.udfs.registry import function
from addin.udfs.shares import share
from addin.udfs.typed_rows import typed_rows

FIELDS: Final = {
    "name": (str, ("charge", "description", "contractual charge")),
    "percent": (Decimal, ("rate", "%", "percentage")),
    "flat": (Money, ("flat amount", "amount")),
    "include": (str, ("base", "on", "accounts")),
    "exclude": (str, ("without", "excluded", "exclusions")),
    "minimum": (Money, ("min", "at least")),
    "maximum": (Money, ("max", "cap", "at most")),
    "kind": (ChargeKind, ("type",)),
}
_BETWEEN: Final = re.compile(r"[,;\n]")


@function(CATEGORY)
def bud_charges(charges: Table, accounts: Column[str], amounts: Column[Money]) -> Spill:
    """Charges and credits below the line items, to the grand total: name, base, amount.

    Credits are negative. The last row is the grand total: line items, and line items with charges
    and credits. A charge is taken on line items alone, never on another charge.

    Args:
        charges: the table with its heading row: name, percent (10%) or flat, include and exclude
            (accounts, commas between them: 6700, 2*), minimum, maximum, kind (charge or credit).
        accounts: the lines' accounts, a column.
        amounts: the lines' totals beside them; costs are positive.

    Example:
        =BUD_CHARGES({"name","percent","flat","exclude","maximum","kind";
            "Contingency",0.1,"","6700","","";"Bond","",2500,"","","";
            "Incentive",0.25,"","1*,6700",6000,"credit"},
            {1100;2200;"6700-01"}, {50000;30000;8000})
            gives {"Contingency",80000,8000;"Bond",88000,2500;"Incentive",30000,-6000;
            "Grand total",88000,92500}
    """
    mask = mask_of(accounts)
    optional = [field for field in FIELDS if field != "name"]
    rows = [row for row in typed_rows("charges", charges, FIELDS, optional) if row["name"]]
    stated = [_charge(row, mask) for row in rows]
    found = below_the_lines(stated, totals_of(accounts, amounts, mask))
    return [[row.name, row.base, row.amount] for row in found]


def _charge(row: Mapping[str, Any], mask: Mask) -> StatedCharge:
    name = row["name"]
    rate = row["percent"]
    try:
        return StatedCharge(
            name,
            _patterns(row["include"], mask),
            _patterns(row["exclude"], mask),
            None if rate is None else share(f"charges: the percentage of {name}", rate),
            row["flat"],
            row["minimum"],
            row["maximum"],
            row["kind"] or ChargeKind.CHARGE,
        )
    except ValueError as error:
        raise CellError("#VALUE!", f"charges: {error}") from error


def _patterns(text: str | None, mask: Mask) -> AccountPatterns:
    return patterns_of(map(str.strip, _BETWEEN.split(text or "")), mask)
